"""Files as they come: every way of writing the same thing is read as the same thing."""

from collections.abc import Callable
from pathlib import Path

import pytest

from server.roster.findings import Code, Findings
from server.roster.reading import Roster, read_roster
from tests.server.roster.paper_school import COLUMNS_1_2, USERS_1_1, PaperSchool, pack, seventh_forms

Dirt = Callable[[PaperSchool], dict[str, bytes]]


def read(path: Path) -> tuple[Roster, Findings]:
    """An archive and what was found in it."""
    findings = Findings()
    return read_roster(path, findings), findings


def texts(paper: PaperSchool, delimiter: str = ",") -> dict[str, str]:
    """The files of a clean archive as texts."""
    return {
        f"{table}.csv": paper.text(table, columns, delimiter)
        for table, columns in COLUMNS_1_2.items()
        if table in paper.tables
    }


def encoded(encoding: str, delimiter: str = ",") -> Dirt:
    """All files in one encoding."""
    return lambda paper: {name: text.encode(encoding) for name, text in texts(paper, delimiter).items()}


def replaced(old: str, new: str) -> Dirt:
    """A word written otherwise, wherever it stands."""
    return lambda paper: {name: text.replace(old, new).encode() for name, text in texts(paper).items()}


def in_a_folder(paper: PaperSchool) -> dict[str, bytes]:
    """Names in other cases, in a sub-folder, with the droppings of a Mac."""
    files = {f"Export 2026/{name.upper()}": data for name, data in paper.files().items()}
    return {**files, "__MACOSX/Export 2026/._USERS.CSV": b"\0\5\26", "Export 2026/.DS_Store": b"\0"}


def blank_rows(paper: PaperSchool) -> dict[str, bytes]:
    """Blank rows, rows of commas, a blank line before the header, old line ends."""
    return {
        name: ("\r\n" + text.replace("\r\n", "\r\n,,,\r\n\r\n")).replace("\r\n", "\r").encode()
        for name, text in texts(paper).items()
    }


def quoted(paper: PaperSchool) -> dict[str, bytes]:
    """Every cell in quotes."""
    lines = {name: text.splitlines() for name, text in texts(paper).items()}
    return {
        name: "\n".join(",".join(f'"{cell}"' for cell in line.split(",")) for line in listed).encode()
        for name, listed in lines.items()
        if name != "classes.csv"
    } | {"classes.csv": texts(paper)["classes.csv"].encode()}


DIRT: dict[str, Dirt] = {
    "utf-8 with a mark": encoded("utf-8-sig"),
    "cp1251 with semicolons": encoded("cp1251", ";"),
    "utf-16 with tabs": encoded("utf-16", "\t"),
    "utf-16 without a mark": encoded("utf-16-le"),
    "a folder and other cases": in_a_folder,
    "blank rows": blank_rows,
    "quotes": quoted,
    "misspelt headers": replaced("dateLastModified", "dataLastModified"),
    "headers in other cases": replaced("sourcedId", "SOURCED_ID"),
    "words in other cases": replaced("homeroom", "HomeRoom"),
    "dates with dots": replaced("2026-09-01", "01.09.2026"),
    "dates with slashes": replaced("2026-09-01", "1/09/2026"),
    "dates with a time": replaced("2026-09-01", "2026-09-01T00:00:00.000Z"),
    "capital truths": replaced("true", "TRUE"),
    "truths as numbers": replaced("true", "1"),
    "a misspelt file": lambda paper: {
        name.replace("enrollments", "Enrolments"): data for name, data in paper.files().items()
    },
}


@pytest.mark.parametrize("dirt", DIRT.values(), ids=DIRT.keys())
def test_dirt_changes_nothing(dirt: Dirt, tmp_path: Path, paper: PaperSchool) -> None:
    """Encodings, delimiters, cases, misspellings and other dates: the rows are those of the clean file."""
    clean, _ = read(paper.pack(tmp_path / "clean.zip"))

    dirty, findings = read(pack(tmp_path / "dirty.zip", dirt(paper)))

    assert findings.skips == []
    assert told(dirty) == told(clean)


def test_encodings_are_told_file_by_file(tmp_path: Path, paper: PaperSchool) -> None:
    """One file was saved anew by a spreadsheet; one has nothing but single letters and goes by the others."""
    plain = {name: text.encode() for name, text in texts(paper).items()}
    old = {name: text.encode("cp1251") for name, text in texts(paper).items()}
    form_only = texts(paper)["orgs.csv"].replace("Школа № 5", "7Б").encode("cp1251")

    mixed, _ = read(pack(tmp_path / "mixed.zip", {**plain, "users.csv": old["users.csv"]}))
    short, _ = read(pack(tmp_path / "short.zip", {**old, "orgs.csv": form_only}))
    hurt, findings = read(pack(tmp_path / "hurt.zip", {**plain, "orgs.csv": form_only}))

    assert mixed.users["p4"].family_name == "Дёмин"
    assert short.orgs["s1"].name == "7Б"
    assert hurt.orgs == {}
    assert [one.code for one in findings.skips] == [Code.BAD_ENCODING]


def told(roster: Roster) -> list[object]:
    """What an archive says, without where it says so."""
    tables = (roster.sessions, roster.classes, roster.users, roster.roles, roster.enrollments)
    values = [one for table in tables for one in table.values()]
    return [[getattr(one, name) for name in one.__slots__ if name != "at"] for one in values]


def test_the_guesses_are_told(tmp_path: Path, paper: PaperSchool) -> None:
    """A column read by its likeness, one not read at all, and how dates with slashes are taken."""
    files = replaced("parentSourcedId\r\n", "shoeSize\r\n")(paper)
    files["users.csv"] = paper.files()["users.csv"].replace(b"preferredGivenName", b"prefferedGivenName")
    files["academicSessions.csv"] = files["academicSessions.csv"].replace(b"2026-09-01", b"1/09/2026")

    _, findings = read(pack(tmp_path / "dirty.zip", files))

    texts = {one.text for one in findings.notes}
    assert "users.csv: 'prefferedGivenName' is read as preferredGivenName" in texts
    assert "orgs.csv: the column 'shoeSize' is not read" in texts
    assert "dates with slashes, such as '1/09/2026', are read as day/month/year" in texts


def test_american_dates_are_known_by_a_day_after_the_twelfth(tmp_path: Path, paper: PaperSchool) -> None:
    """One date that can be read in one way only decides for those that can be read in two."""
    paper.row("academicSessions", "y1").update(startDate="9/1/2026", endDate="5/26/2027")

    roster, _ = read(paper.pack(tmp_path / "file.zip"))

    assert (str(roster.sessions["y1"].start), str(roster.sessions["y1"].end)) == ("2026-09-01", "2027-05-26")


def test_version_1_1_has_roles_in_users(tmp_path: Path, paper: PaperSchool) -> None:
    """No roles.csv, role and organisations stand with the user."""
    paper.tables.pop("roles")
    for user in paper.tables["users"]:
        user.update(orgSourcedIds="s1", role="student" if user["sourcedId"].startswith("p") else "teacher")
    paper.row("users", "h1")["role"] = "administrator"
    columns = {**COLUMNS_1_2, "users": USERS_1_1}

    roster, findings = read(pack(tmp_path / "old.zip", paper.files(columns)))

    assert findings.skips == []
    assert (roster.users["h1"].role, roster.users["t1"].orgs) == ("administrator", ("s1",))


BAD_ROWS = {
    Code.MISSING_VALUE: ("users", {"familyName": ""}),
    Code.BAD_DATE: ("enrollments", {"beginDate": "31.02.2026"}),
    Code.BAD_DATES: ("enrollments", {"beginDate": "2026-11-01", "endDate": "2026-10-01"}),
    Code.BAD_WORD: ("enrollments", {"role": "headmaster"}),
    Code.BAD_VALUE: ("users", {"givenName": "А" * 300}),
    Code.BAD_ENCODING: ("users", {"givenName": "Лев\x07"}),
}


@pytest.mark.parametrize("code", BAD_ROWS)
def test_a_bad_row_is_skipped_with_line_and_reason(code: Code, tmp_path: Path, paper: PaperSchool) -> None:
    """File, line as an editor counts it, a code for programs and words for people."""
    table, values = BAD_ROWS[code]
    paper.tables[table][3].update(values)

    _, findings = read(paper.pack(tmp_path / "file.zip"))

    (skip,) = findings.skips
    assert (skip.file, skip.line, skip.code) == (f"{table}.csv", 5, code)
    assert next(iter(values)) in skip.reason or "endDate" in skip.reason


def test_of_two_rows_with_one_id_the_first_counts(tmp_path: Path, paper: PaperSchool) -> None:
    """The second is told, with the line of the first."""
    paper.add("users", **{**paper.row("users", "p0"), "familyName": "Другой"})

    roster, findings = read(paper.pack(tmp_path / "file.zip"))

    (skip,) = findings.skips
    assert (skip.code, skip.reason) == (Code.DUPLICATE, "sourcedId 'p0' stands in line 2 already")
    assert roster.users["p0"].family_name == "Абрамов"


def test_a_quoted_cell_may_hold_a_line_break(tmp_path: Path, paper: PaperSchool) -> None:
    """Lines are counted on."""
    paper.row("users", "p0")["givenName"] = "Пётр\nПервый"
    paper.row("users", "p2")["familyName"] = ""

    roster, findings = read(paper.pack(tmp_path / "file.zip"))

    assert roster.users["p0"].given_name == "Пётр Первый"
    assert [one.line for one in findings.skips] == [5]


def test_two_open_quotes_do_not_make_one_row(tmp_path: Path) -> None:
    """Both rows are told: the second is not a part of a cell of the first."""
    files = seventh_forms().files()
    lines = files["users.csv"].split(b"\r\n")
    hurt = [line.replace(b",", b',"', 1) if at in (1, 2) else line for at, line in enumerate(lines)]

    _, findings = read(pack(tmp_path / "hurt.zip", {**files, "users.csv": b"\r\n".join(hurt)}))

    assert [(one.line, one.code) for one in findings.skips] == [(2, Code.BAD_QUOTES), (3, Code.BAD_QUOTES)]


def test_dropped_ends_are_no_damage_where_most_rows_have_them(tmp_path: Path) -> None:
    """Some programs leave out the commas after the last value; a single short row is a broken one."""
    files = seventh_forms().files()
    lines = files["enrollments.csv"].decode().splitlines()
    dropped = "\n".join(line.rstrip(",") for line in lines).encode()
    one_short = "\n".join([*lines[:2], lines[2].rstrip(","), *lines[3:]]).encode()

    _, most = read(pack(tmp_path / "most.zip", {**files, "enrollments.csv": dropped}))
    _, one = read(pack(tmp_path / "one.zip", {**files, "enrollments.csv": one_short}))

    assert most.skips == []
    assert [(skip.line, skip.code) for skip in one.skips] == [(3, Code.SHORT_ROW)]
