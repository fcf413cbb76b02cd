"""Several processes, and several machines, side by side on one PostgreSQL."""

from __future__ import annotations

import json
import os
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import inspect

from server.database import one_at_a_time, reading, writing
from server.schools import read_epochs
from tests.server.conftest import hold, make_server, make_town
from tests.server.running import Running, run_command
from tests.server.town import COURSE, Lesson, Town, Visitor

pytestmark = pytest.mark.postgres
PATIENCE_SECONDS = 60


@pytest.fixture
def many(tmp_path: Path, postgres_url: str) -> Iterator[Running]:
    """A server of three processes, not started yet."""
    server = make_server(tmp_path / "data", postgres_url)
    server.words = ("--processes", "3")
    yield server
    server.stop()
    server.forget_engine()


def children(parent: int) -> set[int]:
    """The processes that serve, by their numbers."""
    found = set()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes()
            of = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        if of == parent and b"spawn_main" in words:
            found.add(int(folder.name))
    return found


def wait_until(holds: Callable[[], bool]) -> None:
    """Wait for something that is to come true by itself."""
    ends = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        assert time.monotonic() < ends, "it did not come true"
        time.sleep(0.02)


def is_there(process: int) -> bool:
    """Whether a process lives."""
    try:
        return "Z" not in (Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0])
    except OSError:
        return False


def write_at_once(town: Town, slots: int = 4) -> list[Visitor]:
    """Six people write a cell of their own in each of some lessons, all at the same time."""
    people = [town.sign_in(login) for login in ("anna", "boris") for _ in range(3)]

    def work(number: int) -> None:
        for slot in range(slots):
            people[number].push(Lesson(slot=slot).op({f"x{number}": 1}))

    with ThreadPoolExecutor(len(people)) as pool:
        list(pool.map(work, range(len(people))))
    return people


def test_processes_side_by_side_lose_nothing(many: Running) -> None:
    """Six people write the same lessons through three processes: every cell is there, history holds."""
    many.start()

    people = write_at_once(make_town(many))

    records = people[0].read(COURSE)
    for slot in range(4):
        assert all(records["lesson", Lesson(slot=slot).id][f"x{number}"] == 1 for number in range(6))
    written = (json.loads(line) for line in many.log.splitlines())
    assert len({one["process"] for one in written if one.get("route") == "/v1/push"}) > 1
    assert hold(many)


def test_a_process_that_dies_is_replaced(many: Running) -> None:
    """One is killed: the others serve on, and soon there are as many as before."""
    many.start()
    anna = make_town(many).sign_in("anna")
    before = children(many.process_id)
    victim = min(before)

    os.kill(victim, signal.SIGKILL)
    wait_until(lambda: not is_there(victim))
    wait_until(lambda: len(children(many.process_id)) == 3)

    assert len(before) == 3
    assert victim not in children(many.process_id)
    assert [anna.greet()["epoch"] for _ in range(20)]


def test_all_end_together(many: Running) -> None:
    """Asked to stop, the parent leaves no process behind; killed, neither."""
    many.start()
    asked = children(many.process_id)
    many.stop()
    many.start()
    orphans = children(many.process_id)
    many.kill()

    wait_until(lambda: not any(is_there(one) for one in asked | orphans))

    assert (len(asked), len(orphans)) == (3, 3)


def test_a_second_machine_does_not_repeat_what_the_first_answered(tmp_path: Path, postgres_url: str) -> None:
    """Both remember more than the database has; together they begin one new epoch."""
    one = make_server(tmp_path / "one", postgres_url)
    two = Running(tmp_path / "two", postgres_url)
    with one:
        town = make_town(one)
        town.sign_in("anna").push(Lesson().mark("5"))
    shutil.copytree(one.folder, two.folder)
    with writing(one.engine) as connection:
        connection.exec_driver_sql("UPDATE counter SET head = head - 1")

    with one, two, reading(one.engine) as connection:
        epochs = read_epochs(connection, town.number)

    assert len(epochs) == 2


def test_a_machine_waits_while_another_starts(tmp_path: Path, postgres_url: str) -> None:
    """One at a time brings the tables to their shape and looks whether the past has changed."""
    server = Running(tmp_path / "data", postgres_url)
    server.folder.mkdir()

    with ThreadPoolExecutor(1) as pool:
        with one_at_a_time(server.engine):
            starting = pool.submit(server.start)
            wait_until(lambda: waits_for_its_turn(server))
            tables = inspect(server.engine).get_table_names()
        starting.result()
    server.stop()
    server.forget_engine()

    assert tables == []


def waits_for_its_turn(server: Running) -> bool:
    """Whether somebody stands before PostgreSQL's advisory lock."""
    with reading(server.engine) as connection:
        question = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
        return bool(connection.exec_driver_sql(question).scalar())


def test_a_file_has_one_process(tmp_path: Path) -> None:
    """SQLite has one writer, and nobody shall think otherwise."""
    done = run_command("serve", "--data", str(tmp_path / "data"), "--processes", "2")

    assert done.returncode == 2
    assert "PostgreSQL" in done.stdout
