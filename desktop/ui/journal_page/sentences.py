"""The sentences of the journal page: why a cell is closed, what a step did, what a sum means."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from desktop.models.reading.fates import Fate
from desktop.models.reading.lesson_head import LessonHead, WorkColumn
from desktop.models.reading.page_values import CellRead, PupilRow, PupilSums, WhyClosed
from desktop.models.undo import StepKind
from desktop.ui.dates import short_day, weekday
from desktop.ui.words import N_, _, plural
from school.editing import Closed, ClosedBy
from school.finished import Gap, Unfinished
from school.grading import Dispute, show_average
from school.lesson import Weight

MONTHS = (
    *(N_("Январь"), N_("Февраль"), N_("Март"), N_("Апрель"), N_("Май"), N_("Июнь")),
    *(N_("Июль"), N_("Август"), N_("Сентябрь"), N_("Октябрь"), N_("Ноябрь"), N_("Декабрь")),
)
_STEPS = {
    StepKind.MARKS: N_("отметка"),
    StepKind.FILL: N_("заполнение"),
    StepKind.PASTE: N_("вставка"),
    StepKind.WIPE: N_("очистка"),
    StepKind.COMMENT: N_("комментарий"),
    StepKind.NOTE: N_("заметка"),
    StepKind.TOPIC: N_("тема"),
    StepKind.HOMEWORK: N_("домашнее задание"),
    StepKind.WORK: N_("работа"),
    StepKind.ROLL_CALL: N_("перекличка"),
    StepKind.MOVE: N_("перенос отметок"),
    StepKind.GUEST: N_("новенький"),
    StepKind.STATE: N_("состояние урока"),
    StepKind.TERM_MARK: N_("итоговая отметка"),
    StepKind.CHOICE: N_("выбор версии"),
    StepKind.LOAD: N_("нагрузка"),
    StepKind.ROOM: N_("кабинет"),
    StepKind.AVAILABILITY: N_("занятость"),
    StepKind.RULE: N_("правило расписания"),
    StepKind.VERSION: N_("вариант расписания"),
    StepKind.PUBLISH: N_("публикация расписания"),
    StepKind.ABSENCE: N_("отсутствие учителя"),
    StepKind.SUBSTITUTION: N_("замена"),
}
_DISPUTES = {
    Dispute.NEAR_THRESHOLD: N_("рядом с порогом"),
    Dispute.TOO_FEW_MARKS: N_("мало отметок"),
    Dispute.FAR_FROM_LAST_TERM: N_("далеко от прошлого периода"),
}


def month(day: date) -> str:
    """«Ноябрь 2026»."""
    return f"{_(MONTHS[day.month - 1])} {day.year}"


def weight_text(weight: Weight) -> str:
    """«3», «0,5»."""
    return f"{float(weight):g}".replace(".", ",")


def closed_cell(why: WhyClosed | None, row: PupilRow, column: WorkColumn) -> str:
    """Why nothing may be typed here; empty for an open cell."""
    if why is None:
        return ""
    if why is WhyClosed.NOT_YET_HERE and row.dates:
        first = min(one.first_day for one in row.dates)
        return _("Ученик зачислен {day}, раньше отметок нет").format(day=short_day(first))
    if why is WhyClosed.HAS_LEFT and row.left:
        return _("Ученик выбыл {day}").format(day=short_day(row.left))
    return {
        WhyClosed.NOT_YET_HERE: _("Ученик ещё не зачислен"),
        WhyClosed.HAS_LEFT: _("Ученик выбыл"),
        WhyClosed.ELSEWHERE: elsewhere(row),
        WhyClosed.FUTURE: _("Урок ещё не начался: тему и задание записать можно, отметки — нет"),
        WhyClosed.CANCELLED: _("Урок не состоялся"),
        WhyClosed.NOT_YOURS: _("Это урок другого учителя: смотреть можно, менять нельзя"),
        WhyClosed.NO_LESSON: _("В этом классе такого урока нет"),
        WhyClosed.WORK_REMOVED: _("Работа удалена: отметки видны, новых не добавить"),
    }[why]


def outside(row: PupilRow, marks: int) -> str:
    """«3 отметки раньше зачисления 10.11 — сообщите завучу»."""
    told = plural(marks, "{n} отметка", "{n} отметки", "{n} отметок")
    if row.came is not None:
        words = _("{marks} раньше зачисления {day} — сообщите завучу")
        return words.format(marks=told, day=short_day(row.came))
    day = short_day(row.left) if row.left else ""
    return _("{marks} позже выбытия {day} — сообщите завучу").format(marks=told, day=day)


def elsewhere(row: PupilRow) -> str:
    """«инд. обучение, Петрова А. И.»."""
    words = _("инд. обучение")
    return f"{words}, {row.elsewhere_by}" if row.elsewhere_by else words


def closed_lesson(closed: Closed | None) -> str:
    """Why a change will wait for the head teacher."""
    if closed is None:
        return _("Это отметка учителя. Напишите, почему вы её меняете.")
    if closed.by is ClosedBy.TERM_LOCK and closed.term is not None:
        day = short_day(closed.term.locked_at or closed.term.last_day)
        return _("{term} закрыта {day}. Отметка уйдёт завучу на решение.").format(
            term=closed.term.title, day=day
        )
    last = short_day(closed.last_day) if closed.last_day else ""
    return _("Урок можно было править до {day}. Отметка уйдёт завучу на решение.").format(day=last)


def beside(cell: CellRead, text: str) -> str:
    """What lies beside a cell's value, in words."""
    if cell.fate is Fate.IN_REVIEW:
        return _("Ждёт решения завуча: {value}").format(value=text)
    if cell.fate is Fate.REJECTED:
        return _("Сервер не принял: {value}").format(value=text)
    if cell.fate is Fate.TWO_VERSIONS:
        return _("Две версии, вторая: {value}").format(value=text)
    return _("Сохранено на этом компьютере, ещё не отправлено") if cell.fate is Fate.UNSENT else ""


def undone(kind: StepKind, changed: int, kept: Iterable[str], *, again: bool) -> str:
    """What undo or redo did, with the names of those whose cells were left alone."""
    what = _(_STEPS[kind])
    head = _("Возвращено: {what}") if again else _("Отменено: {what}")
    words = head.format(what=what) if changed else _("Менять нечего: {what}").format(what=what)
    if changed > 1:
        cells = plural(changed, "{n} клетка", "{n} клетки", "{n} клеток")
        words = f"{words}, {cells}"
    names = ", ".join(dict.fromkeys(kept))
    return f"{words}. " + _("Не тронуты, там уже другое: {names}").format(names=names) if names else words


def reason_of(sums: PupilSums) -> str:
    """«4 — СВБ 3,58 ≥ 3,50; отметок 7 из 5»."""
    advice = sums.suggestion
    if advice.average is None:
        return _("Отметок ещё нет")
    average, least = show_average(advice.average), show_average(advice.threshold)
    bound = f" ≥ {least}" if advice.threshold else ""
    words = _("{value} — СВБ {average}{bound}; отметок {n} из {least}").format(
        value=advice.value or "—", average=average, bound=bound, n=advice.marks, least=sums.least
    )
    disputes = ", ".join(_(_DISPUTES[one]) for one in sorted(advice.disputes))
    return f"{words}\n" + _("Спорная: {why}").format(why=disputes) if disputes else words


def about_lesson(lesson: LessonHead) -> str:
    """«среда 18.11, урок 1 · Степень с натуральным показателем»."""
    words = _("{weekday} {day}, урок {number}").format(
        weekday=weekday(lesson.place.date), day=short_day(lesson.place.date), number=lesson.number
    )
    return f"{words} · {lesson.topic}" if lesson.topic else words


_GAPS = {
    Gap.ROLL_CALL: N_("переклички"),
    Gap.TOPIC: N_("темы"),
    Gap.HOMEWORK: N_("домашнего задания"),
    Gap.UNCHECKED_WORK: N_("отметок за работу"),
}


def gaps(lesson: LessonHead, missing: Iterable[Unfinished]) -> str:
    """«18.11: нет темы, домашнего задания»."""
    what = ", ".join(_(_GAPS[one.gap]) for one in missing)
    return _("{day}: нет {what}").format(day=short_day(lesson.place.date), what=what)


def moved(is_moved: bool, left: Iterable[str]) -> str:
    """What became of marks that were to go to another lesson."""
    names = ", ".join(left)
    words = _("Отметки перенесены. Вернуть — Ctrl+Я") if is_moved else _("Переносить нечего")
    return f"{words}. " + _("Остались на месте: {names}").format(names=names) if names else words
