"""How the tables come to their shape, one step a file."""
