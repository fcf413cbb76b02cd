"""Pictures of all screens, light and dark: `python -m tests.looks`."""
