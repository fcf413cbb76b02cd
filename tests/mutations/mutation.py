"""What a line of the list says."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mutation:
    """One place of the code and its spoilt form; `old` stands once in the file, `test` must fail."""

    spoils: str
    file: str
    old: str
    new: str
    test: str


FLUSHES = "tests/processes/test_flushes.py::"
EXCHANGED = FLUSHES + "test_a_file_is_exchanged_so_that_a_power_cut_leaves_a_whole_one"
SERVER = "tests/processes/test_killed_server.py::test_a_server_killed_at_any_moment_of_a_day"
CLIENT = "tests/processes/test_killed_client.py::test_a_client_killed_at_any_moment_of_a_day"
STORE = "tests/desktop/models/test_store.py::"
