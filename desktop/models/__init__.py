"""The local journal: encrypted SQLite through SQLAlchemy; no Qt, no HTTP."""
