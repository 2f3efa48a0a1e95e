"""Web chat: a customer writes in a browser, an agent answers at once."""
