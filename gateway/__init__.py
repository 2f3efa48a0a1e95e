"""The composition of Parley with its outside door: command line, sockets, HTTP."""
