"""«Замены» put together: the screen over the head teacher's desk, and what goes out of it."""

from __future__ import annotations

from functools import partial

from desktop.app.change_outputs import change_offers, make_changes
from desktop.app.desk import Desk
from desktop.app.handing_out import HandingOut
from desktop.app.week_outputs import WRITERS, make_week, week_offers
from desktop.ui.shell.overlay import Where
from desktop.ui.shell.window import Shell
from desktop.ui.substitutions.handouts import Handouts
from desktop.ui.substitutions.screen import Substitutions
from timetable.cards import Draft


def build_substitutions(desk: Desk, shell: Shell, handing_out: HandingOut) -> Substitutions:
    """The page, its sheets over the window, its words in the foot."""
    page = Substitutions(desk.timetable.cover)
    page.said.connect(partial(_say, shell))
    page.sheet_wanted.connect(partial(shell.overlay.show_panel, where=Where.MIDDLE))
    page.sheet_done.connect(shell.overlay.close_panel)
    page.print_wanted.connect(partial(hand_out_changes, desk, handing_out))
    return page


def hand_out_changes(desk: Desk, handing_out: HandingOut) -> None:
    """«Вывести…» of the substitutions."""
    cover, facts = desk.timetable.cover, desk.journal.facts
    handing_out.show(change_offers(cover, facts), make_changes(Handouts(cover, facts)), cover.today)


def hand_out_week(desk: Desk, handing_out: HandingOut, draft: Draft | None = None) -> None:
    """«Вывести…» of a week: the draft that lies on the board, else this one."""
    shown = draft or desk.timetable.book.draft
    make = make_week(shown, desk.journal, WRITERS)
    handing_out.show(week_offers(WRITERS), make, desk.journal.today)


def _say(shell: Shell, words: str) -> None:
    shell.foot.messages.say(words, "green")
