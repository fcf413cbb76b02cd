"""One teacher's program: an encrypted local journal under a Qt face."""
