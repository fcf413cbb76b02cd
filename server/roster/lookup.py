"""Finding what an administrator means by a word: a pupil, a teacher, a form, a course, a subject."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from server.roster.draft import Draft
from server.roster.held import Cells, HeldAccount, RosterRefused
from server.roster.intake import Stay, read_stays
from server.roster.likeness import fold
from server.roster.titles import FormName, parse_form

Found = tuple[str, Cells]


def find_form(draft: Draft, word: str) -> str:
    """A form by its id or title, «7б» and «7-Б» included. Raises RosterRefused."""
    name = parse_form(word)

    def fits(id: str, cells: Cells) -> bool:
        own = FormName(cells.get("level") or 0, cells.get("letter") or "")
        return cells.get("title") == word or (name is not None and own.looks == name.looks)

    return _the_one("form", word, draft.all("form"), fits)


def find_course(draft: Draft, word: str) -> str:
    """A course by its id or title. Raises RosterRefused."""
    return _the_one(
        "course", word, draft.all("course"), lambda id, cells: _is_called(cells.get("title"), word)
    )


def find_person(draft: Draft, accounts: Iterable[HeldAccount], word: str) -> str:
    """Somebody who works at the school, by id, login or name. Raises RosterRefused."""
    logins = {one.login: one.person for one in accounts}
    if word.casefold() in logins:
        return logins[word.casefold()]
    return _the_one("person", word, draft.all("person"), lambda id, cells: _is_named(cells, word))


def find_account(accounts: Iterable[HeldAccount], login: str) -> str:
    """The person of a login. Raises RosterRefused."""
    for one in accounts:
        if one.login == login.casefold():
            return one.person
    raise RosterRefused(f"nobody at the school has the login {login!r}")


def find_pupil(draft: Draft, word: str) -> tuple[str, list[Stay]]:
    """A pupil by id or name, with all stays in forms. Raises RosterRefused."""
    stays = read_stays(draft)
    if word in stays:
        return word, stays[word]
    found = sorted(
        pupil
        for pupil, own in stays.items()
        if any(_is_named(draft.cells("enrolment", stay.id), word) for stay in own)
    )
    if len(found) == 1:
        return found[0], stays[found[0]]
    raise RosterRefused(_words("pupil", word, found))


def _the_one(kind: str, word: str, known: Iterable[Found], fits: Callable[[str, Cells], bool]) -> str:
    listed = list(known)
    if any(id == word for id, _ in listed):
        return word
    found = [id for id, cells in listed if fits(id, cells)]
    if len(found) == 1:
        return found[0]
    raise RosterRefused(_words(kind, word, found))


def _is_named(cells: Cells, word: str) -> bool:
    """Family name alone, with the given name, or in full."""
    parts = [cells.get(name) or "" for name in ("family_name", "given_name", "patronymic")]
    return fold(word) in {fold("".join(parts[:count])) for count in (1, 2, 3)}


def _is_called(title: str | None, word: str) -> bool:
    return fold(title or "") == fold(word)


def _words(kind: str, word: str, found: list[str]) -> str:
    if not found:
        return f"there is no {kind} {word!r}"
    return f"{len(found)} records of kind {kind} are called {word!r}; give the id of one: {', '.join(found)}"
