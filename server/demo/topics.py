"""What is taught in the lessons of a year, and what is set for the next one."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import NamedTuple

from school.lesson import NO_HOMEWORK
from server.demo.words import words


class Topic(NamedTuple):
    """A row of the year's plan."""

    section: str
    title: str


def year_topics(subject: str, level: int, count: int) -> list[Topic]:
    """``count`` topics for a level: the subject's own, drawn out over the year.

    Levels that share a list begin it at different sections, so that no two years of a
    pupil are the same.
    """
    band = next(one for one in words("topics")[subject] if one["levels"][0] <= level <= one["levels"][1])
    sections = band["sections"]
    shift = (level - band["levels"][0]) % len(sections)
    ordered = [*sections[shift:], *sections[:shift]]
    plain = [Topic(one["section"], topic) for one in ordered for topic in one["topics"]]
    variants = words("homework")["lesson_variants"]
    repeated = Counter[int]()
    made = []
    for index in range(count):
        place = index * len(plain) // count if count > len(plain) else index
        title = variants[repeated[place] % len(variants)].format(topic=plain[place].title)
        repeated[place] += 1
        made.append(Topic(plain[place].section, title))
    return made


def homework(random: Random, subject: str) -> str:
    """A task as teachers write it; sometimes deliberately none."""
    listed = words("homework")
    if random.randrange(100) < listed["no_homework_share"]:
        return NO_HOMEWORK
    templates = listed["templates"].get(subject) or listed["templates"]["other"]
    page, other = random.randint(12, 210), random.randint(12, 210)
    part = random.randint(2, 46)
    task: str = random.choice(templates)
    return task.format(n=page, m=page + other % 9 + 1, p=part, q=part + 2, k=random.randint(2, 6))


def test_topic(work: str, section: str) -> str:
    """«Контрольная работа по теме «Неравенства»»."""
    template: str = words("homework")["test_topic"]
    return template.format(work=work, section=section)
