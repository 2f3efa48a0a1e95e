"""Rough transcripts of recordings, written by a program that somebody else has made."""
