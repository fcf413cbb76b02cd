"""A school's counters leave the directory of names: a table by school, which every push writes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_COUNTED = ("head", "events", "chain", "epoch", "buckets", "facts_rev")


def upgrade() -> None:
    """Make the table of counters, carry them over, take them out of the directory.

    Nobody may be pushing: servers of the first shape read and write the columns that go.
    """
    if op.get_bind().dialect.name == "postgresql":
        op.execute("LOCK TABLE school IN ACCESS EXCLUSIVE MODE")
    op.create_table(
        "counter",
        sa.Column("school", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("head", sa.BigInteger(), nullable=False),
        sa.Column("events", sa.BigInteger(), nullable=False),
        sa.Column("chain", sa.LargeBinary(length=16), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("buckets", sa.Integer(), nullable=False),
        sa.Column("facts_rev", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["school"], ["school.number"], name=op.f("fk_counter_school")),
        sa.PrimaryKeyConstraint("school", name=op.f("pk_counter")),
    )
    op.execute(
        "INSERT INTO counter (school, head, events, chain, epoch, buckets, facts_rev) "
        "SELECT number, head, events, chain, epoch, buckets, facts_rev FROM school"
    )
    for name in _COUNTED:
        op.drop_column("school", name)
