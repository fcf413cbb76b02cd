"""The server's doors: authenticate, decode, one call, encode."""
