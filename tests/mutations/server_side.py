"""The code around the server's commits, flushes and renames."""

from __future__ import annotations

from tests.mutations.mutation import EXCHANGED, FLUSHES, SERVER, Mutation

_LOST = "\n{}connection.rollback()"


def _lost(spoils: str, file: str, last: str, test: str) -> Mutation:
    """The transaction that ends with this line is answered and never committed."""
    space = last[: len(last) - len(last.lstrip())]
    return Mutation(f"commit of {spoils}", file, last, last + _LOST.format(space), test)


SERVER_COMMITS = (
    _lost(
        "a push",
        "server/ledger.py",
        "                head, answer = _Batch(view, request, self.keys).settle(connection)",
        SERVER + "[sqlite-push.answered]",
    ),
    Mutation(
        "commit of a changed scope",
        "server/routes/exchange.py",
        "        return settle_scope_rev(connection, view, names)",
        "        rev = settle_scope_rev(connection, view, names)\n"
        "        connection.rollback()\n"
        "        return rev",
        "tests/processes/test_killed_server.py::test_a_scope_is_committed_before_hello_tells_it",
    ),
    _lost(
        "a sign-in",
        "server/routes/people.py",
        "        pair = new_family(connection, service.keys.token, claims)\n"
        "        roles = _roles(service, connection, school, account)",
        "tests/server/test_people.py::test_an_access_token_is_short",
    ),
    _lost(
        "a refresh",
        "server/routes/people.py",
        "        roles = _roles(service, connection, school, account) if school and account else []",
        "tests/server/test_people.py::test_refresh_tokens_rotate",
    ),
    _lost(
        "a sign-out",
        "server/routes/people.py",
        "        sign_out(connection, person)",
        "tests/server/test_people.py::test_signing_out_ends_the_session",
    ),
    _lost(
        "a device's lock",
        "server/routes/people.py",
        '            raise not_found("there is no such device")\n    return',
        "tests/server/test_people.py::test_a_lost_laptop_is_refused",
    ),
    _lost(
        "a new epoch",
        "server/awakening.py",
        "            schools = read_schools(connection)\n        service",
        "tests/server/test_marks.py::test_without_its_marks_a_server_starts_and_begins_a_new_epoch",
    ),
    _lost(
        "a restore",
        "server/portable.py",
        "            begin_epoch(connection, school.number, RESTORED)",
        "tests/server/test_restores.py::test_a_restore_begins_a_new_epoch",
    ),
    _lost(
        "the tables",
        "server/database.py",
        '        command.upgrade(alembic(connection), "head")',
        "tests/processes/test_killed_commands.py::test_a_school_s_first_command_cut_by_a_kill",
    ),
    _lost(
        "an engineer's command",
        "server/commands.py",
        "        school = staff.open_school(connection, names, words.zone, names.id)",
        "tests/server/test_marks.py::test_a_first_start_after_init_needs_no_new_epoch",
    ),
    Mutation(
        "flush of every commit",
        "server/database.py",
        '"synchronous=FULL"',
        '"synchronous=OFF"',
        FLUSHES + "test_the_server_s_commits_are_on_the_disk_when_they_return",
    ),
)

SERVER_FILES = (
    Mutation(
        "flush of a file",
        "server/durable.py",
        "            os.fsync(file.fileno())",
        "            pass",
        EXCHANGED + "[make_keys]",
    ),
    Mutation(
        "flush before the last bytes are handed over",
        "server/durable.py",
        "            file.flush()\n",
        "",
        EXCHANGED + "[make_keys]",
    ),
    Mutation(
        "rename of a file",
        "server/durable.py",
        '    fresh = path.with_name(f"{path.name}.new")',
        "    fresh = path",
        EXCHANGED + "[make_keys]",
    ),
    Mutation(
        "flush of the folder",
        "server/durable.py",
        "    _flush_folder(path.parent)\n",
        "",
        EXCHANGED + "[make_keys]",
    ),
    Mutation(
        "exchange of the marks",
        "server/watermark.py",
        '            put_file(self._path, text, "marks")',
        "            self._path.write_text(text)",
        EXCHANGED + "[note_marks]",
    ),
    Mutation(
        "exchange of the keys",
        "server/keys.py",
        '    put_file(path, json.dumps(said, indent=1), "keys")',
        "    path.write_text(json.dumps(said, indent=1))",
        EXCHANGED + "[make_keys]",
    ),
    Mutation(
        "exchange of the database's address",
        "server/folder.py",
        'put_file(folder / SETTINGS_FILE, json.dumps({"database": given}), "place")',
        '(folder / SETTINGS_FILE).write_text(json.dumps({"database": given}))',
        EXCHANGED + "[note_place]",
    ),
    Mutation(
        "exchange of a back-up",
        "server/portable.py",
        '        fresh_file(path, "back-up") as fresh,',
        '        path.open("wb") as fresh,',
        EXCHANGED + "[back_up]",
    ),
    Mutation(
        "another try for marks that the disk refused",
        "server/watermark.py",
        "            self._dirty = True\n            _log",
        "            _log",
        "tests/server/test_marks.py::test_marks_that_the_disk_refused_are_written_at_the_next_try",
    ),
    Mutation(
        "what torn marks mean",
        "server/awakening.py",
        "    if marks.are_torn or",
        "    if",
        "tests/server/test_marks.py::test_without_its_marks_a_server_starts_and_begins_a_new_epoch",
    ),
)
