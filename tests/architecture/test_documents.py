"""The documents lead somewhere: their links and the words after ``make`` are there."""

import re
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT, all_files, text_of

DOCUMENTS = [path for path in all_files() if path.suffix == ".md"]
LINK = re.compile(r"(?<!!)\[[^]]+\]\((?!https?://|#)(?P<target>[^)#]+)")
MAKE = re.compile(r"(?:^    |`)make (?P<target>[a-z-]+)", flags=re.MULTILINE)


@pytest.mark.parametrize("document", DOCUMENTS, ids=str)
def test_every_link_inside_the_tree_leads_to_a_file(document: Path) -> None:
    """A reader who follows a document's links meets no missing page."""
    targets = [found["target"] for found in LINK.finditer(text_of(document))]

    assert [target for target in targets if not (ROOT / document.parent / target).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=str)
def test_every_make_command_of_a_document_exists(document: Path) -> None:
    """What a document tells to type can be typed."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, flags=re.MULTILINE))

    assert {found["target"] for found in MAKE.finditer(text_of(document))} <= targets
