"""House measures: what keeps the code readable, counted."""

import ast
import re
from pathlib import Path
from statistics import median

from tests.architecture import exemptions
from tests.architecture.sources import (
    all_files,
    functions_of,
    python_files,
    room_files,
    text_of,
    tree_of,
)

LONGEST_FILE = 300
LONGEST_FUNCTION = 40
HALF_OF_THE_FUNCTIONS = 10

BANNED_NAMES = {
    stem + ending
    for stem in ("util", "common", "helper", "core", "misc", "base", "manager")
    for ending in ("", "s")
}

# An exemption for a linter or the type checker, and what follows it on the line.
EXEMPTION = re.compile(r"#\s*(?:noqa|type:\s*ignore|mypy:|ruff:|pragma:)(?P<rest>.*)$")
CODES = re.compile(r"\b(?:[A-Z]+\d+|noqa)\b|\[[\w, -]+\]")

# Paths of one person's machine, and addresses of package indexes.
MACHINE_PATH = re.compile(r"(?<![\w.~-])/(?:home|Users|root|work)/\w|[A-Z]:\\Users\\")
INDEX = re.compile(r"(?:pypi|pythonhosted)\.(?:org|io)|--(?:extra-)?index-url|--find-links|--trusted-host")


def test_a_file_fits_into_a_reader_s_head() -> None:
    """A file has at most 300 lines; one that has more has its reason in the table."""
    long = {str(path) for path in python_files() if len(text_of(path).splitlines()) > LONGEST_FILE}

    assert long == set(exemptions.LONG_FILES)


def test_a_function_fits_on_a_screen() -> None:
    """A function has at most 40 lines; one that has more has its reason in the table."""
    long = {
        f"{path}:{name}"
        for path in python_files()
        for name, lines in functions_of(path)
        if lines > LONGEST_FUNCTION
    }

    assert long == set(exemptions.LONG_FUNCTIONS)


def test_half_of_the_functions_are_short() -> None:
    """Half of the rooms' functions have fewer than ten lines or just that."""
    lengths = [lines for path in room_files() for _, lines in functions_of(path)]

    assert median(lengths or [0]) <= HALF_OF_THE_FUNCTIONS


def test_an_exception_is_caught_by_its_name() -> None:
    """Only the crash hook and the owner of tasks catch everything; raising again is no catch."""
    broad = {
        str(path)
        for path in python_files()
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ExceptHandler) and is_broad(node) and not raises_again(node)
    }

    assert broad <= set(exemptions.BROAD_EXCEPTS)


def is_broad(handler: ast.ExceptHandler) -> bool:
    """Whether a handler catches everything, by no name or by that of the whole family."""
    caught = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(
        kind is None or (isinstance(kind, ast.Name) and kind.id in ("Exception", "BaseException"))
        for kind in caught
    )


def raises_again(handler: ast.ExceptHandler) -> bool:
    """Whether a handler ends by raising what it caught."""
    last = handler.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None


def test_an_exemption_says_why() -> None:
    """Whoever silences a linter or the type checker gives the reason on the same line."""
    unexplained = [
        f"{path}:{number}"
        for path in python_files()
        for number, line in enumerate(text_of(path).splitlines(), start=1)
        if (found := EXEMPTION.search(line)) and not is_explained(found["rest"])
    ]

    assert unexplained == []


def is_explained(rest: str) -> bool:
    """Whether words follow the codes of an exemption."""
    return len(re.findall(r"\w+", CODES.sub("", rest))) > 1


def test_the_detector_of_exemptions_tells_reasons_from_codes() -> None:
    """A code alone is no reason, words after it are."""
    assert not is_explained(": E501")
    assert not is_explained("[no-any-return]")
    assert not is_explained(": BLE001, S110")
    assert not is_explained("")
    assert is_explained(": BLE001  # the crash hook reports whatever escapes")
    assert is_explained("[misc]  # Qt's stubs forget the overload")


def test_a_test_that_is_not_run_says_why() -> None:
    """A skipped test and one that is expected to fail carry their reason."""
    silent = [
        f"{path}: {ast.unparse(node)[:60]}"
        for path in python_files()
        if path.parts[0] == "tests"
        for node in ast.walk(tree_of(path))
        if is_silent_skip(node)
    ]

    assert silent == []


def is_silent_skip(node: ast.AST) -> bool:
    """Whether a node is ``pytest.mark.skip`` and its like, or ``pytest.skip``, without a reason."""
    if isinstance(node, ast.Call):
        name = ast.unparse(node.func)
        said = bool(node.args) or any(word.arg == "reason" for word in node.keywords)
        if name in ("pytest.mark.skipif", "pytest.mark.xfail"):
            return not any(word.arg == "reason" for word in node.keywords)
        return name in ("pytest.mark.skip", "pytest.skip") and not said
    decorators = getattr(node, "decorator_list", [])
    return any(ast.unparse(mark) in ("pytest.mark.skip", "pytest.mark.xfail") for mark in decorators)


def test_a_module_is_named_for_what_it_holds() -> None:
    """No module and no package is called utils, common, helpers, core, misc, base or manager."""
    vague = [str(path) for path in python_files() if BANNED_NAMES & {path.stem, *path.parts[:-1]}]

    assert vague == []


def test_the_tree_names_no_machine_and_no_package_index() -> None:
    """The project is built from any index and lies in any folder."""
    named = [
        f"{path}: {found[0]}"
        for path in all_files()
        if is_text(path) and path != Path(__file__).relative_to(Path(__file__).parents[2])
        for found in [MACHINE_PATH.search(text_of(path)) or INDEX.search(text_of(path))]
        if found
    ]

    assert named == []


def is_text(path: Path) -> bool:
    """Whether a file is one that people read and write."""
    return path.suffix not in {".png", ".svg", ".ico", ".ttf", ".otf", ".mo", ".db", ".zip", ".xlsx"}
