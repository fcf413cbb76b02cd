"""Mutations of the code around every commit, flush and rename: each makes a named test fail."""
