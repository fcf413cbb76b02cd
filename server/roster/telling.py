"""What is said on the console about an import or an act."""

from __future__ import annotations

from collections.abc import Iterator

from server.roster.findings import Findings
from server.roster.importing import Outcome
from server.roster.plan import Plan

_WORDS = {
    "school": "school records",
    "year": "school years",
    "term": "terms",
    "subject": "subjects",
    "person": "people who work here",
    "form": "forms",
    "enrolment": "stays of pupils in forms",
    "course": "courses",
    "carried": "pupils' marks carried along",
    "load": "loads",
    "account": "accounts",
}
_TOGETHER = "words, rules and bells of the school"


def tell_import(outcome: Outcome, *, dry_run: bool) -> Iterator[str]:
    """The whole of it: notes, every row that was skipped and why, counts at the end."""
    yield from tell_notes(outcome.findings)
    yield from (f"skipped: {line}" for line in outcome.findings.lines())
    for one in outcome.schools:
        yield f"{one.name or one.school} ({'new, ' if one.is_new else ''}id {one.school}):"
        yield from (f"  {line}" for line in tell_plan(one.plan))
    used = ", ".join(f"{table} {count}" for table, count in outcome.rows.items())
    yield f"Rows that could be read: {used}."
    counts = outcome.findings.counts()
    reasons = ", ".join(f"{code} {count}" for code, count in sorted(counts.items()))
    yield f"Rows skipped: {sum(counts.values())}{f' ({reasons})' if reasons else ''}."
    if dry_run:
        yield "Nothing was written: this was a dry run."


def tell_notes(findings: Findings) -> Iterator[str]:
    """What somebody should look at."""
    return (f"note: {one.code}: {one.text}" for one in findings.notes)


def tell_plan(plan: Plan) -> Iterator[str]:
    """How many of what would be new and changed."""
    if plan.is_empty:
        yield "everything is as it was"
        return
    counts = dict.fromkeys((*_WORDS.values(), _TOGETHER), (0, 0))
    for key, count in plan.counts.items():
        kind, _, what = key.partition(" ")
        words = _WORDS.get(kind, _TOGETHER)
        new, changed = counts[words]
        counts[words] = (new + count, changed) if what == "new" else (new, changed + count)
    accounts = plan.accounts
    changed = len(accounts.roles) + len(accounts.names) + len(accounts.disabled)
    counts[_WORDS["account"]] = (len(accounts.new), changed)
    for words, (new, changed) in counts.items():
        if new or changed:
            yield f"{words}: {new} new, {changed} changed"
    if accounts.disabled:
        yield f"of the accounts {len(accounts.disabled)} were disabled"
    without = sum(not one.password for one in accounts.new)
    if without:
        yield f"{without} of the new accounts have no password yet: `parta-server user reset LOGIN` gives one"
