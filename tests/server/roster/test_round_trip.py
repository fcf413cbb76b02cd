"""A whole village school out of the demo region and in again; both ledgers, both databases."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from server.database import migrate, open_engine
from server.roster.findings import Findings
from server.roster.held import Change, Changed
from server.roster.importing import carry_out
from server.roster.intake import Choices
from server.roster.parts import cut_into_schools
from server.roster.plan import Plan, plan_import
from server.roster.reading import read_roster
from tests.server.roster.demo_paper import TODAY, export, village
from tests.server.roster.desk import Desk
from tests.server.roster.memory_ledger import MemoryLedger
from tests.server.roster.paper_school import PaperSchool


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def any_desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    """A server with an empty database of either kind."""
    on_postgres = request.param == "postgres"
    url = request.getfixturevalue("postgres_url") if on_postgres else f"sqlite:///{tmp_path / 'parta.db'}"
    engine = open_engine(url)
    migrate(engine)
    yield Desk(engine, tmp_path)
    engine.dispose()


def plan(paper: PaperSchool, ledger: MemoryLedger, folder: Path) -> tuple[Plan, Findings]:
    """What a file would change in a ledger in memory."""
    findings = Findings()
    (part,) = cut_into_schools(read_roster(paper.pack(folder / "school.zip"), findings), None, findings)
    return plan_import(part, ledger, Choices(TODAY), findings), findings


def test_a_school_meets_itself_in_its_own_export(tmp_path: Path) -> None:
    """Nothing of it is doubled, closed or renamed: ids, dates, moves and groups are its own."""
    region, records = village()
    ledger = MemoryLedger(region.schools[0].id)
    for one in records:
        cells = {name: Changed(None, value) for name, value in one.cells.items()}
        ledger.write([Change(one.bucket, one.kind, one.id, cells)], "")

    found, findings = plan(export(region, records), ledger, tmp_path)

    assert findings.skips == []
    assert found.counts == {"school changed": 1}
    assert [list(one.cells) for one in found.changes] == [["sourced_id"]]


def test_a_school_comes_whole_into_an_empty_server(any_desk: Desk) -> None:
    """As many forms, people, stays and courses as went out; the history holds; twice changes nothing."""
    region, records = village()
    paper = export(region, records)

    outcome = any_desk.take(paper, str(TODAY))

    counts = outcome.schools[0].plan.counts
    for kind in ("form", "person", "enrolment", "course"):
        assert counts[f"{kind} new"] == sum(one.kind == kind for one in records)
    assert outcome.findings.skips == []
    assert any_desk.faults() == []
    assert any_desk.take(paper, str(TODAY)).schools[0].plan.is_empty


def test_both_ledgers_come_to_the_same(any_desk: Desk, paper: PaperSchool, tmp_path: Path) -> None:
    """What the fake takes the server takes, and a month later both hold the same records."""
    any_desk.take(paper, str(TODAY))
    ledger = MemoryLedger(any_desk.school().id)
    carry_out(ledger, plan(paper, ledger, tmp_path)[0])
    for one in ("7a", "alg-a"):
        paper.drop("enrollments", f"e-{one}-p0")
    paper.enroll("7b", "p0", "student")

    any_desk.take(paper, str(TODAY))
    carry_out(ledger, plan(paper, ledger, tmp_path)[0])

    mine = {(one.kind, one.id): one.cells for one in any_desk.held()}
    theirs = {(one.kind, one.id): one.cells for one in ledger.read({kind for kind, _ in mine})}
    assert mine == theirs
