"""Every word on the screen has its translation."""

import ast
import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from desktop.ui import words
from desktop.ui.words import CATALOGUES, Language, _, plural, read_catalogue, speak

ROOT = Path(__file__).parents[3]
SINGLE = {"_", "N_"}


@pytest.fixture(autouse=True)
def russian_again() -> Iterator[None]:
    """Whatever a test speaks, the next one speaks Russian."""
    yield
    speak(Language.RUSSIAN)


def spoken_files() -> list[Path]:
    """The rooms whose sentences a person reads."""
    return [path for room in ("desktop", "timetable") for path in sorted((ROOT / room).rglob("*.py"))]


def sentences() -> dict[str, list[str]]:
    """Catalogue keys of all literals in the tree, and where each stands."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in spoken_files():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and (key := key_of(node)):
                found[key].append(f"{path.relative_to(ROOT)}:{node.lineno}")
    return found


def key_of(call: ast.Call) -> str:
    """The catalogue key of a call of `_`, `N_` or `plural`; empty for other calls."""
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    texts = [arg.value for arg in call.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
    if name in SINGLE and len(texts) == 1:
        return texts[0]
    return "|".join(texts) if name == "plural" and len(texts) == 3 else ""


def test_every_sentence_has_an_english_one() -> None:
    """A sentence without a translation is listed with its place in the code."""
    english = read_catalogue(Language.ENGLISH)

    missing = [f"{places[0]}  {key!r}" for key, places in sentences().items() if key not in english]

    hint = "add these to resources/words/en/<room>.json:\n"
    assert not missing, hint + "\n".join(missing)


def test_no_translation_is_left_over() -> None:
    """A translation whose sentence has gone from the code goes too."""
    left = read_catalogue(Language.ENGLISH).keys() - sentences().keys()

    assert not left


def test_a_sentence_has_one_translation() -> None:
    """Rooms may share a word, in the same translation."""
    seen: dict[str, tuple[str, str]] = {}
    for path in sorted((CATALOGUES / "en").glob("*.json")):
        for key, said in json.loads(path.read_text(encoding="utf-8")).items():
            first, where = seen.setdefault(key, (said, path.name))
            assert first == said, f"{key!r} is {first!r} in {where} and {said!r} in {path.name}"


def test_translations_keep_the_blanks() -> None:
    """{n} and the like stand in the translation as in the sentence."""
    for russian, english in read_catalogue(Language.ENGLISH).items():
        parts = english.split("|") if "|" in russian else [english]
        for part in parts:
            assert blanks(part) <= blanks(russian), russian
        assert blanks(english) == blanks(russian), russian


def blanks(text: str) -> set[str]:
    """The names of the blanks in a sentence."""
    return {name for _text, name, _spec, _conversion in Formatter().parse(text) if name}


def test_only_literals_are_translated() -> None:
    """A sentence put together at run time cannot be found by this test, so none is."""
    built = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in spoken_files()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "_"
        and isinstance(node.args[0], ast.JoinedStr | ast.BinOp)
    ]

    assert not built


@pytest.mark.parametrize(
    ("n", "said"),
    [
        (1, "1 отметка"),
        (2, "2 отметки"),
        (5, "5 отметок"),
        (11, "11 отметок"),
        (12, "12 отметок"),
        (21, "21 отметка"),
        (24, "24 отметки"),
        (111, "111 отметок"),
        (0, "0 отметок"),
    ],
)
def test_russian_counts_in_three_forms(n: int, said: str) -> None:
    """1 отметка, 2 отметки, 5 отметок."""
    assert plural(n, "{n} отметка", "{n} отметки", "{n} отметок") == said


def test_the_other_language_is_spoken_at_once() -> None:
    """After `speak` sentences and plurals are English, and Russian again after it."""
    speak(Language.ENGLISH)
    assert words.spoken() is Language.ENGLISH
    assert _("Заполнить") == "Fill"
    assert plural(1, "Выбрана {n} клетка", "Выбраны {n} клетки", "Выбрано {n} клеток") == "1 cell selected"
    assert plural(3, "Выбрана {n} клетка", "Выбраны {n} клетки", "Выбрано {n} клеток") == "3 cells selected"

    speak(Language.RUSSIAN)
    assert _("Заполнить") == "Заполнить"


def test_an_untranslated_sentence_stays_russian() -> None:
    """A gap in the catalogue is never an empty screen."""
    speak(Language.ENGLISH)

    assert _("Такого предложения нет") == "Такого предложения нет"
