"""The school: nouns and rules, and nothing of screens, tables or wires."""
