"""The tables. Every key carries the school, so that no join can cross from one into another, and a
region can be spread by school: the column is called `school` in every table but two. `school` is
the directory of names, and `meta` is of the whole database; copies of both stand everywhere.

A record's key is a hash of its kind and id (`record_key`), so that a batch knows all its keys
before it asks the database anything. Values are kept as canonical texts, exactly as they are
hashed and sent; epochs and buckets have small numbers within a school, because cells name them
by the hundred thousand.

Where a column tells more than the school does, it stands first: PostgreSQL keeps the plan that it
made when a table was empty, and must find nothing better to look up than the whole key.
"""

from __future__ import annotations

from hashlib import blake2b

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Dialect,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(referred_table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s_%(column_1_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s_%(column_1_name)s",
    }
)


class Bytes(LargeBinary):
    """Bytes that go to the driver and come back as they are: both drivers know them."""

    def bind_processor(self, dialect: Dialect) -> None:
        """Nothing is done on the way in."""

    def result_processor(self, dialect: Dialect, coltype: object) -> None:
        """Nothing is done on the way out."""


def record_key(kind: str, record: str) -> bytes:
    """The key of a record within its school: 16 bytes that follow from kind and id."""
    return blake2b(f"{kind}/{record}".encode(), digest_size=16).digest()


def _id(name: str, **options: bool) -> Column[str]:
    return Column(name, String(36), nullable=options.get("nullable", False))


def _of_school(*columns: str, table: str, target: tuple[str, ...]) -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["school", *columns], [f"{table}.{name}" for name in target])


school = Table(
    "school",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    _id("id"),
    Column("name", Text, nullable=False),
    Column("short_name", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("region", Text, nullable=False),
    Column("kind", Text, nullable=False),
    UniqueConstraint("id", name="uq_school_id"),
)
"""The directory: what is called how. Seldom written; a copy of it stands beside every part of a region."""

counter = Table(
    "counter",
    metadata,
    Column("school", Integer, nullable=False, autoincrement=False),
    Column("head", BigInteger, nullable=False),
    Column("events", BigInteger, nullable=False),
    Column("chain", Bytes(16), nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("buckets", Integer, nullable=False),
    Column("facts_rev", BigInteger, nullable=False),
    PrimaryKeyConstraint("school"),
    _of_school(table="school", target=("number",)),
)
"""A school's counters, moved by each push. `head`: the greatest number given. `events`, `chain`:
length and end of the history's chain. `epoch`: the current one's number. `buckets`: how many
numbers of buckets are given. `facts_rev` grows when a record changes that rights rest on."""

epoch = Table(
    "epoch",
    metadata,
    Column("school", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    _id("id"),
    Column("began_at", String(40), nullable=False),
    Column("reason", Text, nullable=False),
    PrimaryKeyConstraint("school", "number"),
    _of_school(table="school", target=("number",)),
)

bucket = Table(
    "bucket",
    metadata,
    Column("school", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    Column("name", String(60), nullable=False),
    Column("head", BigInteger, nullable=False),
    Column("digest", String(32), nullable=False),
    PrimaryKeyConstraint("school", "number"),
    UniqueConstraint("school", "name"),
    _of_school(table="school", target=("number",)),
)

record = Table(
    "record",
    metadata,
    Column("school", Integer, nullable=False),
    Column("key", Bytes(16), nullable=False),
    Column("kind", String(60), nullable=False),
    _id("id"),
    Column("bucket", String(60), nullable=False),
    Column("about", Bytes(16)),
    PrimaryKeyConstraint("key", "school"),
    _of_school(table="school", target=("number",)),
    Index("ix_record_about_school", "about", "school"),
    Index("ix_record_kind_school", "kind", "school"),
    sqlite_with_rowid=False,
)
"""`about`: of a conflict, the key of the record that it is about."""

cell = Table(
    "cell",
    metadata,
    Column("school", Integer, nullable=False),
    Column("record", Bytes(16), nullable=False),
    Column("name", String(200), nullable=False),
    Column("bucket", Integer, nullable=False),
    Column("rev", BigInteger, nullable=False),
    Column("value", Text, nullable=False),
    Column("at_epoch", Integer),
    Column("at_number", BigInteger),
    Column("floor", Text),
    Column("author", String(36), nullable=False),
    Column("made_at", String(40), nullable=False),
    PrimaryKeyConstraint("record", "school", "name"),
    _of_school("record", table="record", target=("school", "key")),
    Index("ix_cell_bucket_school_rev", "bucket", "school", "rev"),
    sqlite_with_rowid=False,
)

history = Table(
    "history",
    metadata,
    Column("school", Integer, nullable=False),
    Column("event", BigInteger, nullable=False),
    Column("record", Bytes(16), nullable=False),
    Column("name", String(200), nullable=False),
    Column("old", Text),
    Column("new", Text),
    Column("old_hash", Bytes(16)),
    Column("new_hash", Bytes(16)),
    Column("rev", BigInteger, nullable=False),
    Column("op", String(32), nullable=False),
    Column("person", String(36), nullable=False),
    Column("device", String(32), nullable=False),
    Column("made_at", String(40), nullable=False),
    Column("at", String(40), nullable=False),
    Column("status", String(20), nullable=False),
    Column("writes", Boolean, nullable=False),
    Column("chain", Bytes(16), nullable=False),
    PrimaryKeyConstraint("school", "event"),
    _of_school("record", table="record", target=("school", "key")),
    Index("ix_history_record_school", "record", "school"),
    sqlite_with_rowid=False,
)
"""Insert-only. A value that the law wants erased becomes NULL and leaves its hash behind."""

result = Table(
    "result",
    metadata,
    Column("school", Integer, nullable=False),
    _id("person"),
    Column("op", String(32), nullable=False),
    Column("device", String(32), nullable=False),
    Column("body", String(32), nullable=False),
    Column("answer", Text, nullable=False),
    Column("at", String(40), nullable=False),
    Column("skew", Integer),
    PrimaryKeyConstraint("school", "person", "op"),
    _of_school(table="school", target=("number",)),
    sqlite_with_rowid=False,
)
"""An answer for ever. `skew`: seconds by which the device's clock was behind the server's."""

account = Table(
    "account",
    metadata,
    Column("school", Integer, nullable=False),
    _id("person"),
    Column("login", String(100), nullable=False),
    Column("name", Text, nullable=False),
    Column("roles", Text, nullable=False),
    Column("password", Text, nullable=False),
    Column("disabled_at", String(40)),
    PrimaryKeyConstraint("school", "person"),
    UniqueConstraint("school", "login"),
    _of_school(table="school", target=("number",)),
)

device = Table(
    "device",
    metadata,
    Column("school", Integer, nullable=False),
    _id("person"),
    Column("id", String(32), nullable=False),
    Column("name", Text, nullable=False),
    Column("first_seen_at", String(40), nullable=False),
    Column("last_seen_at", String(40), nullable=False),
    Column("state", String(10), nullable=False),
    PrimaryKeyConstraint("school", "person", "id"),
    _of_school("person", table="account", target=("school", "person")),
)

family = Table(
    "family",
    metadata,
    Column("school", Integer, nullable=False),
    Column("id", String(32), nullable=False),
    _id("person"),
    Column("device", String(32), nullable=False),
    Column("began_at", String(40), nullable=False),
    Column("revoked_at", String(40)),
    PrimaryKeyConstraint("school", "id"),
    _of_school("person", "device", table="device", target=("school", "person", "id")),
)
"""All refresh tokens that follow from one sign-in."""

refresh_token = Table(
    "refresh_token",
    metadata,
    Column("school", Integer, nullable=False),
    Column("hash", Bytes(32), nullable=False),
    Column("family", String(32), nullable=False),
    Column("issued_at", BigInteger, nullable=False),
    Column("used_at", BigInteger),
    PrimaryKeyConstraint("school", "hash"),
    _of_school("family", table="family", target=("school", "id")),
)
"""Times are Unix seconds."""

scope = Table(
    "scope",
    metadata,
    Column("school", Integer, nullable=False),
    _id("person"),
    Column("rev", Integer, nullable=False),
    Column("fingerprint", String(32), nullable=False),
    PrimaryKeyConstraint("school", "person"),
    _of_school("person", table="account", target=("school", "person")),
)

meta = Table(
    "meta",
    metadata,
    Column("key", String(60), primary_key=True),
    Column("value", Text, nullable=False),
)
"""Of the whole server: the demo's own description, which schema the back-up had."""
