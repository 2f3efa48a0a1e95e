"""What the gateway answers over plain HTTP."""
