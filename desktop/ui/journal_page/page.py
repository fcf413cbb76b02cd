"""The screen of the journal page: the open page and its acts."""

from __future__ import annotations

from desktop.models.journal import Journal
from desktop.ui.grid.keys import Meaning, Wish
from desktop.ui.journal_page.acts import PageActs
from desktop.ui.journal_page.face import PageFace
from desktop.ui.journal_page.guests import GuestActs


class JournalPageScreen(PageFace):
    """The marking grid with its header, over a journal; `KeyReader` brings it the keys."""

    def __init__(self, journal: Journal) -> None:
        super().__init__(journal)
        self.acts = PageActs(self)
        self.guests = GuestActs(self)

    def take_key(self, meaning: Meaning) -> bool:
        """Keys of the page; the window's are left to the window."""
        return isinstance(meaning, Wish) and self.page is not None and self.acts.take(meaning.action)
