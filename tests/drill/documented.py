"""The commands of docs/operations.md, run as they stand there: only places are exchanged."""

from __future__ import annotations

import re
import shlex
import subprocess
from collections.abc import Mapping

from tests.server.running import ROOT, run_command

PAGE = ROOT / "docs" / "operations.md"
_OURS = ("parta-server", "cp", "rm")
"""What the drill runs of a page; that the service rests and begins again it sees to by itself."""


def commands_under(heading: str, places: Mapping[str, str]) -> list[list[str]]:
    """The commands of the first shell block under a heading, as words, at the test's own places."""
    text = PAGE.read_text(encoding="utf-8")
    found = re.search(rf"^#+ {re.escape(heading)}$.*?```sh\n(.*?)```", text, re.MULTILINE | re.DOTALL)
    assert found is not None, f"no commands under {heading!r}"
    lines = (shlex.split(line, comments=True) for line in found[1].splitlines())
    return [[_placed(word, places) for word in words] for words in lines if words]


def run_documented(heading: str, places: Mapping[str, str]) -> None:
    """Run what stands under a heading; every command of it must succeed."""
    commands = [words for words in commands_under(heading, places) if words[0] in _OURS]
    assert commands, f"nothing to run under {heading!r}"
    for program, *words in commands:
        if program == "parta-server":
            done = run_command(*words)
        else:
            done = subprocess.run([program, *words], capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{program} {words}: {done.stdout}{done.stderr}"


def _placed(word: str, places: Mapping[str, str]) -> str:
    for place, own in places.items():
        if word.startswith(place):
            return own + word.removeprefix(place)
    return word
