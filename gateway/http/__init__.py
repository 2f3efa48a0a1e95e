"""The door for everything that is not live: log-in, files, pages, health."""
