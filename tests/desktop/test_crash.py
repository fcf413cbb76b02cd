"""Logs and crash files: what happened and where, and of nobody."""

from __future__ import annotations

import asyncio
import logging
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.crash import (
    KEPT_CRASHES,
    CrashReports,
    Discreet,
    Plain,
    describe,
    start_logging,
)

SURNAME = "Заболоцкая"


def fail_over(name: str) -> None:
    """Raise an error whose message tells a name."""
    pupil = {"family_name": name}
    try:
        raise KeyError(pupil["family_name"])
    except KeyError as error:
        raise ValueError(f"no mark for {name}") from error


def failure() -> ValueError:
    """An error with a cause, both telling a name."""
    with pytest.raises(ValueError, match=SURNAME) as caught:
        fail_over(SURNAME)
    return caught.value


def test_an_error_is_described_by_types_and_places() -> None:
    """The cause is there, lines and functions are there, messages and values are not."""
    text = describe(failure())

    assert "builtins.ValueError" in text
    assert "because of\nbuiltins.KeyError" in text
    assert "tests/desktop/test_crash.py:" in text
    assert "in fail_over" in text
    assert SURNAME not in text


def test_no_path_leads_to_somebody_s_home() -> None:
    """Files of ours are named by their place in the project, others by their last two names."""
    with pytest.raises(ValueError, match="Expecting") as caught:
        __import__("json").loads("")

    text = describe(caught.value)

    assert "json/decoder.py:" in text
    assert str(Path.home()) not in text.replace("/", str(Path("/")))
    assert str(Path(__file__).parents[2]) not in text


def test_the_number_of_a_system_s_error_is_told_and_its_path_is_not() -> None:
    """«No space» is a number, too; the file's name may be a person's."""
    text = describe(FileNotFoundError(2, "No such file", f"/home/{SURNAME}"))

    assert "FileNotFoundError [2]" in text
    assert SURNAME not in text


def test_each_error_of_a_group_is_described() -> None:
    """A group of tasks that failed together is told whole; an error that is its own cause ends."""
    first = ValueError(SURNAME)
    first.__cause__ = first

    text = describe(ExceptionGroup(SURNAME, [first, KeyError(SURNAME)]))

    assert [line for line in text.splitlines() if line.startswith("builtins")] == [
        "builtins.ExceptionGroup",
        "builtins.ValueError",
        "builtins.KeyError",
    ]


def test_a_crash_file_says_versions_and_time(tmp_path: Path) -> None:
    """Whoever mends it knows the program, Python, the system and the moment; a window may tell of it."""
    told: list[Path] = []

    path = CrashReports(tmp_path / "reports", told.append).write(failure())

    assert path is not None
    assert told == [path]
    text = path.read_text(encoding="utf-8")
    assert text.startswith("Parta ")
    assert f"Python {sys.version.split()[0]}" in text
    assert SURNAME not in text


def test_old_crash_files_go(tmp_path: Path) -> None:
    """A program that crashes at each start does not fill the disk."""
    reports = CrashReports(tmp_path)

    paths = [reports.write(failure()) for _ in range(KEPT_CRASHES + 3)]

    assert sorted(tmp_path.iterdir()) == paths[3:]


def test_a_crash_that_cannot_be_written_is_no_second_crash(tmp_path: Path) -> None:
    """A disk that is full or not there is answered with None."""
    (tmp_path / "reports").write_bytes(b"a file where the folder should be")

    assert CrashReports(tmp_path / "reports").write(failure()) is None


PROGRAM = """
import sys, threading
from pathlib import Path
from desktop.crash import CrashReports
CrashReports(Path(sys.argv[1])).install()
{ending}
"""

ENDINGS = {
    "main": "raise ValueError('Заболоцкая')",
    "thread": "t = threading.Thread(target=lambda: 1 / 0); t.start(); t.join()",
    "unraisable": "class Odd:\n    def __del__(self): 1 / 0\nOdd()",
}


@pytest.mark.parametrize("where", ENDINGS)
def test_whatever_nobody_caught_is_written(tmp_path: Path, where: str) -> None:
    """The main thread, another thread and a destructor all leave a crash file, and say nothing aloud."""
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(ending=ENDINGS[where]), str(tmp_path)],
        capture_output=True,
        check=False,
    )

    crashes = list(tmp_path.glob("crash-*.txt"))
    assert len(crashes) == 1
    assert "Error" in crashes[0].read_text(encoding="utf-8")
    assert run.stderr == b""


def test_a_signal_leaves_its_trace(tmp_path: Path) -> None:
    """A crash below Python leaves the stack of all threads."""
    ending = "import faulthandler; faulthandler._sigabrt()"
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(ending=ending), str(tmp_path)],
        capture_output=True,
        check=False,
    )

    assert run.returncode != 0
    assert "Abort" in (tmp_path / "fault.txt").read_text(encoding="utf-8")


def test_an_event_loop_hands_over_what_its_tasks_lost(tmp_path: Path) -> None:
    """The handler writes the error of a context, and nothing when there is none."""
    reports = CrashReports(tmp_path)
    with asyncio.Runner() as runner:
        loop = runner.get_loop()

        reports.on_loop(loop, {"message": SURNAME, "exception": failure()})
        reports.on_loop(loop, {"message": SURNAME})

    assert len(list(tmp_path.glob("crash-*.txt"))) == 1


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    """The log file while logging is on."""
    handler = start_logging(tmp_path)
    yield tmp_path / "parta.log"
    logging.getLogger().removeHandler(handler)
    handler.close()


def test_a_log_line_keeps_numbers_and_plain_words(log: Path) -> None:
    """What is filled in is told by its type, unless it is a number or vouched for."""
    logger = logging.getLogger("desktop.models")

    logger.info("%s: %d ops in %.1f s for %s", Plain("push"), 12, 0.5, SURNAME)
    logger.info("took %(n)d of %(who)s", {"n": 3, "who": SURNAME})

    lines = log.read_text(encoding="utf-8").splitlines()
    assert lines[0].endswith(" INFO desktop.models: push: 12 ops in 0.5 s for <str>")
    assert lines[1].endswith("took 3 of <str>")


def test_a_template_that_does_not_fit_is_told_as_it_stands() -> None:
    """A mistake in a log line costs that line's numbers, never the program."""
    record = logging.LogRecord("sync", logging.INFO, "", 0, "%d ops", (SURNAME,), None)

    assert Discreet().format(record).endswith(" INFO sync: %d ops")


def test_a_library_s_own_words_are_left_out(log: Path) -> None:
    """A message that was filled in before it came here may hold anything; an exception keeps its places."""
    try:
        fail_over(SURNAME)
    except ValueError:
        logging.getLogger("asyncio").exception(f"lost {SURNAME}")  # noqa: G004  # as libraries do

    text = log.read_text(encoding="utf-8")
    assert "asyncio: <text>" in text
    assert "in fail_over" in text
    assert SURNAME not in text


def test_a_long_log_keeps_its_end(tmp_path: Path) -> None:
    """The log grows to a megabyte and keeps two older ones."""
    handler = start_logging(tmp_path)
    line = logging.LogRecord("desktop", logging.INFO, "", 0, "x" * 100_000, (), None)

    for _ in range(45):
        handler.emit(line)

    logging.getLogger().removeHandler(handler)
    handler.close()
    assert len(list(tmp_path.iterdir())) == 3


def test_threads_are_told_by_the_same_formatter() -> None:
    """The formatter holds no state, so lines of two threads cannot mix."""
    record = logging.LogRecord("desktop", logging.INFO, "", 0, "%d", (1,), None)
    lines: list[str] = []
    threads = [threading.Thread(target=lambda: lines.append(Discreet().format(record))) for _ in range(4)]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(set(lines)) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps rights elsewhere")
def test_the_log_is_its_owner_s(tmp_path: Path) -> None:
    """Nobody else on the computer can read it; of the network library only warnings stand in it."""
    handler = start_logging(tmp_path)
    logging.getLogger("httpx").info("HTTP Request: GET https://journal.example.org")
    logging.getLogger("desktop").info("started")

    logging.getLogger().removeHandler(handler)
    handler.close()

    assert (tmp_path / "parta.log").stat().st_mode & 0o077 == 0
    assert "httpx" not in (tmp_path / "parta.log").read_text(encoding="utf-8")
