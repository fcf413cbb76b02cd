"""The head teacher's board: build a week, move cards, ask why not, generate, publish."""
