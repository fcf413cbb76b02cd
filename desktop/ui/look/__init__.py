"""Palette, fonts, icons, one style for light and dark."""
