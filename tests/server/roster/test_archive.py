"""Zips that would do harm, or are none."""

import io
import stat
import zipfile
from pathlib import Path

import pytest

from server.roster import archive
from server.roster.archive import read_members
from server.roster.findings import Findings, RosterUnreadable
from tests.server.roster.paper_school import PaperSchool, pack


def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sizes are counted while reading: what the zip says of itself may be a lie."""
    monkeypatch.setattr(archive, "BIGGEST_FILE", 10_000)
    bomb = pack(tmp_path / "bomb.zip", {"users.csv": b"0" * 20_000})

    with pytest.raises(RosterUnreadable, match="unpacks to more"):
        read_members(bomb, Findings())


def test_all_files_together_are_bounded_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Many files, each just below the limit, are a bomb as well."""
    monkeypatch.setattr(archive, "BIGGEST_ALL", 15_000)
    bomb = pack(tmp_path / "bomb.zip", {"users.csv": b"0" * 9_000, "orgs.csv": b"0" * 9_000})

    with pytest.raises(RosterUnreadable, match="unpacks to more"):
        read_members(bomb, Findings())


def test_too_many_entries_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An archive of a roster has some twenty."""
    monkeypatch.setattr(archive, "MOST_ENTRIES", 3)

    with pytest.raises(RosterUnreadable, match="entries"):
        read_members(pack(tmp_path / "many.zip", {f"{n}.csv": b"" for n in range(4)}), Findings())


@pytest.mark.parametrize("name", ["../users.csv", "/etc/users.csv", "C:/users.csv", "a/../../users.csv"])
def test_a_path_that_leads_out_is_not_read(name: str, tmp_path: Path) -> None:
    """Nothing is written to the disk anyway; the entry is told and passed over."""
    findings = Findings()

    members = read_members(pack(tmp_path / "sly.zip", {name: b"x", "orgs.csv": b"sourcedId"}), findings)

    assert list(members) == ["orgs"]
    assert [one.code for one in findings.notes] == ["unsafe_path"]


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    """A symbolic link named users.csv is no table."""
    out = tmp_path / "link.zip"
    with zipfile.ZipFile(out, "w") as made:
        entry = zipfile.ZipInfo("users.csv")
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16
        made.writestr(entry, "/etc/passwd")
        made.writestr("orgs.csv", "sourcedId")

    assert list(read_members(out, Findings())) == ["orgs"]


@pytest.mark.parametrize("data", [b"", b"sourcedId,name\n1,2\n", b"PK\x03\x04 and no more"])
def test_what_is_no_zip_is_told_in_words(data: bytes, tmp_path: Path) -> None:
    """A CSV alone, an empty file, a download that broke off."""
    path = tmp_path / "no.zip"
    path.write_bytes(data)

    with pytest.raises(RosterUnreadable, match="no zip file, or arrived damaged"):
        read_members(path, Findings())


def test_a_missing_file_is_told_in_words(tmp_path: Path) -> None:
    """With the system's reason."""
    with pytest.raises(RosterUnreadable, match="No such file"):
        read_members(tmp_path / "none.zip", Findings())


def test_a_damaged_entry_stops_the_import(tmp_path: Path, paper: PaperSchool) -> None:
    """Half a file looks like a file in which people are missing."""
    data = bytearray(paper.pack(tmp_path / "good.zip").read_bytes())
    with zipfile.ZipFile(io.BytesIO(data)) as made:
        at = made.getinfo("users.csv").header_offset + 60
    data[at : at + 40] = b"\0" * 40
    (tmp_path / "bad.zip").write_bytes(data)

    with pytest.raises(RosterUnreadable, match="damaged"):
        read_members(tmp_path / "bad.zip", Findings())


def test_an_encrypted_entry_is_told_in_words(tmp_path: Path, paper: PaperSchool) -> None:
    """Nobody asks for a password in the middle of the night."""
    data = bytearray(paper.pack(tmp_path / "good.zip").read_bytes())
    at = data.index(b"PK\x01\x02", 0)
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 4)
    (tmp_path / "locked.zip").write_bytes(data)

    with pytest.raises(RosterUnreadable, match="encrypted"):
        read_members(tmp_path / "locked.zip", Findings())


def test_a_zip_of_other_things_is_no_roster(tmp_path: Path) -> None:
    """It says what it looked for."""
    with pytest.raises(RosterUnreadable, match=r"holds no file of OneRoster"):
        read_members(pack(tmp_path / "other.zip", {"photo.jpg": b"", "marks.csv": b"1"}), Findings())


def test_a_gradebook_beside_is_left_alone(tmp_path: Path, paper: PaperSchool) -> None:
    """Results and categories are named and not read; of two files of one table one is read."""
    findings = Findings()
    files = {**paper.files(), "results.csv": b"", "old/users.csv": b"", "readme.txt": b""}

    members = read_members(pack(tmp_path / "full.zip", files), findings)

    assert members["users"].data
    assert sorted(one.code for one in findings.notes) == ["second_file", "unknown_file", "unused_file"]
