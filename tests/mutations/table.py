"""The list: what is spoilt, where, and which test must fail. `python -m tests.mutations` tries all."""

from __future__ import annotations

from tests.mutations.client_side import CLIENT_COMMITS, CLIENT_FILES
from tests.mutations.server_side import SERVER_COMMITS, SERVER_FILES

MUTATIONS = (*SERVER_COMMITS, *SERVER_FILES, *CLIENT_COMMITS, *CLIENT_FILES)
