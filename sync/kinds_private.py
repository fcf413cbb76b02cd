"""Kinds that few read: the head teacher's reviews, and what only one person sees."""

from __future__ import annotations

from sync.kind import Cell, Family, Kind
from sync.kinds_journal import TITLE
from sync.shape import OP_ID, Anything, Id, Keys, ListOf, OneOf, OrNull, Table, Text, Whole

DECISION = Keys({"what": OneOf(("accept", "decline")), "ops": ListOf(OP_ID)})

REVIEW = Kind(
    "review",
    (Family.OFFICE,),
    "S",
    (
        Cell("record", Keys({"kind": Text(60), "id": Id(), "bucket": Text(60)})),
        Cell("ops", Table(Anything())),
        Cell("decided", Table(Anything())),
        Cell("author", Id()),
        Cell("device", OP_ID),
        Cell("reason", OrNull(Text())),
        Cell("state", OneOf(("open", "closed"))),
        Cell("decision", DECISION, letters="H", needed=True),
    ),
    removable=False,
)

VERDICT = Kind(
    "verdict",
    (Family.PERSON,),
    "S",
    (
        Cell("op", OP_ID),
        Cell("status", Text(40)),
        Cell("rev", Whole()),
        Cell("code", Text(40)),
        Cell("receipt", Text()),
    ),
    removable=False,
)

GRANT = Kind("grant", (Family.PERSON,), "S", removable=False)

NOTE = Kind("note", (Family.PERSON,), "O", (Cell("about", Anything()), Cell("text", Text())))

GUEST = Kind(
    "guest",
    (Family.PERSON,),
    "O",
    (Cell("course", Id()), Cell("name", TITLE), Cell("entries", Table(Anything()))),
)

PRIVATE_KINDS = (REVIEW, VERDICT, GRANT, NOTE, GUEST)
