"""The provisioning file: the world as somebody wants it, compared with the world as it is."""
