"""The marking grid: keys, painting, frozen edges; it knows no school."""
