"""Offers, questions and refusals in words, for whoever puts a rule together."""

from __future__ import annotations

from enum import StrEnum

from timetable.composing.offers import Offer, Topic
from timetable.composing.questions import Question, Sort
from timetable.composing.refusing import Refusal, Why
from timetable.rules.rule import Per, Same
from timetable.words.naming import Naming
from timetable.words.tongue import N_

TOPICS = {Topic.TEACHERS: N_("Учителя"), Topic.FORMS: N_("Классы"), Topic.LESSONS: N_("Уроки")}

OFFERS = {
    "teacher_gaps": N_("окон не больше"),
    "teacher_day": N_("уроков в день не больше"),
    "teacher_short_day": N_("уроков в день не меньше"),
    "teacher_row": N_("уроков подряд не больше"),
    "teacher_days": N_("рабочих дней не больше (методический день)"),
    "teacher_room": N_("без переходов из кабинета в кабинет"),
    "form_day": N_("уроков в день не больше"),
    "form_subject": N_("уроков предмета в день не больше"),
    "form_even": N_("дни ровной длины"),
    "hard_in_a_row": N_("трудных уроков подряд не больше"),
    "not_first": N_("не первым уроком"),
    "last": N_("последним уроком дня"),
    "edge": N_("первым или последним уроком дня"),
    "times": N_("только в эти дни и часы"),
    "days_apart": N_("в разные дни"),
    "not_one_day": N_("два предмета не в один день"),
    "not_together": N_("не в одно время"),
    "same_time": N_("в одно время, в один день"),
    "spread": N_("равномерно по неделе"),
    "one_room": N_("подряд в одном кабинете"),
}

ASKED = {
    "of/teachers": N_("Каких учителей (никто не отмечен — всех)"),
    "of/forms": N_("Каких классов (никто не отмечен — всех)"),
    "which.subjects": N_("Предметы"),
    "which.forms": N_("Классы"),
    "which.teachers": N_("Учителя"),
    "most": N_("Не больше"),
    "least": N_("Не меньше"),
    "days_apart.least": N_("Через сколько дней"),
    "points": N_("Трудные — от стольких баллов"),
    "per": N_("За какой срок"),
    "what": N_("Что общее"),
    "beside_if_same_day": N_("А если в один день, то подряд"),
    "within": N_("Дни и уроки"),
}

CHOICES: dict[type[StrEnum], dict[str, str]] = {
    Per: {Per.WEEK: N_("за неделю"), Per.DAY: N_("за день")},
    Same: {
        Same.TIME: N_("день и урок по счёту"),
        Same.DAY: N_("день"),
        Same.SLOT: N_("урок по счёту"),
    },
}

REFUSALS = {
    Why.NOBODY: N_("Отметьте предметы, классы или учителей: про все уроки школы сразу так не скажешь."),
    Why.FEW_SUBJECTS: N_("Отметьте предметы, не меньше: {least}."),
    Why.NO_LESSONS: N_("Таких уроков в нагрузке нет: проверьте, кто что и у кого ведёт."),
    Why.ONE_LESSON: N_("Такой урок в неделе один: правилу нужны хотя бы два."),
    Why.NO_PLACE: N_("Не осталось ни одного места: отметьте дни и уроки."),
    Why.EVERYWHERE: N_("Отмечены все дни и уроки: так правило ничего не запрещает."),
    Why.FEW_PLACES: N_("{who}: таких уроков {found}, а мест {most}. Сделайте пожеланием или добавьте места."),
    Why.FEW_DAYS: N_("{who}: таких уроков {found}, а дней хватит на {most}. Сделайте пожеланием."),
    Why.ONE_TIME: N_("{who}: таких уроков {found}, в одно время им не встать. Уточните предмет или класс."),
    Why.NUMBER: N_("Число {found} не имеет смысла: от {least} до {most}."),
    Why.KNOWN: N_("Такое правило уже есть: измените его важность в списке."),
}


def told_offer(offer: Offer, naming: Naming) -> str:
    """«Учителя: окон не больше»."""
    say = naming.tongue.say
    return f"{say(TOPICS[offer.topic])}: {say(OFFERS[offer.id])}"


def told_question(offer: Offer, question: Question, naming: Naming) -> str:
    """«Не больше (1–7)», «Предметы»."""
    name = f"of/{question.sort}" if question.field == "of" else question.field
    words = naming.tongue.say(ASKED.get(f"{offer.id}.{name}") or ASKED[name])
    return f"{words} ({question.least}–{question.most})" if question.sort is Sort.NUMBER else words


def told_choice(choice: StrEnum, naming: Naming) -> str:
    """«за неделю»."""
    return naming.tongue.say(CHOICES[type(choice)][choice])


def told_refusal(refusal: Refusal, naming: Naming) -> str:
    """What is wrong, and what to do about it."""
    facts = {"who": naming.pupils(refusal.who), "found": refusal.found}
    return naming.tongue.say(REFUSALS[refusal.why]).format(**facts, least=refusal.least, most=refusal.most)
