"""What templates may load: `{% load ui formats %}`."""
