"""The window that holds the screens: navigation, finder, sync chip, messages."""
