"""Whatever a stranger's file holds, it is read whole or refused in words with a place."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.__main__ import main
from tests.timetable.formats.fet_text import SCHOOL, activity, condition, fet, room
from tests.timetable.formats.test_asc import EXPORTED
from timetable.formats.fet.reading import read_fet
from timetable.formats.files import Kind, open_file
from timetable.formats.nodes import MOST_DEEP, MOST_NODES, parse_xml
from timetable.formats.parta_json import write_json
from timetable.formats.refusals import BadFile, Why

BOMB = (
    '<?xml version="1.0"?><!DOCTYPE fet [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><fet version="6.8.5">&c;</fet>'
)
OUTSIDE = '<!DOCTYPE fet [<!ENTITY x SYSTEM "file:///etc/hostname">]><fet version="6.0">&x;</fet>'
MANY = b'<fet version="6.8.5">' + b"<Comments/>" * (MOST_NODES + 1) + b"</fet>"
DEEP = b"<a>" * (MOST_DEEP + 1) + b"</a>" * (MOST_DEEP + 1)
CROWD = tuple(f"g{number}" for number in range(200))
CROWDED = "".join(f"<Year><Name>{name}</Name></Year>" for name in CROWD)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", Why.EMPTY),
        (b" \n ", Why.EMPTY),
        (b"\x00\x01\x02binary", Why.NOT_XML),
        (b"PK\x03\x04", Why.NOT_XML),
        (SCHOOL.read_bytes()[:100_000], Why.NOT_XML),
        (b'<?xml version="1.0" encoding="klingon"?><fet version="6.0"/>', Why.NOT_XML),
        (BOMB.encode(), Why.ENTITIES),
        (OUTSIDE.encode(), Why.ENTITIES),
        (MANY, Why.TOO_MANY_PARTS),
        (DEEP, Why.TOO_DEEP),
        (b"<timetable/>", Why.OTHER_ROOT),
        (b'<fet version="3.1"/>', Why.OLD_VERSION),
        (b'<fet version="6.8.5"/>', Why.NO_DAYS),
        (fet([]), Why.NOTHING_TAUGHT),
        (fet([activity(1)], teachers=()), Why.NO_SUCH),
        (fet([activity(1, students=("6A",))]), Why.NO_SUCH),
        (fet([activity(1), activity(1)]), Why.TWICE),
        (fet([activity(1)], rooms=room("a") + room("a")), Why.TWICE),
        (fet([activity(1)], students="<Year><Name></Name></Year>"), Why.NO_NAME),
        (fet([activity(1, students=CROWD)], students=CROWDED), Why.TOO_MANY_GROUPS),
        (fet([activity(1, duration=0)]), Why.NOT_A_NUMBER),
        (fet([activity(1, duration="--3")]), Why.NOT_A_NUMBER),
        (fet([activity(1, duration="9" * 5000)]), Why.NOT_A_NUMBER),
        (fet([activity(1, duration=5)]), Why.TOO_LONG),
        (fet([activity(1)], times=condition("StudentsMaxGapsPerWeek", "much", Max_Gaps=0)), Why.NOT_A_NUMBER),
        (fet([activity(1)], times=condition("StudentsMaxGapsPerWeek", 100)), Why.NO_FIELD),
        (fet([activity(1)], times=condition("StudentsMaxGapsPerWeek", 100, Max_Gaps="-1")), Why.NOT_A_NUMBER),
    ],
    ids=lambda one: one.name if isinstance(one, Why) else "",
)
def test_a_bad_fet_file_is_refused(content: bytes, why: Why) -> None:
    """Each with the sentence that fits, and the line where there is one."""
    with pytest.raises(BadFile) as refused:
        read_fet(content)

    assert refused.value.why is why
    assert refused.value.words()


def test_a_refusal_names_the_line() -> None:
    """A person can open the file there."""
    content = fet([activity(1, duration="x")]).replace(b"<Activities_List>", b"\n\n<Activities_List>\n")

    with pytest.raises(BadFile) as refused:
        read_fet(content)

    assert refused.value.place.line == 4


def test_ten_megabytes_of_text_are_read_in_one_go() -> None:
    """A comment of ten megabytes in many lines costs no more than its reading."""
    content = fet([activity(1)], more=f"<Comments>{'word ' * 15 + chr(10)}</Comments>").replace(
        b"word " * 15, (b"word " * 15 + b"\n") * 130_000
    )

    assert len(content) > 9_500_000
    assert len(read_fet(content).draft.problem.demands) == 1


@pytest.mark.parametrize(
    "school",
    [
        fet([activity(id, group=1) for id in range(1, 20)]),
        fet(
            [activity(1), activity(2), activity(3)],
            times="".join(
                condition("TwoActivitiesOrdered", First_Activity_Id=one, Second_Activity_Id=one % 3 + 1)
                for one in (1, 2, 3)
            ),
        ),
    ],
    ids=["more hours than slots", "an order in a circle"],
)
def test_what_can_be_read_but_not_be_held_is_told(
    school: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """There is no timetable, the reason is in words, and no file."""
    path, out = tmp_path / "school.fet", tmp_path / "out.fet"
    path.write_bytes(school)

    code = main(["timetable", "solve", str(path), "--seconds", "3", "--out", str(out)])

    assert code == 2
    assert "-" in capsys.readouterr().out
    assert not out.exists()


GOOD = {
    Kind.FET: SCHOOL.read_bytes(),
    Kind.JSON: write_json(read_fet(SCHOOL.read_bytes()).draft),
    Kind.ASC: EXPORTED.encode(),
    Kind.TSV: "Класс\tПредмет\tУчитель\tЧасов\n7А\tИЗО\tИванова\t2+1\n".encode(),
}


@given(st.sampled_from(sorted(GOOD)), st.integers(0, 2**32))
@settings(max_examples=150, deadline=None)
def test_a_file_with_any_damage_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, kind: Kind, seed: int
) -> None:
    """Bytes cut out, doubled, changed or swapped: a draft or a refusal, nothing else."""
    path = tmp_path_factory.getbasetemp() / f"damaged{kind}"
    path.write_bytes(_damaged(GOOD[kind], random.Random(seed)))

    try:
        told: object = open_file(path, ignore_unsupported=True).draft.problem
    except BadFile as refused:
        told = refused.words()

    assert told


def _damaged(content: bytes, chance: random.Random) -> bytes:
    """A small piece of a file, at a place that chance chooses, spoilt in one of four ways."""
    begin = chance.randrange(max(len(content) - 2, 1))
    end = min(begin + chance.randrange(1, 60), len(content))
    piece = content[begin:end]
    other = chance.randrange(max(len(content) - 60, 1))
    spoilt = (
        b"",
        piece * 3,
        bytes(chance.randrange(256) for _ in piece[:4]),
        content[other : other + 40],
    )
    return content[:begin] + chance.choice(spoilt) + content[end:]


@given(st.binary(max_size=200))
@settings(max_examples=100, deadline=None)
def test_any_bytes_are_xml_or_refused(content: bytes) -> None:
    """No bytes make the reader fail in another way."""
    try:
        told = parse_xml(content).tag
    except BadFile as refused:
        told = refused.words()

    assert told
