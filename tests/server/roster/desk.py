"""An engineer's desk: a server's database, files from a school, and what the ledger then holds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from server.checking import check
from server.database import reading, writing
from server.roster.adapter import ServerLedger
from server.roster.findings import Findings
from server.roster.held import ROSTER_KINDS, Change, Changed, Held, HeldAccount
from server.roster.importing import Outcome, carry_out, import_file
from server.roster.intake import Choices
from server.roster.office import Office
from server.schools import School, read_schools
from server.seed import SeedRecord, seed
from sync.identity import default_work_id, lesson_id
from tests.server.roster.paper_school import PaperSchool

SOMEBODY = "0f0c8a52-27cb-4e0c-9a33-0d6d1d2c7f41"
Cells = Mapping[str, Any]


@dataclass
class Desk:
    """One server and the files that come in."""

    engine: Engine
    folder: Path
    notes: Findings = field(default_factory=Findings)

    def take(self, paper: PaperSchool, day: str = "2026-11-21", **choices: Any) -> Outcome:
        """Import a school's file."""
        return self.take_file(paper.pack(self.folder / "school.zip"), day, **choices)

    def take_file(
        self, path: Path, day: str = "2026-11-21", *, dry_run: bool = False, **choices: Any
    ) -> Outcome:
        chosen = Choices(date.fromisoformat(day), **choices)
        return import_file(self.engine, path, chosen, dry_run=dry_run)

    def held(self) -> list[Held]:
        """Everything that a roster is about, at the only school."""
        with reading(self.engine) as connection:
            ledger = ServerLedger(connection, self.school())
            return ledger.read(ROSTER_KINDS | {"lesson"})

    def school(self) -> School:
        with reading(self.engine) as connection:
            return read_schools(connection)[0]

    def all(self, kind: str) -> dict[str, Cells]:
        """Records of a kind by id; empty cells left out."""
        return {
            one.id: {name: value for name, value in one.cells.items() if value is not None}
            for one in self.held()
            if one.kind == kind
        }

    def titled(self, kind: str, title: str) -> tuple[str, Cells]:
        """The one record of this title."""
        (found,) = ((id, cells) for id, cells in self.all(kind).items() if cells.get("title") == title)
        return found

    def accounts(self) -> dict[str, HeldAccount]:
        with reading(self.engine) as connection:
            return {one.login: one for one in ServerLedger(connection, self.school()).read_accounts()}

    def stays(self, family: str) -> list[tuple[str, str, str | None]]:
        """A pupil's stays: form, first day, last day."""
        forms = {id: cells["title"] for id, cells in self.all("form").items()}
        found = [
            (forms[one.bucket.removeprefix("form:")], one.cells["from"], one.cells.get("to"))
            for one in self.held()
            if one.kind == "enrolment" and one.cells["family_name"] == family
        ]
        return sorted(found, key=lambda stay: stay[1])

    def pupil(self, family: str) -> str:
        """A pupil's id."""
        (found,) = {one["pupil"] for one in self.all("enrolment").values() if one["family_name"] == family}
        return str(found)

    def learning(self, course: str, family: str) -> list[tuple[str, str | None]]:
        """A pupil's days in a course."""
        who = self.pupil(family)
        return [
            (one["from"], one["to"])
            for one in self.titled("course", course)[1]["pupils"]
            if one["pupil"] == who
        ]

    def teaching(self, course: str) -> list[tuple[str, str, str | None]]:
        """A course's teachers with their days."""
        people = {id: cells["family_name"] for id, cells in self.all("person").items()}
        return [
            (people[one["person"]], one["from"], one["to"])
            for one in self.titled("course", course)[1]["teachers"]
        ]

    def mark(self, course: str, family: str, day: str, value: str, weight: int = 1, **work: Any) -> str:
        """A teacher gives a mark in a course; the lesson's id."""
        id, _ = self.titled("course", course)
        lesson = lesson_id(id, day, 1)
        work_id = default_work_id(lesson)
        told = {"type": "", "weight": weight, "title": "", "counts": True, "due": None, **work}
        given = {"values": [value], "duty": False, "comment": ""}
        cells = {
            "date": day,
            "slot": 1,
            f"work/{work_id}": told,
            f"mark/{self.pupil(family)}/{work_id}": given,
        }
        with writing(self.engine) as connection:
            seed(connection, self.school().number, [SeedRecord(f"course:{id}", "lesson", lesson, cells)])
        return lesson

    def write(self, bucket: str, kind: str, id: str, cells: Cells) -> None:
        """Somebody at the school writes a record by hand."""
        before = self.all(kind).get(id, {})
        changed = {name: Changed(before.get(name), value) for name, value in cells.items()}
        with writing(self.engine) as connection:
            ledger = ServerLedger(connection, read_schools(connection)[0])
            ledger.write([Change(bucket, kind, id, changed)], SOMEBODY)

    def act(self, name: str, *words: Any, **more: Any) -> Any:
        """An administrator's act."""
        with writing(self.engine) as connection:
            ledger = ServerLedger(connection, read_schools(connection)[0])
            office = Office(ledger, self.notes, date(2026, 11, 21))
            found = getattr(office, name)(*words, **more)
            carry_out(ledger, office.finish())
        return found

    def faults(self) -> list[str]:
        """What the server's own check says of history and cells."""
        with reading(self.engine) as connection:
            return list(check(connection))
