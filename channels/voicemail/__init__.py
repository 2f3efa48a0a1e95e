"""Voicemail: a recorded message waits in a queue like any other contact."""
