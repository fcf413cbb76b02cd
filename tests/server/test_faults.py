"""Power cuts, restores, and two hundred teachers at once."""

from __future__ import annotations

import json
import shutil
import signal
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from server.checking import check
from server.database import reading, writing
from server.failpoint import LABELS
from server.portable import back_up
from server.schema import history
from tests.server.conftest import make_server, read_description
from tests.server.running import Running, run_command
from tests.server.town import COURSE, Lesson, Town, Visitor, mark


def make_town(server: Running) -> Town:
    """A school on a server that was just started."""
    return Town(server, read_description(server))


def hold(server: Running) -> bool:
    """Whether history and cells hold; the faults are told where they do not."""
    with reading(server.engine) as connection:
        faults = check(connection)
    assert faults == []
    return not faults


def restore(server: Running, backup: Path) -> None:
    """Put a back-up in the place of everything, and start again."""
    server.stop()
    server.forget_engine()
    done = run_command("restore", "--data", str(server.folder), str(backup), "--yes")
    assert done.returncode == 0, done.stderr
    server.start()


POINTS_OF_PUSH = ("before-judging", "before-writing", "before-commit", "after-commit", "before-reply")


def test_every_failpoint_is_tried() -> None:
    """A point at which nothing was ever killed proves nothing."""
    assert {*POINTS_OF_PUSH, "after-refresh", "during-restore"} == LABELS


@pytest.mark.parametrize("point", POINTS_OF_PUSH)
def test_a_killed_server_loses_and_repeats_nothing(own_server: Running, point: str) -> None:
    """Killed at any point of a push; the same push after the start ends with each op applied once."""
    own_server.start(fail_at=point)
    anna = make_town(own_server).sign_in("anna")
    ops = [Lesson().mark("5"), Lesson(slot=4).mark("4")]

    with pytest.raises(httpx.TransportError):
        anna.push(*ops)
    own_server.wait_killed()
    own_server.start()
    results = anna.push(*ops)

    assert [one["status"] for one in results] == ["applied", "applied"]
    assert anna.read(COURSE)["lesson", Lesson().id][Lesson().cell()] == mark("5")
    events = anna.ask("GET", f"/v1/history/{COURSE}/lesson/{Lesson().id}?cell={Lesson().cell()}").json()
    assert len(events) == 1
    assert hold(own_server)


def test_a_cut_refresh_is_answered_again(own_server: Running) -> None:
    """Killed after the tokens were exchanged, before the answer: the old token gives the successor."""
    own_server.start(fail_at="after-refresh")
    anna = make_town(own_server).sign_in("anna")

    with pytest.raises(httpx.TransportError):
        anna.ask("POST", "/v1/refresh", {"refresh_token": anna.refresh})
    own_server.wait_killed()
    own_server.start()

    assert anna.ask("POST", "/v1/refresh", {"refresh_token": anna.refresh}).status_code == 200


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


def test_a_killed_restore_changes_nothing(own_server: Running) -> None:
    """Killed in the middle, a restore leaves everything as it was, the epoch too."""
    own_server.start()
    anna = make_town(own_server).sign_in("anna")
    backup = own_server.folder.parent / "school.backup"
    back_up(own_server.engine, backup)
    anna.push(Lesson().mark("5"))
    own_server.stop()
    own_server.forget_engine()

    words = ["restore", "--data", str(own_server.folder), str(backup), "--yes"]
    done = run_command(*words, environment={"PARTA_FAIL_AT": "during-restore"})
    own_server.start()

    assert done.returncode == -signal.SIGKILL
    assert anna.push(Lesson().mark("4", base=mark("5")))[0]["status"] == "merged"


@pytest.mark.postgres
def test_a_promoted_database_begins_a_new_epoch(tmp_path: Path, postgres_url: str) -> None:
    """Another PostgreSQL, or another timeline of the same, may have lost what was committed last."""
    server = make_server(tmp_path / "data", postgres_url)
    with server:
        anna = make_town(server).sign_in("anna")
    marks = server.folder / "marks.json"
    kept = json.loads(marks.read_text())
    marks.write_text(json.dumps({**kept, "identity": [kept["identity"][0], "0"]}))

    with server:
        refused = anna.try_push()

    assert refused.json()["code"] == "epoch_changed"


def test_a_forged_receipt_opens_nothing(own_server: Running) -> None:
    """A receipt of another op is no receipt: the op is judged like any other."""
    own_server.start()
    anna = make_town(own_server).sign_in("anna")
    [answered] = anna.push(Lesson().mark("5"))

    [late] = anna.push(Lesson(offset=-60).mark("5", receipt=answered["receipt"]))

    assert late["status"] == "review"


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


def test_a_restart_keeps_the_epoch(own_server: Running) -> None:
    """Nothing was restored: clients go on."""
    own_server.start()
    anna = make_town(own_server).sign_in("anna")
    anna.push(Lesson().mark("5"))
    own_server.kill()
    own_server.start()

    assert anna.push(Lesson().mark("4", base=mark("5")))[0]["status"] == "merged"


def test_check_names_what_was_changed_behind_its_back(own_server: Running) -> None:
    """A line of the history, and a cell, changed by hand, are both found."""
    own_server.start()
    town = make_town(own_server)
    town.sign_in("anna").push(Lesson().mark("5"))
    own_server.stop()
    with writing(own_server.engine) as connection:
        connection.exec_driver_sql("UPDATE history SET new = '\"forged\"' WHERE event = 5")
        connection.exec_driver_sql("UPDATE cell SET value = 'false' WHERE name = 'slot'")

    done = run_command("check", "--data", str(own_server.folder))

    assert done.returncode == 1
    assert "line 5 was changed" in done.stdout
    assert "slot" in done.stdout
    assert "digest" in done.stdout


def test_many_write_one_lesson_at_once(own_server: Running) -> None:
    """Numbers rise without gaps, nobody's mark is lost, digests and history hold."""
    own_server.start()
    town = make_town(own_server)
    people = [town.sign_in(login) for login in ("anna", "boris") for _ in range(3)]
    lessons = [Lesson(slot=slot, offset=-offset) for slot in range(4) for offset in (1, 2)]

    def work(visitor: Visitor) -> list[str]:
        said = [one.op({f"x{people.index(visitor)}": 1, "topic": "общая тема"}) for one in lessons]
        return [one["status"] for half in (said[:4], said[4:]) for one in visitor.push(*half)]

    with ThreadPoolExecutor(len(people)) as pool:
        statuses = [status for found in pool.map(work, people) for status in found]

    records = people[0].read(COURSE)
    assert set(statuses) <= {"applied", "merged"}
    for one in lessons:
        assert all(records["lesson", one.id][f"x{number}"] == 1 for number in range(len(people)))
    with reading(own_server.engine) as connection:
        revs = sorted({row.rev for row in connection.execute(history.select())})
    assert revs == list(range(1, len(revs) + 1))
    assert hold(own_server)


def test_the_same_push_twice_at_once_is_applied_once(own_server: Running) -> None:
    """A duplicated request meets the answer of its twin."""
    own_server.start()
    anna = make_town(own_server).sign_in("anna")
    ops = [Lesson(slot=slot).mark("5") for slot in range(8)]

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: anna.push(*ops), range(4)))

    assert all(one == answers[0] for one in answers)
    assert hold(own_server)


@pytest.mark.postgres
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


def test_a_database_that_is_away_is_worth_waiting_for(own_server: Running) -> None:
    """503 with Retry-After, not an error of the client's; when it is back, the work goes on."""
    own_server.start()
    anna = make_town(own_server).sign_in("anna")
    with writing(own_server.engine) as connection:
        connection.exec_driver_sql("ALTER TABLE cell RENAME TO cell_away")

    refused = anna.try_push(Lesson().mark("5"))
    with writing(own_server.engine) as connection:
        connection.exec_driver_sql("ALTER TABLE cell_away RENAME TO cell")

    assert refused.status_code in (500, 503)
    assert "Traceback" not in own_server.log
    assert anna.push(Lesson().mark("5"))[0]["status"] == "applied"
