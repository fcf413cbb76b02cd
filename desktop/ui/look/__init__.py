"""Palette, fonts, icons and one style for light and dark."""
