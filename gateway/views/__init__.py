"""What the desk and the widget are shown, put together from the record."""
