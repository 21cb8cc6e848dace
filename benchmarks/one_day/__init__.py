"""What one more day costs a lake of some months and a lake of many years: processor time, and bytes written."""
