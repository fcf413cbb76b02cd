"""The first tables: what the feed said, what was done here, and how far we have read."""

STATEMENTS = (
    "CREATE TABLE meta (key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    """CREATE TABLE bucket (
        id TEXT NOT NULL PRIMARY KEY,
        title TEXT NOT NULL,
        cursor INTEGER NOT NULL,
        drained INTEGER NOT NULL,
        fingerprint TEXT NOT NULL,
        misses INTEGER NOT NULL,
        picture_until INTEGER
    ) WITHOUT ROWID""",
    """CREATE TABLE base (
        bucket TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, cell TEXT NOT NULL,
        value TEXT NOT NULL,
        rev INTEGER NOT NULL,
        PRIMARY KEY (bucket, kind, id, cell)
    ) WITHOUT ROWID""",
    """CREATE TABLE picture (
        bucket TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, cell TEXT NOT NULL,
        value TEXT NOT NULL,
        rev INTEGER NOT NULL,
        PRIMARY KEY (bucket, kind, id, cell)
    ) WITHOUT ROWID""",
    """CREATE TABLE op (
        place INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        op TEXT NOT NULL UNIQUE,
        state TEXT NOT NULL,
        overlays BOOLEAN NOT NULL,
        answered_at TEXT NOT NULL,
        body TEXT NOT NULL,
        result TEXT,
        line INTEGER NOT NULL
    )""",
    "CREATE INDEX op_by_state ON op (state)",
    "CREATE INDEX op_that_overlays ON op (overlays) WHERE overlays",
    "CREATE INDEX op_by_line ON op (line)",
)
