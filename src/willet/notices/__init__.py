"""The room of the notices: telling people, in Willet and by mail, and the inbox *for me today*."""
