"""The words of the command line, and what is said on the console."""

import argparse
from collections.abc import Callable

import pytest

from server.roster.command import add_import_options, add_roster_commands, run_import, run_roster
from server.roster.findings import Code, Findings
from tests.server.roster.desk import Desk
from tests.server.roster.paper_school import PaperSchool

Call = Callable[..., tuple[int, str]]


@pytest.fixture
def call(desk: Desk) -> Call:
    """Give a command; its code and what was said."""
    parser = argparse.ArgumentParser()
    commands = parser.add_subparsers(dest="command")
    importing = commands.add_parser("import")
    importing.add_argument("file", type=type(desk.folder))
    importing.add_argument("--dry-run", action="store_true")
    add_import_options(importing)
    deeds = commands.add_parser("roster").add_subparsers(dest="deed", required=True)
    add_roster_commands(deeds)

    def give(*words: str) -> tuple[int, str]:
        said: list[str] = []
        read = parser.parse_args(words)
        code = (run_import if read.command == "import" else run_roster)(desk.engine, read, said.append)
        return code, "\n".join(said)

    return give


def test_an_import_tells_every_skipped_row_and_counts(call: Call, desk: Desk, paper: PaperSchool) -> None:
    """File, line, code and reason for each; at the end how many of what."""
    paper.row("enrollments", "e-7a-p1")["beginDate"] = "soon"
    paper.add("users", sourcedId="m1", familyName="Абрамова", givenName="Вера")
    paper.add("roles", sourcedId="r-m1", userSourcedId="m1", role="parent", orgSourcedId="s1")

    code, said = call("import", str(paper.pack(desk.folder / "file.zip")), "--date", "21.11.2026")

    assert code == 0
    assert "skipped: enrollments.csv:4: bad_date: beginDate is 'soon', which is no date" in said
    assert "skipped: roles.csv:6: not_kept: the role parent has no place in a journal" in said
    assert "stays of pupils in forms: 9 new, 0 changed" in said
    assert "accounts: 4 new, 0 changed" in said
    assert "3 of the new accounts have no password yet" in said
    assert "Rows skipped: 5 (bad_date 1, no_form 2, not_kept 2)." in said


def test_a_dry_run_says_so_and_writes_nothing(call: Call, desk: Desk, paper: PaperSchool) -> None:
    """The same words, and the last of them is that."""
    code, said = call("import", str(paper.pack(desk.folder / "file.zip")), "--dry-run")

    assert code == 0
    assert said.endswith("Nothing was written: this was a dry run.")
    with pytest.raises(IndexError):
        desk.school()


def test_a_second_import_says_that_nothing_changed(call: Call, desk: Desk, paper: PaperSchool) -> None:
    """In so many words."""
    path = str(paper.pack(desk.folder / "file.zip"))
    call("import", path)

    assert "everything is as it was" in call("import", path)[1]


def test_what_is_no_roster_ends_with_one(call: Call, desk: Desk) -> None:
    """With the reason, and nothing imported."""
    path = desk.folder / "photo.zip"
    path.write_bytes(b"\xff\xd8\xff")

    code, said = call("import", str(path))

    assert code == 1
    assert said.startswith("Nothing was imported: photo.zip is no zip file")


def test_rows_alike_are_told_in_one_line_with_every_number() -> None:
    """Thirty parents are one line of text, and still each row can be found."""
    findings = Findings()
    for line in (2, 5, 6, 7, 9):
        findings.skip("roles.csv", line, Code.NOT_KEPT, "a parent")
    findings.skip("roles.csv", 8, Code.BAD_WORD, "no role")

    assert list(findings.lines()) == [
        "roles.csv:2, 5-7: not_kept: a parent",
        "roles.csv:8: bad_word: no role",
        "roles.csv:9: not_kept: a parent",
    ]


def test_acts_are_given_on_the_command_line(call: Call, desk: Desk, paper: PaperSchool) -> None:
    """Each with dates, a dry run and, if wanted, the login of whose act it is."""
    desk.take(paper)

    assert call("roster", "form-add", "7В", "--dry-run")[1].endswith(
        "Nothing was written: this was a dry run."
    )
    assert call("roster", "form-add", "7В", "--by", "lebedev") == (0, "forms: 1 new, 0 changed")
    call("roster", "pupil-add", "Юдин Лев", "7В", "--from", "23.11.2026", "--order", "№ 7")
    call("roster", "pupil-move", "Юдин", "7А", "--from", "2026-11-30")
    call("roster", "pupil-leave", "Белкин", "--to", "2026-11-27")
    call("roster", "teacher-replace", "Соколова", "Уткина", "--from", "2026-11-30")
    call("roster", "course-add", "Химия", "--form", "7А", "--teacher", "Уткина", "--from", "2026-11-30")

    assert desk.stays("Юдин") == [("7В", "2026-11-23", "2026-11-29"), ("7А", "2026-11-30", None)]
    assert desk.stays("Белкин")[0][2] == "2026-11-27"
    assert desk.teaching("7Б Алгебра")[-1] == ("Уткина", "2026-11-30", None)
    assert desk.titled("course", "7А Химия")
    form, _ = desk.titled("form", "7В")
    (held,) = (one for one in desk.held() if one.id == form)
    assert held.by["title"] == desk.accounts()["lebedev"].person


def test_what_cannot_be_ends_with_one(call: Call, desk: Desk, paper: PaperSchool) -> None:
    """An unknown pupil, a server without schools."""
    assert call("roster", "pupil-leave", "Никто", "--to", "2026-11-27")[0] == 1
    desk.take(paper)

    assert call("roster", "pupil-leave", "Никто", "--to", "2026-11-27") == (
        1,
        "Nothing was changed: there is no pupil 'Никто'.",
    )
