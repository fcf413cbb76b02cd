"""What can be handed out of the substitutions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from desktop.app.printed import Make, Making, printed
from desktop.models.reading.school_facts import SchoolFacts
from desktop.models.timetable.covering import Cover
from desktop.ui.handing_out.orders import ON_A4, Days, Offer, Order
from desktop.ui.substitutions.handouts import Handouts, newest_week
from desktop.ui.words import _
from timetable.sheets.sheet import Sheet

_DAY, _FORMS, _LOG, _WEEK = "day", "day-forms", "log", "differences"


def change_offers(cover: Cover, facts: SchoolFacts) -> list[Offer]:
    """Tomorrow first: that is what is hung up every afternoon."""
    tomorrow = next_school_day(facts, cover.today)
    month = cover.today.replace(day=1)
    return [
        Offer(
            *(_DAY, _("Замены на завтра: для учительской"), _("Замены"), ON_A4),
            days=Days.ONE,
            first=tomorrow,
        ),
        Offer(
            *(_FORMS, _("Замены на завтра: по классам"), _("Замены по классам"), ON_A4),
            days=Days.ONE,
            first=tomorrow,
        ),
        Offer(
            *(_LOG, _("Журнал замещений с часами"), _("Журнал замещений"), ON_A4),
            about=_("Кто кого заменял и почему; вторым листом часы по учителям."),
            days=Days.PERIOD,
            first=month,
            last=cover.today,
        ),
        Offer(
            *(_WEEK, _("Что изменилось в расписании"), _("Что изменилось"), ON_A4),
            about=_("По учителям: что стояло до этого дня и что стоит с него."),
            days=Days.ONE,
            first=newest_week(facts) or cover.today,
        ),
    ]


def make_changes(handouts: Handouts) -> Make:
    """The maker of these offers; the records are read before the work begins."""

    def make(order: Order) -> Making:
        return printed(order, _sheets(handouts, order))

    return make


def _sheets(handouts: Handouts, order: Order) -> Sequence[Sheet]:
    if order.offer.key == _DAY:
        return [handouts.day(order.first)]
    if order.offer.key == _FORMS:
        return [handouts.day_by_forms(order.first)]
    if order.offer.key == _LOG:
        return handouts.log(order.first, order.last)
    return [handouts.differences(order.first)]


def next_school_day(facts: SchoolFacts, today: date) -> date:
    """The first day after today on which the school works; tomorrow where none is near."""
    days = (today + timedelta(days=at) for at in range(1, 15))
    return next((day for day in days if facts.calendar.is_school_day(day)), today + timedelta(days=1))
