"""The commands of docs/operations.md, run as they stand there: only places are exchanged."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping

from tests.server.running import ROOT, run_command

PAGE = ROOT / "docs" / "operations.md"


def commands_under(heading: str) -> list[list[str]]:
    """The commands of the first shell block under a heading, as words."""
    text = PAGE.read_text(encoding="utf-8")
    found = re.search(rf"^#+ {re.escape(heading)}$.*?```sh\n(.*?)```", text, re.MULTILINE | re.DOTALL)
    assert found is not None, f"no commands under {heading!r}"
    return [shlex.split(line, comments=True) for line in found[1].splitlines() if line.strip()]


def run_documented(heading: str, places: Mapping[str, str]) -> None:
    """Run the `parta-server` lines under a heading; every one of them must succeed."""
    lines = [words for words in commands_under(heading) if words[0] == "parta-server"]
    assert lines, f"nothing for parta-server under {heading!r}"
    for words in lines:
        done = run_command(*(places.get(word, word) for word in words[1:]))
        assert done.returncode == 0, f"{words}: {done.stdout}{done.stderr}"
