"""Back-ups put in the place of what is there, in every way that an engineer does it."""

from __future__ import annotations

import shutil
from pathlib import Path

from server.portable import back_up
from tests.server.conftest import hold, make_server, make_town
from tests.server.running import Running, run_command
from tests.server.town import COURSE, Lesson, mark


def restore(server: Running, backup: Path) -> None:
    """Put a back-up in the place of everything, and start again."""
    server.stop()
    server.forget_engine()
    done = run_command("restore", "--data", str(server.folder), str(backup), "--yes")
    assert done.returncode == 0, done.stderr
    server.start()


def test_a_restore_begins_a_new_epoch(own_server: Running) -> None:
    """What the back-up does not have is offered again with its receipt and stands as it stood."""
    own_server.start()
    anna = make_town(own_server).sign_in("anna")
    early, late = Lesson().mark("5"), Lesson().mark("4", base=mark("5"))
    anna.push(early)
    backup = own_server.folder.parent / "school.backup"
    back_up(own_server.engine, backup)
    [answered] = anna.push(late)
    old_epoch = anna.epoch

    restore(own_server, backup)
    refused = anna.try_push()
    anna.greet()
    [again] = anna.push({**late, "receipt": answered["receipt"]})

    assert (refused.status_code, refused.json()["code"]) == (409, "epoch_changed")
    assert anna.epoch != old_epoch
    assert again["status"] in ("applied", "merged")
    assert again["receipt"] == answered["receipt"]
    assert anna.read(COURSE)["lesson", Lesson().id][Lesson().cell()] == mark("4")
    assert hold(own_server)


def test_the_same_backup_restored_twice_takes_what_came_between(own_server: Running) -> None:
    """An epoch of which only receipts still tell is known again, and its work stands."""
    own_server.start()
    anna = make_town(own_server).sign_in("anna")
    backup = own_server.folder.parent / "school.backup"
    back_up(own_server.engine, backup)
    restore(own_server, backup)
    anna.greet()
    between = Lesson().mark("4")
    [answered] = anna.push(between)
    restore(own_server, backup)
    anna.greet()

    [again] = anna.push({**between, "receipt": answered["receipt"]})
    [fresh] = anna.push(Lesson().mark("5", base=mark("4")))
    restore(own_server, backup)

    assert again["status"] == "applied"
    assert fresh["status"] == "merged"
    assert hold(own_server)


def test_a_restore_needs_the_server_to_rest(own_server: Running) -> None:
    """Neither restore nor a second server works on a folder that is served."""
    own_server.start()
    backup = own_server.folder.parent / "school.backup"
    back_up(own_server.engine, backup)

    restored = run_command("restore", "--data", str(own_server.folder), str(backup), "--yes")
    second = run_command("serve", "--data", str(own_server.folder), "--port", "0")

    assert (restored.returncode, second.returncode) == (1, 1)
    assert "running" in restored.stderr


def test_a_cut_backup_is_refused_whole(own_server: Running) -> None:
    """A file that is not whole changes nothing."""
    own_server.start()
    anna = make_town(own_server).sign_in("anna")
    anna.push(Lesson().mark("5"))
    backup = own_server.folder.parent / "school.backup"
    back_up(own_server.engine, backup)
    backup.write_bytes(backup.read_bytes()[:-200])
    own_server.stop()
    own_server.forget_engine()

    done = run_command("restore", "--data", str(own_server.folder), str(backup), "--yes")
    own_server.start()

    assert done.returncode == 1
    assert "Nothing was changed" in done.stderr
    assert anna.read(COURSE)["lesson", Lesson().id][Lesson().cell()] == mark("5")


def test_an_older_file_put_back_by_hand_is_noticed(tmp_path: Path) -> None:
    """A database with fewer numbers than were given begins a new epoch by itself."""
    server = make_server(tmp_path / "data", None)
    with server:
        anna = make_town(server).sign_in("anna")
    shutil.copy(server.folder / "parta.db", tmp_path / "old.db")
    with server:
        anna.push(Lesson().mark("5"))

    shutil.copy(tmp_path / "old.db", server.folder / "parta.db")
    with server:
        refused = anna.try_push()

    assert refused.json()["code"] == "epoch_changed"


def test_a_backup_moves_between_databases(tmp_path: Path, postgres_url: str) -> None:
    """What was taken from a file can be put into PostgreSQL, and holds there."""
    backup = tmp_path / "school.backup"
    with make_server(tmp_path / "data", None) as server:
        make_town(server).sign_in("anna").push(Lesson().mark("5"))
        run_command("backup", "--data", str(server.folder), str(backup))

    words = ["--data", str(tmp_path / "other"), "--database", postgres_url]
    done = run_command("restore", *words, str(backup), "--yes")

    assert done.returncode == 0, done.stderr
    assert run_command("check", *words).returncode == 0
