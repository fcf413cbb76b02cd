"""7Б and 7В taught algebra together: one teacher, one room, two courses."""

from __future__ import annotations

from sync.identity import enrolment_id
from sync.shelf import BucketState
from tests.desktop.models.taught import ALGEBRA, ALGEBRA_SLOT, ALGEBRA_SUBJECT, TEACHER, Taught, named

OTHER_FORM, OTHER_ALGEBRA = named(72), named(104)
ANTONOV, BORISOVA = named(251), named(252)


def joint_school() -> Taught:
    """A copy in which algebra of Wednesday is taught to both forms, that of Friday to 7Б alone."""
    taught = Taught()
    for bucket in (f"form:{OTHER_FORM}", f"course:{OTHER_ALGEBRA}"):
        taught.shelf.put_bucket(BucketState(bucket))
    form = {"title": "7В", "level": 7, "letter": "В", "shift": 1, "term_kind": "quarter"}
    taught.told("school", "form", OTHER_FORM, form)
    for pupil, name in ((ANTONOV, "Антонов"), (BORISOVA, "Борисова")):
        id = enrolment_id(OTHER_FORM, pupil, "2026-09-01")
        cells = {"pupil": pupil, "family_name": name, "given_name": "Ли", "from": "2026-09-01"}
        taught.told(f"form:{OTHER_FORM}", "enrolment", id, cells)
    course = {
        "title": "Алгебра 7В",
        "subject": ALGEBRA_SUBJECT,
        "forms": [OTHER_FORM],
        "scale": "2-5",
        "teachers": [{"person": TEACHER, "from": "2026-09-01", "to": None}],
        "pupils": [{"pupil": one, "from": "2026-09-01", "to": None} for one in (ANTONOV, BORISOVA)],
    }
    taught.told(f"course:{OTHER_ALGEBRA}", "course", OTHER_ALGEBRA, course)
    load = {"subject": ALGEBRA_SUBJECT, "forms": [OTHER_FORM], "teachers": [TEACHER], "hours": 1}
    taught.told("school", "load", OTHER_ALGEBRA, {**load, "joint": "алгебра 7"})
    taught.told("school", "load", ALGEBRA, {"joint": "алгебра 7"})
    card = {
        "version": named(801),
        "course": OTHER_ALGEBRA,
        "weekday": 3,
        "slot": ALGEBRA_SLOT,
        "weeks": "every",
    }
    taught.told("school", "card", named(1900), card)
    taught.replica.copy.load()
    return taught
