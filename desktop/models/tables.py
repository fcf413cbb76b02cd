"""The tables of the local journal, as SQLAlchemy sees them after the last migration.

Values are canonical JSON text, null included: an emptied cell has a number, too. `op` holds what
its owner did and what became of it, `base` and `picture` only what the feed said; no table holds
a merged value. `draft` and `draft_step` hold the week that somebody is working on: nobody else's,
and no op before it is saved.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, Integer, MetaData, Table, Text

metadata = MetaData()


def _cells(name: str) -> Table:
    """Cells of records by bucket; clustered by that key, because a bucket is read whole."""
    return Table(
        name,
        metadata,
        Column("bucket", Text, primary_key=True),
        Column("kind", Text, primary_key=True),
        Column("id", Text, primary_key=True),
        Column("cell", Text, primary_key=True),
        Column("value", Text, nullable=False),
        Column("rev", Integer, nullable=False),
        sqlite_with_rowid=False,
    )


meta = Table(
    "meta",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
    sqlite_with_rowid=False,
)

bucket = Table(
    "bucket",
    metadata,
    Column("id", Text, primary_key=True),
    Column("title", Text, nullable=False),
    Column("cursor", Integer, nullable=False),
    Column("drained", Integer, nullable=False),
    Column("fingerprint", Text, nullable=False),  # 128 bits in hex: SQLite's integers have 64
    Column("misses", Integer, nullable=False),
    Column("picture_until", Integer),
    sqlite_with_rowid=False,
)

base = _cells("base")
picture = _cells("picture")

op = Table(
    "op",
    metadata,
    Column("place", Integer, primary_key=True),  # in the queue; never given twice
    Column("op", Text, nullable=False, unique=True),
    Column("state", Text, nullable=False),
    Column("overlays", Boolean, nullable=False),
    Column("answered_at", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("result", Text),
    Column("line", Integer, nullable=False),  # the number of its last line in the op journal
    sqlite_autoincrement=True,
)
draft = Table(
    "draft",
    metadata,
    Column("name", Text, primary_key=True),
    Column("body", Text, nullable=False),  # the week as it was before its first step
    Column("base", Text),  # the version that it was made from
    Column("done", Integer, nullable=False),  # how many steps are not undone
    sqlite_with_rowid=False,
)

draft_step = Table(
    "draft_step",
    metadata,
    Column("number", Integer, primary_key=True),  # from 1 on
    Column("body", Text, nullable=False),
)

Index("op_by_state", op.c.state)
Index("op_that_overlays", op.c.overlays, sqlite_where=op.c.overlays)
Index("op_by_line", op.c.line)
