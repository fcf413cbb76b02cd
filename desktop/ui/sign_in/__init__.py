"""The way in: first start, PIN, lock, change of user."""
