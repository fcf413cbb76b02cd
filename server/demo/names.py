"""Names composed by chance: frequent surnames, given names and patronymics, in any mixture."""

from __future__ import annotations

from random import Random

from server.demo.words import words

_SHARES = (("russian", 0.78), ("komi", 0.12), ("adyghe", 0.10))


def feminine(surname: str) -> str:
    """Иванов makes Иванова, Хатанзейский Хатанзейская, Панеш stays as it is."""
    if surname.endswith(("ов", "ев", "ёв", "ин", "ын")):
        return surname + "а"
    return surname[:-2] + "ая" if surname.endswith("ий") else surname


def compose_name(random: Random, *, female: bool) -> tuple[str, str, str]:
    """Family name, given name and patronymic of somebody who does not exist."""
    listed = words("names")
    people = random.choices([name for name, _ in _SHARES], [share for _, share in _SHARES])[0]
    surname = random.choice(listed["surnames"][people])
    father = random.choice(listed["male"])
    if female:
        return feminine(surname), random.choice(listed["female"]), father[2]
    return surname, random.choice(listed["male"])[0], father[1]


def transliterate(text: str) -> str:
    """Кузнецова makes kuznetsova, as logins are written."""
    table = words("names")["transliteration"]
    return "".join(table.get(letter, letter) for letter in text.casefold())
