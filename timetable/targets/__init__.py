"""Where a card may go: what every place of the week would mean for it, while it is held in the hand."""
