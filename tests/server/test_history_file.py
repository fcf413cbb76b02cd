"""The auditor's file: readable, and its own proof."""

from __future__ import annotations

import csv
import io
import json
import stat
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from server.__main__ import main
from server.accounts import NewAccount, add_accounts
from server.awakening import awaken
from server.chain import hash_value
from server.database import open_engine, sqlite_url, writing
from server.history_command import Progress
from server.history_file import manifest_of
from server.schema import history
from server.schools import SchoolNames, add_school
from server.seed import Origin, SeedRecord, seed
from server.service import open_service
from tests.server.town import ALGEBRA, ANNA, BORIS, Lesson, day, mark, named, town_records

FORMULA = '=HYPERLINK("http://x")'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder with a school, in which Anna and Boris have written."""
    (tmp_path / "data").mkdir()
    service = open_service(tmp_path / "data", sqlite_url(tmp_path / "data"))
    awaken(service)
    with writing(service.engine) as connection:
        school = add_school(connection, SchoolNames(named(1), "Школа № 5")).number
        seed(connection, school, town_records())
        accounts = [NewAccount(FORMULA, FORMULA, frozenset(), "x", ANNA)]
        add_accounts(connection, school, [*accounts, NewAccount("boris", "Борис", frozenset(), "x", BORIS)])
        for who, slot in ((ANNA, 3), (BORIS, 4), (ANNA, 5)):
            lesson = Lesson(slot=slot)
            cells = {"date": day(-1), "slot": slot, lesson.cell(): mark("5"), "topic": "тема"}
            record = SeedRecord(f"course:{ALGEBRA}", "lesson", lesson.id, cells)
            seed(connection, school, [record], partial(written_by, who))
    service.engine.dispose()
    return tmp_path / "data"


def written_by(person: str, record: SeedRecord) -> Origin:
    """Who is told to have written a record."""
    return Origin(person)


def run(*words: str) -> tuple[int, str]:
    """Run `parta-server history` within this process: how it ended, and what it said."""
    said = io.StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        code = main(["history", *words])
    return code, said.getvalue()


def export(folder: Path, name: str, *words: str) -> Path:
    """Write the auditor's file."""
    path = folder.parent / name
    assert run("export", "--data", str(folder), *words, str(path))[0] == 0
    return path


def verify(path: Path) -> tuple[int, str]:
    """What the file says of itself, with no server near."""
    return run("verify", str(path))


def rows(path: Path) -> list[dict[str, Any]]:
    """The file's lines as another program reads them."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file)) if path.suffix == ".csv" else [json.loads(one) for one in file]


@pytest.mark.parametrize("name", ["history.csv", "history.jsonl"])
def test_a_person_reads_who_did_what(folder: Path, name: str) -> None:
    """Names stand beside ids: who, which pupil, which lesson's day, which subject."""
    path = export(folder, name)

    [marked] = [one for one in rows(path) if one["person"] == BORIS and one["name"].startswith("mark/")]

    assert (marked["who"], marked["pupil"], marked["subject"]) == ("Борис", "Иванов", "Предмет")
    assert marked["lesson_date"] == day(-1)
    assert json.loads(marked["new"]) == mark("5")
    assert verify(path)[0] == 0
    assert {stat.S_IMODE(one.stat().st_mode) for one in (path, manifest_of(path))} == {0o600}


def test_no_cell_of_the_table_is_a_formula(folder: Path) -> None:
    """A name that a spreadsheet would calculate is shown, not calculated, and still proves itself."""
    path = export(folder, "history.csv", "--person", ANNA)

    cells = [value for row in rows(path) for value in row.values()]

    assert f"'{FORMULA}" in cells
    assert not [one for one in cells if one.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert verify(path)[0] == 0


@pytest.mark.parametrize("name", ["history.csv", "history.jsonl"])
@pytest.mark.parametrize(
    ("words", "people"),
    [
        (["--person", "boris"], {BORIS}),
        (["--course", ALGEBRA], {"", ANNA, BORIS}),
        (["--from", day(2)], set()),
    ],
)
def test_a_part_of_the_history_proves_itself(
    folder: Path, name: str, words: list[str], people: set[str]
) -> None:
    """Lines left out are seen as left out, and the others still follow."""
    whole, part = export(folder, f"whole-{name}"), export(folder, name, *words)

    found = rows(part)

    assert {one["person"] for one in found} == people
    assert len(found) < len(rows(whole))
    assert verify(part)[0] == 0


def change(line: dict[str, Any]) -> None:
    """Somebody wanted another mark."""
    line["new"] = line["new"].replace("5", "3").replace("тема", "тьма")


def rename(line: dict[str, Any]) -> None:
    """Somebody wanted another author."""
    line["person"] = named(99)


@pytest.mark.parametrize("forge", [change, rename])
def test_a_changed_line_is_named(folder: Path, forge: Callable[[dict[str, Any]], None]) -> None:
    """By the file alone: the manifest's hash says that something was changed, the chain says what."""
    path = export(folder, "history.jsonl")
    lines = rows(path)
    forge(lines[-1])
    path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in lines), encoding="utf-8")

    code, said = verify(path)

    assert code == 1
    assert f"line {lines[-1]['event']} of the history was changed" in said


@pytest.mark.parametrize("cut", [slice(1, None), slice(None, -1), slice(None, None, 2)])
def test_a_missing_line_is_noticed(folder: Path, cut: slice) -> None:
    """At the beginning, at the end, in between."""
    path = export(folder, "history.jsonl")
    kept = path.read_text(encoding="utf-8").splitlines(keepends=True)[cut]
    path.write_text("".join(kept), encoding="utf-8")

    assert verify(path)[0] == 1


def test_an_export_is_an_act_that_is_written_down(folder: Path) -> None:
    """Who took which part of which school's history, and when."""
    export(folder, "history.csv", "--person", "boris")

    [said] = [json.loads(one) for one in (folder / "acts.jsonl").read_text().splitlines()]

    assert (said["act"], said["school"], said["only"]) == ("history export", named(1), {"person": BORIS})
    assert said["by"]
    assert stat.S_IMODE((folder / "acts.jsonl").stat().st_mode) == 0o600


def test_what_is_no_export_is_refused_in_words(folder: Path) -> None:
    """No traceback for another file, a missing manifest, a name that says no form."""
    other = folder.parent / "other.csv"
    other.write_text("a,b\n1,2\n")
    code, said = run("export", "--data", str(folder), str(folder.parent / "history.txt"))

    assert (code, verify(other)[0]) == (1, 1)
    assert ".jsonl" in said
    assert not list(folder.parent.glob("history.txt*"))


@pytest.mark.parametrize("name", ["history.csv", "history.jsonl"])
def test_an_erased_value_leaves_the_file_sound(folder: Path, name: str) -> None:
    """What the law wants gone is gone; its hash stands for it."""
    engine = open_engine(sqlite_url(folder))
    with writing(engine) as connection:
        erased = connection.execute(select(history).order_by(history.c.event.desc())).first()
        assert erased is not None
        values = {"new": None, "new_hash": hash_value(erased.new)}
        connection.execute(update(history).where(history.c.event == erased.event).values(**values))
    engine.dispose()

    path = export(folder, name)

    assert erased.new not in path.read_text(encoding="utf-8").splitlines()[-1]
    assert verify(path)[0] == 0


def test_progress_is_told_once_a_second(capsys: pytest.CaptureFixture[str]) -> None:
    """A short check says nothing, a long one where it is."""
    times = iter([0.0, 0.5, 1.2, 1.5, 2.3])
    tell = Progress(lambda: next(times))

    for done in (1, 2, 3, 4):
        tell("Школа", done, 4)

    assert capsys.readouterr().err.splitlines() == ["Школа: 2 of 4 lines", "Школа: 4 of 4 lines"]
