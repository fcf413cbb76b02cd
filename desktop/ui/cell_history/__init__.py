"""The history of a cell: who wrote what and when, the newest first."""
