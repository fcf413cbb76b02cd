"""Power cuts, and two hundred teachers at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from server.database import reading, writing
from server.meta import write_meta
from server.schema import history
from tests.server.conftest import hold, make_server, make_town
from tests.server.running import Running, run_command
from tests.server.town import COURSE, Lesson, Visitor, mark


@pytest.mark.postgres
def test_a_promoted_database_begins_a_new_epoch(tmp_path: Path, postgres_url: str) -> None:
    """Another PostgreSQL, or another timeline of the same, may have lost what was committed last."""
    server = make_server(tmp_path / "data", postgres_url)
    with server:
        anna = make_town(server).sign_in("anna")
    with writing(server.engine) as connection:
        write_meta(connection, "identity", "7000000000000000000 1")
    server.forget_engine()

    with server:
        refused = anna.try_push()
        anna.greet()
    with server:
        again = anna.try_push()

    assert refused.json()["code"] == "epoch_changed"
    assert again.status_code == 200


def test_a_forged_receipt_opens_nothing(own_server: Running) -> None:
    """A receipt of another op is no receipt: the op is judged like any other."""
    own_server.start()
    anna = make_town(own_server).sign_in("anna")
    [answered] = anna.push(Lesson().mark("5"))

    [late] = anna.push(Lesson(offset=-60).mark("5", receipt=answered["receipt"]))

    assert late["status"] == "review"


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
