"""`parta timetable` works on files, without a window, and says in its exit code how it went."""

from __future__ import annotations

import argparse
import errno
import os
import signal
import stat
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.__main__ import main
from tests.timetable.formats.fet_text import SCHOOL, activity, condition, fet
from timetable.cards import Draft
from timetable.command import run
from timetable.formats.files import open_file
from timetable.formats.parta_json import write_json
from timetable.grid import Level


def _small(folder: Path, *, times: str = "", name: str = "small.fet") -> Path:
    path = folder / name
    path.write_bytes(fet([activity(1), activity(2, teacher="Bob")], times=times))
    return path


def test_a_week_is_found_and_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The file that comes out is the one that went in, with a locked card for each lesson."""
    out = tmp_path / "out.fet"

    code = main(["timetable", "solve", str(_small(tmp_path)), "--seconds", "5", "--out", str(out)])

    assert code == 0
    assert open_file(out).draft.is_whole
    assert main(["timetable", "check", str(out)]) == 0
    assert "Расписание годится" in capsys.readouterr().out


def test_a_week_that_cannot_be_is_no_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Two is the code, the reason is in words, and what stood at the target still does."""
    both = condition("ActivityPreferredStartingTime", Activity_Id=1, Preferred_Day="Mon", Preferred_Hour="1")
    both += condition("ActivityPreferredStartingTime", Activity_Id=2, Preferred_Day="Mon", Preferred_Hour="1")
    path, out = _small(tmp_path, times=both), tmp_path / "out.fet"
    out.write_text("before")

    code = main(["timetable", "solve", str(path), "--seconds", "3", "--out", str(out)])

    said = capsys.readouterr()
    assert code == 2
    assert "ничего не записано" in said.out
    assert "Смотрю, что мешает" in said.err
    assert out.read_text() == "before"
    assert main(["timetable", "explain", str(path)]) == 2
    assert main(["timetable", "check", str(path)]) == 2


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["check", "absent.fet"], "absent.fet: Файл не открывается: такого файла нет"),
        (["check", "folder.fet"], "folder.fet: Файл не открывается: это папка"),
        (["check", "notes.docx"], "notes.docx: Неизвестный вид файла"),
        (["convert", "small.fet", "out.pdf"], "out.pdf: В файл вида «.pdf» записать нельзя"),
        (["solve", "small.fet", "--out", "out.xlsx"], "out.xlsx: В файл вида «.xlsx» расписание не записать"),
        (["solve", "small.fet", "--out", "no/such/out.fet"], "out.fet: Файл не записан: нет папки «no/such»"),
        (["convert", "small.fet", "no/such/out.fet"], "out.fet: Файл не записан: нет папки «no/such»"),
        (["convert", "small.fet", "folder.fet"], "folder.fet: Файл не записан: это папка"),
        (["check", "moons.fet"], "StudentsMaxMoons: 1. Без них: --ignore-unsupported"),
        (["check", "half.fet"], "half.fet, строка 1: Это не XML или файл оборван\n"),
        (["check", "half.json"], "half.json, строка 2: Это не файл Парты или он оборван\n"),
        (["check", "half.xlsx"], "half.xlsx: Это не книга Excel или LibreOffice, или файл оборван\n"),
    ],
)
def test_input_that_cannot_be_used_is_three(
    arguments: list[str],
    told: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """One sentence with the file and the place; nothing is left beside the input."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder.fet").mkdir()
    _small(tmp_path)
    _small(tmp_path, times=condition("StudentsMaxMoons"), name="moons.fet")
    for half, text in (("half.fet", "<fet"), ("half.json", '{"a":\n'), ("half.xlsx", "PK")):
        (tmp_path / half).write_text(text)
    before = sorted(tmp_path.iterdir())

    code = main(["timetable", *arguments])

    assert code == 3
    assert told in capsys.readouterr().err
    assert sorted(tmp_path.iterdir()) == before


def test_conditions_that_are_not_known_may_be_left_aside(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With --ignore-unsupported the file is read, and what was left aside is still named."""
    path = _small(tmp_path, times=condition("StudentsMaxMoons"))

    code = main(["timetable", "convert", str(path), str(tmp_path / "out.json"), "--ignore-unsupported"])

    assert code == 0
    assert "StudentsMaxMoons: 1" in capsys.readouterr().err
    assert (
        open_file(tmp_path / "out.json").draft.problem
        == open_file(path, ignore_unsupported=True).draft.problem
    )


@pytest.mark.parametrize(("asked", "told"), [("--seconds", "never"), ("--seed", "9" * 30)])
def test_wrong_arguments_are_bad_input(asked: str, told: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Two would say that there is no timetable."""
    with pytest.raises(SystemExit) as left:
        main(["timetable", "solve", "in.fet", asked, told, "--out", "out.fet"])

    assert left.value.code == 3
    assert asked in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["timetable"], ["timetable", "guess"], ["--nothing"]])
def test_a_command_that_is_none_is_bad_input(arguments: list[str]) -> None:
    """Two says that there is no timetable, at every depth."""
    with pytest.raises(SystemExit) as left:
        main(arguments)

    assert left.value.code == 3


def test_ctrl_c_keeps_the_best(tmp_path: Path) -> None:
    """A search of ten minutes that is interrupted at its first week writes the best that it had."""
    school, out = tmp_path / "school.fet", tmp_path / "out.fet"
    first, second = (
        condition("TwoActivitiesConsecutive", 50, First_Activity_Id=one, Second_Activity_Id=other)
        for one, other in ((1, 6), (6, 1))
    )
    end = "</Time_Constraints_List>"
    school.write_text(SCHOOL.read_text("utf-8").replace(end, first + second + end), "utf-8")
    command = [sys.executable, "-m", "desktop", "timetable", "solve", str(school), "--out", str(out)]

    with subprocess.Popen([*command, "--seconds", "600", "--progress"], stdout=subprocess.PIPE) as search:
        assert search.stdout is not None
        search.stdout.readline()
        search.send_signal(signal.SIGINT)
        code = search.wait(60)

    assert code == 0
    assert open_file(out).draft.is_whole


def test_a_reader_that_has_gone_stops_no_work(tmp_path: Path) -> None:
    """`parta timetable … | head` ends as it would have ended, without a trace, and the week is written."""
    out = tmp_path / "out.fet"
    asked = ["timetable", "solve", str(_small(tmp_path)), "--out", str(out), "--seconds", "3", "--progress"]

    with subprocess.Popen(
        [sys.executable, "-m", "desktop", *asked], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as search:
        assert search.stdout is not None
        assert search.stderr is not None
        search.stdout.close()
        code, complained = search.wait(60), search.stderr.read().decode()

    assert (code, complained) == (0, "")
    assert open_file(out).draft.is_whole


def test_a_result_that_cannot_be_told_is_no_success(tmp_path: Path) -> None:
    """`parta timetable check … > file` on a full disk says so, and its code is not that of a legal week."""

    def refuse(line: str) -> None:
        raise OSError(errno.ENOSPC, line)

    words = argparse.Namespace(deed="check", file=_small(tmp_path), ignore_unsupported=False)
    complained: list[str] = []

    code = run(words, refuse, complained.append)

    assert (code, complained) == (3, ["Результат не выводится: на диске нет места"])


def test_ctrl_c_is_no_trace(tmp_path: Path) -> None:
    """Where there is no best week to keep it is said in words that nothing was written."""

    def press(line: str) -> None:
        raise KeyboardInterrupt(line)

    words = argparse.Namespace(deed="check", file=_small(tmp_path), ignore_unsupported=False)
    complained: list[str] = []

    code = run(words, press, complained.append)

    assert (code, complained) == (130, ["Остановлено; ничего не записано"])


def test_a_file_without_a_week_has_none_to_praise(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is said that no lesson stands anywhere, not that all wishes are met."""
    path = _small(tmp_path)

    code = main(["timetable", "check", str(path)])

    told = capsys.readouterr().out
    assert code == 2
    assert "В файле нет недели" in told
    assert "пожелания исполнены" not in told


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such rights")
def test_a_file_is_readable_as_the_system_wants_it(tmp_path: Path) -> None:
    """A week is made to be given to others: umask decides, and a file that was there keeps its rights."""
    new, known = tmp_path / "new.json", tmp_path / "known.json"
    known.touch(0o640)
    before = os.umask(0o022)
    try:
        for path in (new, known):
            main(["timetable", "convert", str(_small(tmp_path)), str(path)])
    finally:
        os.umask(before)

    assert [stat.S_IMODE(path.stat().st_mode) for path in (new, known)] == [0o644, 0o640]


@pytest.mark.parametrize(
    ("deed", "told"),
    [
        ("solve", ["IN", ".fet, .json, .xml", "OUT", "Ctrl+C"]),
        ("check", ["IN", "2"]),
        ("explain", ["IN", "Ctrl+C"]),
        ("convert", ["OUT", ".fet, .json, .xml, .xlsx or .tsv"]),
    ],
)
def test_help_says_what_each_argument_is(
    deed: str, told: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Which files are read and written, and what an interruption does, is in --help."""
    with pytest.raises(SystemExit):
        main(["timetable", deed, "--help"])

    text = " ".join(capsys.readouterr().out.split())
    assert [word for word in told if word not in text] == []


def test_no_window_is_loaded() -> None:
    """A server without a display can solve: Qt is not imported by these commands."""
    program = (
        "import sys; from desktop.__main__ import main; "
        f"code = main(['timetable', 'check', {str(SCHOOL)!r}]); "
        "print([name for name in sys.modules if name.startswith(('PySide6', 'sqlalchemy'))], code)"
    )

    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout

    assert told.splitlines()[-1] == "[] 2"


def test_a_wall_of_shortages_is_cut_to_the_most_telling(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Five are told with three ways each at most, and of the others how many there are."""
    problem = open_file(SCHOOL).draft.problem
    away = {at: Level.FORBIDDEN for at in problem.grid if at.day}
    teachers = {id: replace(one, away=away) for id, one in problem.teachers.items()}
    path = tmp_path / "walled.json"
    path.write_bytes(write_json(Draft(replace(problem, teachers=teachers))))

    main(["timetable", "explain", str(path)])

    said = capsys.readouterr().out.splitlines()
    assert sum(line.startswith("- ") for line in said) == 5
    assert sum(line.startswith("  можно: ") for line in said) <= 15
    assert any(line.startswith("… и ещё ") for line in said)
