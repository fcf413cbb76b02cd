"""Why a file is not read or written: the sentence, the facts and the place, of which words are made last."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from timetable.words.tongue import N_, RUSSIAN, Tongue


class Why(StrEnum):
    """Every sentence that a reader or writer of files may say."""

    NOT_OPENED = N_("Файл не открывается: {reason}")
    NOT_WRITTEN = N_("Файл не записан: {reason}")
    NOT_TOLD = N_("Результат не выводится: {reason}")
    EMPTY = N_("Файл пуст")
    TOO_BIG = N_("Файл слишком велик: {size} МБ, а читаются файлы до {most} МБ")
    TOO_MANY_PARTS = N_("В файле слишком много записей: больше {most}")
    TOO_DEEP = N_("Записи вложены одна в другую больше чем {most} раз: это не расписание")
    NOT_XML = N_("Это не XML или файл оборван")
    NOT_JSON = N_("Это не файл Парты или он оборван")
    NOT_A_WORKBOOK = N_("Это не книга Excel или LibreOffice, или файл оборван")
    NOT_A_TABLE = N_("Это не таблица")
    NO_COLUMN = N_("Нет столбцов {list}")
    EMPTY_CELL = N_("Пустая ячейка")
    WRONG_CELL = N_("«{found}» здесь не годится; бывает {known}")
    UNEVEN_SIDES = N_("Через «/» здесь записано частей: {found}, а в других столбцах {most}")
    ENTITIES = N_("В файле есть определения сущностей XML; такие файлы не читаются, потому что опасны")
    UNKNOWN_EXTENSION = N_("Неизвестный вид файла «{extension}»; читаются {known}")
    NOT_WRITABLE = N_("В файл вида «{extension}» записать нельзя; записываются {known}")
    NO_WEEK = N_("В файл вида «{extension}» расписание не записать, только нагрузку; его записывают {known}")
    OTHER_ROOT = N_("Это не файл {wanted}: он начинается с «{found}»")
    OLD_VERSION = N_("Версия {found} не читается; читаются {known}")
    NO_FIELD = N_("В записи «{record}» нет поля «{field}»")
    NOT_A_NUMBER = N_("«{found}» в поле «{field}» не число от {least} до {most}")
    NOT_A_WORD = N_("«{found}» в поле «{field}» не годится; бывает {known}")
    NO_NAME = N_("В записи «{record}» нет названия")
    TWICE = N_("Две записи «{record}» с одним названием «{found}»")
    NO_SUCH = N_("«{found}» в поле «{field}»: такого в файле нет")
    NO_DAYS = N_("В файле нет ни одного дня или ни одного урока в дне")
    NOTHING_TAUGHT = N_("В файле нет ни одного занятия")
    TOO_MANY_GROUPS = N_("В одном занятии {found} групп, а бывает не больше {most}")
    TOO_MANY_BLOCKS = N_("В одной строке нагрузки {found} уроков в неделю, а бывает не больше {most}")
    NO_PUPILS = N_("В классе или группе «{found}» нет ни одного ученика")
    TOO_LONG = N_("Занятие длиной в {found} уроков не поместится в день, где их {most}")
    UNSUPPORTED = N_("В файле есть условия, которых Парта не знает: {list}. Без них: --ignore-unsupported")


class System(StrEnum):
    """Why the system did not open or write a file: the ``reason`` of a refusal, said in the same language."""

    NO_FILE = N_("такого файла нет")
    NO_FOLDER = N_("нет папки «{folder}»")
    NO_RIGHT = N_("нет права на это")
    FOLDER = N_("это папка")
    LONG_NAME = N_("слишком длинное имя")
    NO_ROOM = N_("на диске нет места")
    READ_ONLY = N_("на этот диск нельзя писать")
    BROKEN = N_("диск неисправен или отключён")
    BUSY = N_("файл занят другой программой")
    OTHER = N_("система отказала, её код {code}")


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file something stands, as far as it is known; rows and lines count from 1."""

    file: str = ""
    sheet: str = ""
    line: int = 0
    column: str = ""
    record: str = ""

    def words(self, tongue: Tongue = RUSSIAN) -> str:
        """«load.xlsx, лист «Нагрузка», строка 7, столбец «Класс»»."""
        _ = tongue.say
        known = (
            ("{value}", self.file),
            (_("лист «{value}»"), self.sheet),
            (_("строка {value}"), self.line),
            (_("столбец «{value}»"), self.column),
            (_("запись «{value}»"), self.record),
        )
        return ", ".join(sentence.format(value=value) for sentence, value in known if value)


NOWHERE = Place()


class BadFile(Exception):
    """A file that cannot be taken; nothing of it has been. ``others`` are wrong in it as well."""

    def __init__(self, why: Why, place: Place = NOWHERE, **facts: object) -> None:
        super().__init__(why, place, facts)
        self.why, self.place, self.facts = why, place, facts
        self.others: tuple[BadFile, ...] = ()

    def within(self, file: str) -> BadFile:
        """The same refusal, with the file's name."""
        named = BadFile(self.why, replace(self.place, file=file), **self.facts)
        named.others = tuple(other.within(file) for other in self.others)
        return named

    def words(self, tongue: Tongue = RUSSIAN) -> str:
        """What is wrong and where, for a person: a sentence, and one more for each of the others."""
        facts = {name: _said(fact, self.facts, tongue) for name, fact in self.facts.items()}
        said = tongue.say(self.why).format(**facts)
        where = self.place.words(tongue)
        own = f"{where}: {said}" if where else said
        return "\n".join([own, *(other.words(tongue) for other in self.others)])

    def __str__(self) -> str:
        return self.words()


def _said(fact: object, facts: Mapping[str, object], tongue: Tongue) -> object:
    return tongue.say(fact).format(**facts) if isinstance(fact, System) else fact
