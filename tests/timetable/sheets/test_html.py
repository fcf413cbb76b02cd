"""Sheets in a browser: one page that needs nothing else, whatever the names in it."""

from __future__ import annotations

from html.parser import HTMLParser

from tests.timetable.sheets.a_school import whole_week
from timetable.sheets.html import write_html
from timetable.sheets.of_week import WeekSheets
from timetable.sheets.sheet import Line, Sheet, Words


class Page(HTMLParser):
    """What tags a page has, what it fetches, what it says."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.fetched: list[str] = []
        self.said: list[str] = []
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the tag, and whatever it would fetch."""
        self.tags.append(tag)
        self.fetched += [value or "" for name, value in attrs if name in ("src", "href")]

    def handle_data(self, data: str) -> None:
        """Note the words."""
        self.said.append(data)


def test_a_page_holds_all_sheets_and_fetches_nothing() -> None:
    """A link to each sheet at the top, a table for each."""
    sheets = WeekSheets(whole_week())

    page = Page(write_html("Расписание", [sheets.school(), *sheets.forms()]))

    assert page.tags.count("table") == 25
    assert page.fetched == [f"#s{at}" for at in range(25)]
    assert "Расписание" in page.said


def test_names_are_text_whatever_they_are() -> None:
    """A subject called like a tag is shown as it is called."""
    evil = "<script>alert(1)</script>"
    sheet = Sheet(
        evil, evil, (Line(evil, evil, evil),), (Line(evil, evil, evil),), {(0, 0): (Words(evil),)}, evil
    )

    page = Page(write_html(evil, [sheet, sheet]))

    assert "script" not in page.tags
    assert page.said.count(evil) == 1 + 2 + 2 * 9
