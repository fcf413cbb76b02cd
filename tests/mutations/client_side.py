"""The code around the client's commits, flushes and renames."""

from __future__ import annotations

from tests.mutations.mutation import CLIENT, EXCHANGED, FLUSHES, STORE, Mutation

CLIENT_COMMITS = (
    Mutation(
        "commit of a transaction",
        "desktop/models/shelf.py",
        '            self._say("COMMIT")',
        '            self._say("ROLLBACK")',
        STORE + "test_what_was_done_is_there_when_the_store_is_opened_again",
    ),
    Mutation(
        "lines of the journal before the commit",
        "desktop/models/shelf.py",
        "                self._journal.append(self._ops.lines)\n        reach",
        "                pass\n        reach",
        STORE + "test_a_plug_pulled_between_journal_and_database",
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
        STORE + "test_the_disk_is_asked_for_what_the_store_promises",
    ),
    Mutation(
        "keeping of the tokens that a refresh has brought",
        "sync/remote.py",
        '                answer = await self._send("POST", "/v1/refresh", RefreshRequest(tokens.refresh))\n'
        "                self._keep(",
        '                answer = await self._send("POST", "/v1/refresh", RefreshRequest(tokens.refresh))\n'
        "                str(",
        CLIENT + "[refresh.answer-received-1-sqlite]",
    ),
)

CLIENT_FILES = (
    Mutation(
        "flush of the journal's lines",
        "desktop/models/op_journal.py",
        '            flush(self._descriptor)\n            reach("op-journal.appended-synced")',
        '            reach("op-journal.appended-synced")',
        FLUSHES + "test_an_op_is_flushed_before_its_transaction_commits",
    ),
    Mutation(
        "flush of lines taken back",
        "desktop/models/op_journal.py",
        "        os.ftruncate(self._descriptor, self._length)\n        flush(self._descriptor)",
        "        os.ftruncate(self._descriptor, self._length)",
        FLUSHES + "test_lines_that_are_taken_back_are_off_the_disk",
    ),
    Mutation(
        "exchange of a shortened journal",
        "desktop/models/op_journal.py",
        '            put_file(self.path, HEADER + b"".join(lines), "op-journal")',
        '            self.path.write_bytes(HEADER + b"".join(lines))',
        FLUSHES + "test_a_shortened_journal_is_exchanged_like_any_file",
    ),
    Mutation(
        "flush of a file",
        "desktop/models/durable.py",
        '            reach(f"{what}.written")\n            flush(descriptor)\n',
        '            reach(f"{what}.written")\n',
        EXCHANGED + "[keep_settings]",
    ),
    Mutation(
        "rename of a file",
        "desktop/models/durable.py",
        '    fresh = path.with_name(path.name + ".new")',
        "    fresh = path",
        EXCHANGED + "[keep_settings]",
    ),
    Mutation(
        "flush of the folder",
        "desktop/models/durable.py",
        '    flush_folder(path.parent)\n    reach(f"{what}',
        '    reach(f"{what}',
        EXCHANGED + "[keep_settings]",
    ),
    Mutation(
        "exchange of the settings",
        "desktop/settings.py",
        'put_file(self._path, text.encode() + b"\\n", "settings")',
        'self._path.write_bytes(text.encode() + b"\\n")',
        EXCHANGED + "[keep_settings]",
    ),
    Mutation(
        "the second lockbox",
        "desktop/models/lockbox.py",
        "        for path in self._paths:\n            put_file",
        "        for path in self._paths[:1]:\n            put_file",
        EXCHANGED + "[make_lockbox]",
    ),
    Mutation(
        "exchange of a lockbox",
        "desktop/models/lockbox.py",
        'put_file(path, msgspec.json.encode(contents), "lockbox")',
        "path.write_bytes(msgspec.json.encode(contents))",
        EXCHANGED + "[make_lockbox]",
    ),
    Mutation(
        "exchange of a copy",
        "desktop/models/copies.py",
        'copy_file(layout.database, layout.copies / name, "copy")',
        "(layout.copies / name).write_bytes(layout.database.read_bytes())",
        FLUSHES + "test_a_day_s_copy_is_on_the_disk",
    ),
    Mutation(
        "exchange of an exchange file",
        "desktop/models/exchange.py",
        'put_file(path, pack(parcel, box.encrypt, refresh_token), "exchange-file")',
        "path.write_bytes(pack(parcel, box.encrypt, refresh_token))",
        FLUSHES + "test_a_stick_can_be_pulled_out",
    ),
    Mutation(
        "a copy that takes the place of a damaged database",
        "desktop/models/rescue.py",
        'copy_file(copy.path, layout.database, "database")',
        "layout.database.write_bytes(copy.path.read_bytes())",
        FLUSHES + "test_a_damaged_database_is_set_aside_before_a_copy_takes_its_place",
    ),
    Mutation(
        "flush of the folders of a damaged database",
        "desktop/models/rescue.py",
        "    for folder in (place, layout.damaged, layout.folder):\n        flush_folder(folder)\n",
        "",
        FLUSHES + "test_a_damaged_database_is_set_aside_before_a_copy_takes_its_place",
    ),
    Mutation(
        "flush of a shredded file",
        "desktop/models/durable.py",
        "        write_fully(descriptor, bytes(path.stat().st_size))\n        flush(descriptor)",
        "        write_fully(descriptor, bytes(path.stat().st_size))",
        FLUSHES + "test_a_shredded_file_is_overwritten_on_the_disk_before_it_goes",
    ),
    Mutation(
        "flush of the folder of a shredded file",
        "desktop/models/durable.py",
        '    flush_folder(path.parent)\n    reach("wiped',
        '    reach("wiped',
        FLUSHES + "test_a_shredded_file_is_overwritten_on_the_disk_before_it_goes",
    ),
)
