"""Starts and commands cut by a kill: there is what was, or what was to be, and the next try works."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from server.keys import load_keys
from server.portable import back_up
from sync.failpoint import SERVER
from tests.processes.house import Forked, House

OF_COMMANDS: list[str] = []


def points_of(*names: str) -> list[str]:
    """The points of these deeds."""
    found = [point for point in SERVER if point.partition(".")[0] in names]
    OF_COMMANDS.extend(found)
    return found


@pytest.mark.parametrize("model", ["sqlite"], indirect=True)
@pytest.mark.parametrize("point", points_of("migration", "epoch", "marks"))
def test_a_server_killed_while_it_starts(house: House, point: str) -> None:
    """The next start serves, and a whole day goes through."""
    house.server.begin(fail_at=point)
    assert house.server.died

    house.server.start()
    said = house.live_a_day()

    house.settle(said)


@pytest.mark.parametrize("point", points_of("keys", "place", "office"))
def test_a_school_s_first_command_cut_by_a_kill(house: House, tmp_path: Path, point: str) -> None:
    """Keys and address are whole or not there; the same command again makes a server that serves."""
    fresh = Forked(tmp_path / "fresh" / "data", house.server.database)
    fresh.folder.mkdir(parents=True)
    words = ["init", "--school", "Школа"]
    if fresh.database is None:
        fresh.database = f"sqlite:///{fresh.folder / 'here.db'}"

    fresh.run(*words, fail_at=point)
    assert fresh.died
    kept = load_keys(fresh.folder) if (fresh.folder / "keys.json").exists() else None
    fresh.run(*words)
    assert fresh.end() == 0

    assert kept in (None, load_keys(fresh.folder))
    fresh.start()
    fresh.stop()


@pytest.mark.parametrize("model", ["sqlite"], indirect=True)
@pytest.mark.parametrize("point", points_of("back-up"))
def test_a_back_up_cut_by_a_kill(house: House, tmp_path: Path, point: str) -> None:
    """Under its name lies the back-up of yesterday or that of today, whole."""
    path = tmp_path / "school.backup"
    rows = back_up(house.server.engine, path)

    house.server.run("backup", str(path), fail_at=point)
    assert house.server.died

    assert len(gzip.decompress(path.read_bytes()).splitlines()) == rows + 2
    house.server.run("backup", str(path))
    assert house.server.end() == 0


@pytest.mark.parametrize("point", points_of("restore"))
def test_a_restore_cut_by_a_kill(house: House, tmp_path: Path, point: str) -> None:
    """All is as it was, or all is as the back-up has it; either way the laptop brings back the rest."""
    path = tmp_path / "school.backup"
    back_up(house.server.engine, path)
    house.server.start()
    said = house.live_a_day()
    house.server.stop()
    house.server.forget_engine()

    house.server.run("restore", str(path), "--yes", fail_at=point)
    assert house.server.died
    house.server.start()

    house.settle(said)


@pytest.mark.parametrize("model", ["sqlite"], indirect=True)
@pytest.mark.parametrize("point", points_of("revokeDevice", "allowDevice", "device"))
def test_a_device_s_lock_cut_by_a_kill(house: House, point: str) -> None:
    """Locked or not, the device's work stays; allowed again, it sends all of it."""
    house.server.start()
    said = house.live_a_day()
    clerk = house.town.sign_in("clerk")
    house.server.stop()
    house.server.start(fail_at=point)

    for deed in ("revoke", "allow"):
        house.ask(clerk, deed)
    assert house.server.died
    house.server.start()
    house.ask(clerk, "allow")

    house.settle(said)
