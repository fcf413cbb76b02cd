"""The list: what is spoilt, where, and which test must fail. `python -m tests.mutations` tries all."""

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


_FLUSHES = "tests/processes/test_flushes.py::"
_EXCHANGED = _FLUSHES + "test_a_file_is_exchanged_so_that_a_power_cut_leaves_a_whole_one"
_SERVER = "tests/processes/test_killed_server.py::test_a_server_killed_at_any_moment_of_a_day"
_CLIENT = "tests/processes/test_killed_client.py::test_a_client_killed_at_any_moment_of_a_day"
_STORE = "tests/desktop/models/test_store.py::"
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
        _SERVER + "[sqlite-push.answered]",
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
        '        command.upgrade(_alembic(connection), "head")',
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
        _FLUSHES + "test_the_server_s_commits_are_on_the_disk_when_they_return",
    ),
)

SERVER_FILES = (
    Mutation(
        "flush of a file",
        "server/durable.py",
        "            os.fsync(file.fileno())",
        "            pass",
        _EXCHANGED + "[make_keys]",
    ),
    Mutation(
        "flush before the last bytes are handed over",
        "server/durable.py",
        "            file.flush()\n",
        "",
        _EXCHANGED + "[make_keys]",
    ),
    Mutation(
        "rename of a file",
        "server/durable.py",
        '    fresh = path.with_name(f"{path.name}.new")',
        "    fresh = path",
        _EXCHANGED + "[make_keys]",
    ),
    Mutation(
        "flush of the folder",
        "server/durable.py",
        "    _flush_folder(path.parent)\n",
        "",
        _EXCHANGED + "[make_keys]",
    ),
    Mutation(
        "exchange of the marks",
        "server/watermark.py",
        '            put_file(self._path, text, "marks")',
        "            self._path.write_text(text)",
        _EXCHANGED + "[note_marks]",
    ),
    Mutation(
        "exchange of the keys",
        "server/keys.py",
        '    put_file(path, json.dumps(said, indent=1), "keys")',
        "    path.write_text(json.dumps(said, indent=1))",
        _EXCHANGED + "[make_keys]",
    ),
    Mutation(
        "exchange of the database's address",
        "server/folder.py",
        'put_file(folder / SETTINGS_FILE, json.dumps({"database": given}), "place")',
        '(folder / SETTINGS_FILE).write_text(json.dumps({"database": given}))',
        _EXCHANGED + "[note_place]",
    ),
    Mutation(
        "exchange of a back-up",
        "server/portable.py",
        '        fresh_file(path, "back-up") as fresh,',
        '        path.open("wb") as fresh,',
        _EXCHANGED + "[back_up]",
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

CLIENT_COMMITS = (
    Mutation(
        "commit of a transaction",
        "desktop/models/shelf.py",
        '            self._say("COMMIT")',
        '            self._say("ROLLBACK")',
        _STORE + "test_what_was_done_is_there_when_the_store_is_opened_again",
    ),
    Mutation(
        "lines of the journal before the commit",
        "desktop/models/shelf.py",
        "                self._journal.append(self._ops.lines)\n        reach",
        "                pass\n        reach",
        _STORE + "test_a_plug_pulled_between_journal_and_database",
    ),
    Mutation(
        "lines taken back when the commit fails",
        "desktop/models/shelf.py",
        "            self._journal.cut_back(mark)\n",
        "",
        "tests/desktop/models/test_full_disk.py"
        "::test_whichever_write_the_disk_refuses_nothing_is_half_written",
    ),
    Mutation(
        "commit of a step of the migrations",
        "desktop/models/migrations/ladder.py",
        'exec_driver_sql("COMMIT")',
        'exec_driver_sql("ROLLBACK")',
        "tests/processes/test_killed_client.py::test_a_client_killed_at_any_moment_of_a_chore",
    ),
    Mutation(
        "flush of every commit of the local database",
        "desktop/models/database.py",
        '"synchronous = FULL"',
        '"synchronous = OFF"',
        _STORE + "test_the_disk_is_asked_for_what_the_store_promises",
    ),
    Mutation(
        "keeping of the tokens that a refresh has brought",
        "sync/remote.py",
        '                answer = await self._send("POST", "/v1/refresh", RefreshRequest(tokens.refresh))\n'
        "                self._keep(",
        '                answer = await self._send("POST", "/v1/refresh", RefreshRequest(tokens.refresh))\n'
        "                str(",
        _CLIENT + "[refresh.answer-received-1-sqlite]",
    ),
)

CLIENT_FILES = (
    Mutation(
        "flush of the journal's lines",
        "desktop/models/op_journal.py",
        '            flush(self._descriptor)\n            reach("op-journal.appended-synced")',
        '            reach("op-journal.appended-synced")',
        _FLUSHES + "test_an_op_is_flushed_before_its_transaction_commits",
    ),
    Mutation(
        "flush of lines taken back",
        "desktop/models/op_journal.py",
        "        os.ftruncate(self._descriptor, self._length)\n        flush(self._descriptor)",
        "        os.ftruncate(self._descriptor, self._length)",
        _FLUSHES + "test_lines_that_are_taken_back_are_off_the_disk",
    ),
    Mutation(
        "exchange of a shortened journal",
        "desktop/models/op_journal.py",
        '            put_file(self.path, HEADER + b"".join(lines), "op-journal")',
        '            self.path.write_bytes(HEADER + b"".join(lines))',
        _FLUSHES + "test_a_shortened_journal_is_exchanged_like_any_file",
    ),
    Mutation(
        "flush of a file",
        "desktop/models/durable.py",
        '            reach(f"{what}.written")\n            flush(descriptor)\n',
        '            reach(f"{what}.written")\n',
        _EXCHANGED + "[keep_settings]",
    ),
    Mutation(
        "rename of a file",
        "desktop/models/durable.py",
        '    fresh = path.with_name(path.name + ".new")',
        "    fresh = path",
        _EXCHANGED + "[keep_settings]",
    ),
    Mutation(
        "flush of the folder",
        "desktop/models/durable.py",
        '    flush_folder(path.parent)\n    reach(f"{what}',
        '    reach(f"{what}',
        _EXCHANGED + "[keep_settings]",
    ),
    Mutation(
        "exchange of the settings",
        "desktop/settings.py",
        'put_file(self._path, text.encode() + b"\\n", "settings")',
        'self._path.write_bytes(text.encode() + b"\\n")',
        _EXCHANGED + "[keep_settings]",
    ),
    Mutation(
        "the second lockbox",
        "desktop/models/lockbox.py",
        "        for path in self._paths:\n            put_file",
        "        for path in self._paths[:1]:\n            put_file",
        _EXCHANGED + "[make_lockbox]",
    ),
    Mutation(
        "exchange of a lockbox",
        "desktop/models/lockbox.py",
        'put_file(path, msgspec.json.encode(contents), "lockbox")',
        "path.write_bytes(msgspec.json.encode(contents))",
        _EXCHANGED + "[make_lockbox]",
    ),
    Mutation(
        "exchange of a copy",
        "desktop/models/copies.py",
        'copy_file(layout.database, layout.copies / name, "copy")',
        "(layout.copies / name).write_bytes(layout.database.read_bytes())",
        _FLUSHES + "test_a_day_s_copy_is_on_the_disk",
    ),
    Mutation(
        "exchange of an exchange file",
        "desktop/models/exchange.py",
        'put_file(path, pack(parcel, box.encrypt, refresh_token), "exchange-file")',
        "path.write_bytes(pack(parcel, box.encrypt, refresh_token))",
        _FLUSHES + "test_a_stick_can_be_pulled_out",
    ),
    Mutation(
        "a copy that takes the place of a damaged database",
        "desktop/models/rescue.py",
        'copy_file(copy.path, layout.database, "database")',
        "layout.database.write_bytes(copy.path.read_bytes())",
        _FLUSHES + "test_a_damaged_database_is_set_aside_before_a_copy_takes_its_place",
    ),
    Mutation(
        "flush of the folders of a damaged database",
        "desktop/models/rescue.py",
        "    for folder in (place, layout.damaged, layout.folder):\n        flush_folder(folder)\n",
        "",
        _FLUSHES + "test_a_damaged_database_is_set_aside_before_a_copy_takes_its_place",
    ),
    Mutation(
        "flush of a shredded file",
        "desktop/models/durable.py",
        "        write_fully(descriptor, bytes(path.stat().st_size))\n        flush(descriptor)",
        "        write_fully(descriptor, bytes(path.stat().st_size))",
        _FLUSHES + "test_a_shredded_file_is_overwritten_on_the_disk_before_it_goes",
    ),
    Mutation(
        "flush of the folder of a shredded file",
        "desktop/models/durable.py",
        '    flush_folder(path.parent)\n    reach("wiped',
        '    reach("wiped',
        _FLUSHES + "test_a_shredded_file_is_overwritten_on_the_disk_before_it_goes",
    ),
)

MUTATIONS = (*SERVER_COMMITS, *SERVER_FILES, *CLIENT_COMMITS, *CLIENT_FILES)
