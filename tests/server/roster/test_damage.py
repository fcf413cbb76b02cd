"""A file in which any rows are damaged: the rest comes in, and the whole file afterwards mends it all."""

import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from server.roster.findings import Findings, RosterUnreadable
from server.roster.importing import carry_out
from server.roster.intake import Choices
from server.roster.parts import cut_into_schools
from server.roster.plan import plan_import
from server.roster.reading import read_roster
from tests.server.roster.memory_ledger import MemoryLedger
from tests.server.roster.paper_school import PaperSchool, pack, seventh_forms

TODAY = date(2026, 11, 21)
Damage = Callable[[bytes], bytes]


def without_id(row: bytes) -> bytes:
    """The sourcedId is gone."""
    return b"," + row.partition(b",")[2]


def cut(row: bytes) -> bytes:
    """The row breaks off."""
    return row[: len(row) // 4].rpartition(b",")[0] or b"?"


def open_quote(row: bytes) -> bytes:
    """A quote that nobody closes."""
    head, _, rest = row.partition(b",")
    return head + b',"' + rest


def foreign_bytes(row: bytes) -> bytes:
    """Bytes of no encoding."""
    return row.replace(b",", b"\xff\xfe,", 1)


def widened(row: bytes) -> bytes:
    """More cells than the header has."""
    return row + b",more,and more"


def strange_status(row: bytes) -> bytes:
    """A word that the standard does not know."""
    head, _, rest = row.partition(b",")
    return head + b",perhaps" + rest[rest.index(b",") :]


DAMAGES: list[Damage] = [without_id, cut, open_quote, foreign_bytes, widened, strange_status]
TABLES = ["orgs", "academicSessions", "courses", "classes", "users", "roles", "enrollments"]


def dated(paper: PaperSchool) -> PaperSchool:
    """The same with a first day in every row."""
    for row in paper.tables["enrollments"]:
        row["beginDate"] = "2026-09-01"
    return paper


PAPERS = [seventh_forms(), dated(seventh_forms())]


def take(ledger: MemoryLedger, path: Path) -> Findings:
    """Import a file into a ledger in memory; one without a school changes nothing."""
    findings = Findings()
    try:
        for part in cut_into_schools(read_roster(path, findings), None, findings):
            carry_out(ledger, plan_import(part, ledger, Choices(TODAY), findings))
    except RosterUnreadable:
        assert ledger.read_accounts() == []
    return findings


def damage(files: dict[str, bytes], harms: dict[tuple[str, int], Damage]) -> dict[str, bytes]:
    """The files with some rows damaged; a row is named by its table and its place."""
    hurt = dict(files)
    for table in TABLES:
        lines = files[f"{table}.csv"].splitlines()
        for (of, at), harm in harms.items():
            if of == table:
                lines[at] = harm(lines[at])
        hurt[f"{table}.csv"] = b"\r\n".join(lines)
    return hurt


def rows_of(paper: PaperSchool) -> list[tuple[str, int]]:
    """Every row by table and place."""
    return [(table, at) for table in TABLES for at in range(1, len(paper.tables[table]) + 1)]


@settings(max_examples=60)
@given(st.data())
def test_any_damaged_rows_are_told_once_and_mended_by_the_whole_file(data: st.DataObject) -> None:
    """Nothing crashes, each is told, and the clean file then gives what it gives alone."""
    paper = data.draw(st.sampled_from(PAPERS))
    rows = st.sampled_from(rows_of(paper))
    harms = data.draw(st.dictionaries(rows, st.sampled_from(DAMAGES), min_size=1, max_size=25))
    with tempfile.TemporaryDirectory() as folder:
        clean = pack(Path(folder, "clean.zip"), paper.files())
        hurt = pack(Path(folder, "hurt.zip"), damage(paper.files(), harms))
        ledger, alone = MemoryLedger(), MemoryLedger()

        skipped = [(one.file, one.line) for one in take(ledger, hurt).skips]
        take(ledger, clean)

        take(alone, clean)
        assert len(set(skipped)) == len(skipped)
        assert {(f"{table}.csv", at + 1) for table, at in harms} <= set(skipped)
        assert ledger.everything() == alone.everything()


def test_a_row_that_leads_to_a_damaged_one_is_told_too(tmp_path: Path) -> None:
    """A class is lost with its course, its people's rows with the class: each is named with the reason."""
    files = damage(seventh_forms().files(), {("courses", 2): without_id})

    findings = take(MemoryLedger(), pack(tmp_path / "hurt.zip", files))

    told = {f"{one.file} {one.code}" for one in findings.skips}
    assert told == {"courses.csv missing_value", "classes.csv dangling", "enrollments.csv dangling"}


@settings(max_examples=150)
@given(st.binary(max_size=400), st.sampled_from(TABLES))
def test_bytes_that_are_no_table_never_crash_it(noise: bytes, table: str) -> None:
    """Whatever stands in one of the files."""
    with tempfile.TemporaryDirectory() as folder:
        files = {**seventh_forms().files(), f"{table}.csv": noise}
        take(MemoryLedger(), pack(Path(folder, "noise.zip"), files))
