"""Alembic's way in: runs the migrations over a connection that is open already."""

from __future__ import annotations

from alembic import context

from server.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
