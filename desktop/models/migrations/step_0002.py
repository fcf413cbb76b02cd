"""The week that a head teacher is working on: what it was when it was opened, and each step since."""

STATEMENTS = (
    """CREATE TABLE draft (
        name TEXT NOT NULL PRIMARY KEY,
        body TEXT NOT NULL,
        base TEXT,
        done INTEGER NOT NULL
    ) WITHOUT ROWID""",
    "CREATE TABLE draft_step (number INTEGER NOT NULL PRIMARY KEY, body TEXT NOT NULL)",
)
