"""The first shape of the tables: schools, records with their cells and history, people and devices."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make every table, those first that others refer to."""
    _make_meta()
    _make_school()
    _make_account()
    _make_bucket()
    _make_epoch()
    _make_record()
    _make_result()
    _make_cell()
    _make_device()
    _make_history()
    _make_scope()
    _make_family()
    _make_refresh_token()


def _make_meta() -> None:
    op.create_table(
        "meta",
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_meta")),
    )


def _make_school() -> None:
    op.create_table(
        "school",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("short_name", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("head", sa.BigInteger(), nullable=False),
        sa.Column("events", sa.BigInteger(), nullable=False),
        sa.Column("chain", sa.LargeBinary(length=16), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("buckets", sa.Integer(), nullable=False),
        sa.Column("facts_rev", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_school")),
        sa.UniqueConstraint("id", name="uq_school_id"),
    )


def _make_account() -> None:
    op.create_table(
        "account",
        sa.Column("school", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(length=36), nullable=False),
        sa.Column("login", sa.String(length=100), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("roles", sa.Text(), nullable=False),
        sa.Column("password", sa.Text(), nullable=False),
        sa.Column("disabled_at", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(["school"], ["school.number"], name=op.f("fk_account_school")),
        sa.PrimaryKeyConstraint("school", "person", name=op.f("pk_account")),
        sa.UniqueConstraint("school", "login", name=op.f("uq_account_school_login")),
    )


def _make_bucket() -> None:
    op.create_table(
        "bucket",
        sa.Column("school", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("head", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["school"], ["school.number"], name=op.f("fk_bucket_school")),
        sa.PrimaryKeyConstraint("school", "number", name=op.f("pk_bucket")),
        sa.UniqueConstraint("school", "name", name=op.f("uq_bucket_school_name")),
    )


def _make_epoch() -> None:
    op.create_table(
        "epoch",
        sa.Column("school", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("began_at", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["school"], ["school.number"], name=op.f("fk_epoch_school")),
        sa.PrimaryKeyConstraint("school", "number", name=op.f("pk_epoch")),
    )


def _make_record() -> None:
    op.create_table(
        "record",
        sa.Column("school", sa.Integer(), nullable=False),
        sa.Column("key", sa.LargeBinary(length=16), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("bucket", sa.String(length=60), nullable=False),
        sa.Column("about", sa.LargeBinary(length=16), nullable=True),
        sa.ForeignKeyConstraint(["school"], ["school.number"], name=op.f("fk_record_school")),
        sa.PrimaryKeyConstraint("key", "school", name=op.f("pk_record")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_record_about_school", "record", ["about", "school"], unique=False)
    op.create_index("ix_record_kind_school", "record", ["kind", "school"], unique=False)


def _make_result() -> None:
    op.create_table(
        "result",
        sa.Column("school", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(length=36), nullable=False),
        sa.Column("op", sa.String(length=32), nullable=False),
        sa.Column("device", sa.String(length=32), nullable=False),
        sa.Column("body", sa.String(length=32), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("at", sa.String(length=40), nullable=False),
        sa.Column("skew", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["school"], ["school.number"], name=op.f("fk_result_school")),
        sa.PrimaryKeyConstraint("school", "person", "op", name=op.f("pk_result")),
        sqlite_with_rowid=False,
    )


def _make_cell() -> None:
    op.create_table(
        "cell",
        sa.Column("school", sa.Integer(), nullable=False),
        sa.Column("record", sa.LargeBinary(length=16), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("bucket", sa.Integer(), nullable=False),
        sa.Column("rev", sa.BigInteger(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("at_epoch", sa.Integer(), nullable=True),
        sa.Column("at_number", sa.BigInteger(), nullable=True),
        sa.Column("floor", sa.Text(), nullable=True),
        sa.Column("author", sa.String(length=36), nullable=False),
        sa.Column("made_at", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["school", "record"], ["record.school", "record.key"], name=op.f("fk_cell_record")
        ),
        sa.PrimaryKeyConstraint("record", "school", "name", name=op.f("pk_cell")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_cell_bucket_school_rev", "cell", ["bucket", "school", "rev"], unique=False)


def _make_device() -> None:
    op.create_table(
        "device",
        sa.Column("school", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(length=36), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("first_seen_at", sa.String(length=40), nullable=False),
        sa.Column("last_seen_at", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(
            ["school", "person"], ["account.school", "account.person"], name=op.f("fk_device_account")
        ),
        sa.PrimaryKeyConstraint("school", "person", "id", name=op.f("pk_device")),
    )


def _make_history() -> None:
    op.create_table(
        "history",
        sa.Column("school", sa.Integer(), nullable=False),
        sa.Column("event", sa.BigInteger(), nullable=False),
        sa.Column("record", sa.LargeBinary(length=16), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("old", sa.Text(), nullable=True),
        sa.Column("new", sa.Text(), nullable=True),
        sa.Column("old_hash", sa.LargeBinary(length=16), nullable=True),
        sa.Column("new_hash", sa.LargeBinary(length=16), nullable=True),
        sa.Column("rev", sa.BigInteger(), nullable=False),
        sa.Column("op", sa.String(length=32), nullable=False),
        sa.Column("person", sa.String(length=36), nullable=False),
        sa.Column("device", sa.String(length=32), nullable=False),
        sa.Column("made_at", sa.String(length=40), nullable=False),
        sa.Column("at", sa.String(length=40), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("writes", sa.Boolean(), nullable=False),
        sa.Column("chain", sa.LargeBinary(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["school", "record"], ["record.school", "record.key"], name=op.f("fk_history_record")
        ),
        sa.PrimaryKeyConstraint("school", "event", name=op.f("pk_history")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_history_record_school", "history", ["record", "school"], unique=False)


def _make_scope() -> None:
    op.create_table(
        "scope",
        sa.Column("school", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(length=36), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["school", "person"], ["account.school", "account.person"], name=op.f("fk_scope_account")
        ),
        sa.PrimaryKeyConstraint("school", "person", name=op.f("pk_scope")),
    )


def _make_family() -> None:
    op.create_table(
        "family",
        sa.Column("school", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("person", sa.String(length=36), nullable=False),
        sa.Column("device", sa.String(length=32), nullable=False),
        sa.Column("began_at", sa.String(length=40), nullable=False),
        sa.Column("revoked_at", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(
            ["school", "person", "device"],
            ["device.school", "device.person", "device.id"],
            name=op.f("fk_family_device"),
        ),
        sa.PrimaryKeyConstraint("school", "id", name=op.f("pk_family")),
    )


def _make_refresh_token() -> None:
    op.create_table(
        "refresh_token",
        sa.Column("school", sa.Integer(), nullable=False),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("family", sa.String(length=32), nullable=False),
        sa.Column("issued_at", sa.BigInteger(), nullable=False),
        sa.Column("used_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["school", "family"], ["family.school", "family.id"], name=op.f("fk_refresh_token_family")
        ),
        sa.PrimaryKeyConstraint("school", "hash", name=op.f("pk_refresh_token")),
    )
