"""Files for others: whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.models.whole_files import ALONE, put_files


def test_a_file_takes_the_place_of_an_older_one(tmp_path: Path) -> None:
    """And nothing lies beside it."""
    target = tmp_path / "Расписание.pdf"
    target.write_bytes(b"old")

    put_files(target, {ALONE: b"new"})

    assert target.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [target]


def test_many_files_go_into_a_folder_that_is_made_for_them(tmp_path: Path) -> None:
    """What lies there already stays."""
    folder = tmp_path / "Календари"
    put_files(folder, {"Петрова.ics": b"1"})

    put_files(folder, {"Петрова.ics": b"2", "Сидоров.ics": b"3"})

    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {
        "Петрова.ics": b"2",
        "Сидоров.ics": b"3",
    }


def test_a_file_that_cannot_be_written_leaves_all_as_it_was(tmp_path: Path) -> None:
    """The third of three has a name that no disk takes: neither of the others appears."""
    folder = tmp_path / "Календари"

    with pytest.raises((FileNotFoundError, IsADirectoryError, PermissionError)):
        put_files(folder, {"a": b"1", "b": b"2", "missing/c": b"3"})

    assert not folder.exists()


def test_a_folder_in_the_place_of_a_file_is_left_alone(tmp_path: Path) -> None:
    """The fault is told, the folder and what is in it stay."""
    folder = tmp_path / "Расписание.pdf"
    folder.mkdir()
    (folder / "kept").write_bytes(b"1")

    with pytest.raises((FileNotFoundError, IsADirectoryError, PermissionError)):
        put_files(folder, {ALONE: b"new"})

    assert [path.name for path in tmp_path.iterdir()] == ["Расписание.pdf"]
    assert (folder / "kept").exists()
