"""The tables of points and the code agree: what is passed is listed, what is listed is passed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sync.failpoint import CLIENT, SERVER

ROOT = Path(__file__).parents[2]
REACHED = re.compile(r"""reach\("([^"{]+)"\)""")
NAMED = re.compile(r"""(?:writing|put_file|copy_file|fresh_file)\([^\n]*"([\w-]+)"\)""")
NOT_LISTED = {"report", "keyring", "trouble", "trouble-file"}
"""Written like every file, by crash hook, demo and reports of trouble: no mark is lost with them."""


def text_of(*rooms: str) -> str:
    """The code of these rooms."""
    return "\n".join(
        path.read_text(encoding="utf-8") for room in rooms for path in (ROOT / room).rglob("*.py")
    )


@pytest.mark.parametrize(
    ("rooms", "listed"), [(("server",), SERVER), (("desktop", "sync"), CLIENT)], ids=["server", "client"]
)
def test_what_is_passed_is_listed(rooms: tuple[str, ...], listed: dict[str, str]) -> None:
    """Every point that the code names, and every deed whose points have its name, stands in the table."""
    text = text_of(*rooms)

    assert set(REACHED.findall(text)) <= set(listed)
    assert set(NAMED.findall(text)) - NOT_LISTED <= {point.partition(".")[0] for point in listed}


def test_a_point_says_where_it_is() -> None:
    """Each has a sentence of its own."""
    for listed in (SERVER, CLIENT):
        assert len(set(listed.values())) == len(listed)
