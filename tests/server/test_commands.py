"""The command line, as a school's engineer meets it."""

from __future__ import annotations

import json
import stat
import subprocess
import sys
from pathlib import Path
from typing import IO

import httpx
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from server.commands import COMMANDS
from server.database import migrate, open_engine, reading, sqlite_url
from server.schema import metadata
from tests.server.running import ROOT, run_command


def start_demo(
    folder: Path, *words: str, stderr: IO[str] | int = subprocess.DEVNULL
) -> tuple[subprocess.Popen[str], str]:
    """Start the demo and read its first line."""
    command = [sys.executable, "-m", "server", "demo", "--size", "S", "--data", str(folder), "--port", "0"]
    process = subprocess.Popen(
        [*command, "--json", *words], cwd=ROOT, stdout=subprocess.PIPE, stderr=stderr, text=True
    )
    assert process.stdout is not None
    return process, process.stdout.readline()


def end(process: subprocess.Popen[str]) -> None:
    """Stop a demo."""
    process.terminate()
    process.wait(30)
    if process.stdout is not None:
        process.stdout.close()


def test_the_demo_says_who_may_come_in(tmp_path: Path) -> None:
    """One JSON object when it answers, the same at each start of the same folder."""
    process, first = start_demo(tmp_path / "demo")
    said = json.loads(first)
    account = said["accounts"][0]
    device = {"id": "a" * 32, "name": "x"}
    body = {**{key: account[key] for key in ("school", "login", "password")}, "device": device}
    session = httpx.post(f"{said['url']}/v1/sign-in", json=body).json()
    end(process)

    process, second = start_demo(tmp_path / "demo")
    end(process)

    assert session["person"]["id"] == account["person"]
    assert {**json.loads(second), "url": ""} == {**said, "url": ""}
    roles = {role for one in said["accounts"] for role in one["roles"]}
    assert {"teacher", "form_teacher", "head_teacher", "administrator"} <= roles
    assert run_command("check", "--data", str(tmp_path / "demo")).returncode == 0


def test_the_demo_touches_nothing_that_is_not_its_own(tmp_path: Path) -> None:
    """It refuses a database that is not empty when its folder is."""
    other = tmp_path / "real"
    run_command("init", "--data", str(other), "--school", "Школа")
    url = sqlite_url(other)

    done = run_command("demo", "--size", "S", "--data", str(tmp_path / "demo"), "--database", url)
    same = run_command("demo", "--size", "S", "--data", str(other))

    assert (done.returncode, same.returncode) == (1, 1)
    assert "Nothing was changed" in done.stderr
    assert "Nothing was changed" in same.stderr


def test_init_makes_a_school_with_an_administrator(tmp_path: Path) -> None:
    """The keys are readable by their owner only; the password is printed once."""
    folder = tmp_path / "data"

    done = run_command("init", "--data", str(folder), "--school", "Школа № 5", "--admin", "petrova")
    again = run_command("init", "--data", str(folder), "--school", "Школа № 6")

    assert (done.returncode, again.returncode) == (0, 0), done.stderr
    assert "Login petrova, password " in done.stdout
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "keys.json").stat().st_mode) == 0o600
    assert run_command("check", "--data", str(folder)).returncode == 0


@pytest.mark.parametrize("words", [["serve"], ["demo", "--size", "S"]])
def test_plain_http_stays_on_this_machine(tmp_path: Path, words: list[str]) -> None:
    """Other machines are served over TLS, or through a proxy that does it."""
    done = run_command(*words, "--data", str(tmp_path / "data"), "--host", "0.0.0.0")  # noqa: S104 - it is refused

    assert done.returncode == 2
    assert not (tmp_path / "data" / "parta.db").exists()


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str) -> None:
    """`--help` says what it is for, what it needs, and of which deeds it consists."""
    done = run_command(command, "--help")

    assert done.returncode == 0
    assert len(done.stdout.splitlines()) > 5


def test_mistakes_are_told_in_words(tmp_path: Path) -> None:
    """No traceback for a wrong address, a login in use, a school that is not there."""
    folder = ["--data", str(tmp_path / "data")]
    run_command("init", *folder, "--school", "Школа", "--admin", "petrova")

    wrong = run_command("check", *folder, "--database", "postgresql+psycopg://nobody@127.0.0.1:9/none")
    taken = run_command("user", "add", *folder, "--name", "П", "--roles", "teacher", "Petrova")
    nobody = run_command("user", "reset", *folder, "ivanova")
    nowhere = run_command("user", "reset", *folder, "--school", "нет", "petrova")
    nonsense = run_command("user", "add", *folder, "--name", "П", "--roles", "tzar", "ivanova")

    for done in (wrong, taken, nobody, nowhere, nonsense):
        assert done.returncode in (1, 2)
        assert "Traceback" not in done.stderr
        assert done.stderr.strip()


def test_restore_asks_first(tmp_path: Path) -> None:
    """Without --yes nothing is overwritten."""
    done = run_command("restore", "--data", str(tmp_path), str(tmp_path / "x"))

    assert done.returncode == 2
    assert "--yes" in done.stdout


@pytest.mark.parametrize("database", ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def test_migrations_give_the_tables_of_the_schema(
    tmp_path: Path, database: str, request: pytest.FixtureRequest
) -> None:
    """Step by step the tables come to exactly the shape that the code knows."""
    url = sqlite_url(tmp_path) if database == "sqlite" else request.getfixturevalue("postgres_url")
    engine = open_engine(url)

    migrate(engine)
    with reading(engine) as connection:
        found = compare_metadata(MigrationContext.configure(connection), metadata)
    engine.dispose()

    assert found == []
