"""Sound: what a recording holds, whatever its bytes say about themselves."""
