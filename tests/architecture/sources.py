"""The project's own files, as the architecture tests read them."""

import ast
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = ("school", "sync", "timetable", "desktop", "server", "resources")

# What `make clean` removes, and what version control keeps for itself (in a second work tree that is a file).
NOT_OURS = {".venv", ".git", "out", "build", "dist", "__pycache__"}


@cache
def all_files() -> tuple[Path, ...]:
    """Every file of the tree, as paths relative to its root."""
    found = []
    for folder, names, files in os.walk(ROOT):
        names[:] = sorted(
            name for name in names if name not in NOT_OURS and not name.endswith(("_cache", ".egg-info"))
        )
        found += [Path(folder, file).relative_to(ROOT) for file in files if file not in NOT_OURS]
    return tuple(sorted(path for path in found if ".hypothesis" not in path.parts))


def python_files() -> list[Path]:
    """Every Python file, tests and build scripts included."""
    return [path for path in all_files() if path.suffix == ".py"]


def room_files() -> list[Path]:
    """Every Python file of the rooms, that is of the product."""
    return [path for path in python_files() if path.parts[0] in ROOMS]


@cache
def text_of(path: Path) -> str:
    """The file's text; bytes that are not text are left out."""
    return (ROOT / path).read_text(encoding="utf-8", errors="ignore")


@cache
def tree_of(path: Path) -> ast.Module:
    """The file's syntax tree."""
    return ast.parse(text_of(path), filename=str(path))


def functions_of(path: Path) -> Iterator[tuple[str, int]]:
    """Each function of a file with its length in lines, decorators left out."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1
