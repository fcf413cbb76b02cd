"""Parta's own file of a timetable: problem, rules, norms and cards (docs/TIMETABLE_FILE.md)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, Protocol, TypeVar

from timetable.cards import Card, Draft
from timetable.formats.coherence import check_draft
from timetable.formats.nodes import check_size
from timetable.formats.plain import bad, made_of, plain_of
from timetable.formats.refusals import BadFile, Place, Why
from timetable.grid import Grid
from timetable.norms import NO_NORMS, Norms
from timetable.problem import Demand, Form, Group, Problem, Room, Subject, Teacher
from timetable.rules.rule import Rule

MARK = "parta_timetable"
VERSION = 1


class Named(Protocol):
    """A noun with an id."""

    @property
    def id(self) -> str: ...


Noun = TypeVar("Noun", bound=Named)


def write_json(draft: Draft) -> bytes:
    """The file; equal drafts are equal files."""
    problem = draft.problem
    whole = {
        MARK: VERSION,
        "title": problem.title,
        "grid": plain_of(problem.grid),
        "teachers": plain_of(tuple(problem.teachers.values())),
        "subjects": plain_of(tuple(problem.subjects.values())),
        "rooms": plain_of(tuple(problem.rooms.values())),
        "forms": plain_of(tuple(problem.forms.values())),
        "groups": plain_of(tuple(problem.groups.values())),
        "demands": plain_of(tuple(problem.demands.values())),
        "rules": plain_of(problem.rules),
        "norms": plain_of(problem.norms),
        "cards": plain_of(tuple(draft.cards.values())),
    }
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode(errors="replace")


def read_json(content: bytes) -> Draft:
    """The draft of a file; BadFile with the path to what is wrong in it."""
    check_size(content)
    whole = _parsed(content)
    if not isinstance(whole, dict) or MARK not in whole:
        raise BadFile(Why.OTHER_ROOT, wanted="Parta", found=str(whole)[:40])
    if whole[MARK] != VERSION:
        raise BadFile(Why.OLD_VERSION, found=str(whole[MARK])[:20], known=VERSION)
    _check_names(whole)
    problem = Problem(
        made_of(str, whole.get("title", ""), "title"),
        made_of(Grid, whole.get("grid"), "grid"),
        _by_id(made_of(tuple[Teacher, ...], whole.get("teachers", []), "teachers"), "teachers"),
        _by_id(made_of(tuple[Subject, ...], whole.get("subjects", []), "subjects"), "subjects"),
        _by_id(made_of(tuple[Room, ...], whole.get("rooms", []), "rooms"), "rooms"),
        _by_id(made_of(tuple[Form, ...], whole.get("forms", []), "forms"), "forms"),
        _by_id(made_of(tuple[Group, ...], whole.get("groups", []), "groups"), "groups"),
        _by_id(made_of(tuple[Demand, ...], whole.get("demands", []), "demands"), "demands"),
        made_of(tuple[Rule, ...], whole.get("rules", []), "rules"),
        made_of(Norms, whole["norms"], "norms") if "norms" in whole else NO_NORMS,
    )
    cards = made_of(tuple[Card, ...], whole.get("cards", []), "cards")
    draft = Draft(problem, {card.block: card for card in cards})
    check_draft(draft)
    return draft


NOUNS = ("teachers", "subjects", "rooms", "forms", "groups", "demands")
KNOWN = (MARK, "title", "grid", *NOUNS, "rules", "norms", "cards")


def _check_names(whole: Mapping[str, Any]) -> None:
    for stranger in whole.keys() - set(KNOWN):
        raise bad(stranger, whole[stranger], ", ".join(KNOWN))


def _parsed(content: bytes) -> object:
    try:
        return json.loads(content)
    except json.JSONDecodeError as broken:
        raise BadFile(Why.NOT_JSON, Place(line=broken.lineno)) from broken
    except (ValueError, RecursionError) as broken:
        raise BadFile(Why.NOT_JSON) from broken


def _by_id(nouns: Iterable[Noun], path: str) -> dict[str, Noun]:
    found: dict[str, Noun] = {}
    for index, noun in enumerate(nouns):
        if noun.id in found:
            raise BadFile(Why.TWICE, Place(record=f"{path}[{index}]"), record=path, found=noun.id)
        found[noun.id] = noun
    return found
