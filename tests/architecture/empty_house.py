"""Sees each import contract break: run as a program in a folder that holds the house without its furniture.

Every module of the house stands there by name, but empty, so a contract can only break by the one import
that is planted. Runs in a process of its own because import-linter finds the rooms along ``sys.path``.
"""

import contextlib
import io
import json
import sys
from pathlib import Path

from importlinter.cli import lint_imports

# Contract → (the module that sins, what it imports). One plant for each contract and, where a contract
# has several sides, for each of them; a plant may break other contracts besides its own.
PLANTS: list[tuple[str, str, str]] = [
    ("floors", "desktop.app", "server.app"),
    ("floors", "server.app", "desktop.app"),
    ("floors", "sync.engine", "timetable.rules"),
    ("floors", "timetable.rules", "sync.engine"),
    ("floors", "school.mark", "sync.record"),
    ("school-alone", "school.mark", "msgspec"),
    ("school-alone", "school.mark", "sqlite3"),
    ("sync-pure", "sync.record", "sqlalchemy"),
    ("sync-pure", "sync.engine", "PySide6.QtCore"),
    ("sync-pure", "sync.engine", "keyring"),
    ("sync-remote", "sync.engine", "httpx"),
    ("timetable-pure", "timetable.rules", "PySide6.QtCore"),
    ("desktop-floors", "desktop.models.store", "desktop.ui.shell"),
    ("desktop-floors", "desktop.models.store", "desktop.secrets"),
    ("desktop-floors", "desktop.ui.shell", "desktop.app"),
    ("models-offline", "desktop.models.store", "PySide6.QtCore"),
    ("models-offline", "desktop.models.store", "httpx"),
    ("models-offline", "desktop.models.store", "sync.remote"),
    ("ui-only-qt", "desktop.ui.my_day.view", "sqlalchemy"),
    ("ui-only-qt", "desktop.ui.my_day.view", "httpx"),
    ("ui-sees-progress", "desktop.ui.my_day.view", "sync.record"),
    ("screens", "desktop.ui.my_day.view", "desktop.ui.journal_page.view"),
    ("screens", "desktop.ui.my_day.view", "desktop.ui.shell"),
    ("screens", "desktop.ui.grid", "desktop.ui.my_day.view"),
    ("screens", "desktop.ui.look", "desktop.ui.grid"),
    ("screens", "desktop.ui.printing", "desktop.ui.my_day.view"),
    ("grid-alone", "desktop.ui.grid", "school.mark"),
    ("desktop-no-web", "desktop.app", "starlette.routing"),
    ("server-no-window", "server.app", "PySide6.QtCore"),
    ("server-no-window", "server.ledger", "sync.remote"),
    ("server-floors", "server.routes.push", "server.app"),
    ("data-only", "resources", "school.mark"),
    ("no-circles", "school.mark", "school.lesson"),
]

# What the plants build on: innocent imports that every contract must leave alone.
FURNITURE: list[tuple[str, str]] = [
    ("sync.remote", "httpx"),
    ("sync.record", "msgspec"),
    ("school.lesson", "school.mark"),
    ("timetable.rules", "ortools"),
    ("timetable.rules", "school.lesson"),
    ("desktop.app", "sync.remote"),
    ("desktop.app", "keyring"),
    ("desktop.ui.my_day.view", "sync.progress"),
    ("desktop.ui.my_day.view", "desktop.ui.grid"),
    ("desktop.ui.my_day.view", "desktop.ui.look"),
    ("desktop.ui.my_day.view", "desktop.models.store"),
    ("desktop.ui.shell", "desktop.ui.my_day.view"),
    ("desktop.models.store", "sqlalchemy"),
    ("desktop.models.store", "sync.record"),
    ("server.app", "server.routes.push"),
    ("server.routes.push", "server.ledger"),
    ("server.routes.push", "starlette.routing"),
    ("server.ledger", "sync.record"),
]


def file_of(module: str) -> Path:
    """The file in which a module of the empty house lies."""
    path = Path(*module.split("."))
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


def furnish() -> None:
    """Put the innocent imports in, making the modules that the real house does not have yet."""
    for module, imported in FURNITURE:
        path = Path(*module.split("."))
        if len(path.parts) == 4:
            path.parent.mkdir(exist_ok=True)
            (path.parent / "__init__.py").touch()
        with file_of(module).open("a") as file:
            file.write(f"import {imported}\n")
    for _, module, imported in PLANTS:
        for name in (module, imported):
            if Path(name.split(".")[0]).is_dir():
                file_of(name).parent.mkdir(exist_ok=True)
                (file_of(name).parent / "__init__.py").touch()
                file_of(name).touch()


def breaks(contract: str) -> bool:
    """Whether the contract with this id is broken as the house now stands."""
    with contextlib.redirect_stdout(io.StringIO()):
        return lint_imports(limit_to_contracts=(contract,), no_cache=True, no_logo=True) != 0


def main() -> None:
    """Print as JSON which contracts broke before any plant, and which plants were not noticed."""
    furnish()
    innocent = sorted({contract for contract, _, _ in PLANTS if breaks(contract)})
    unnoticed = []
    for contract, module, imported in PLANTS:
        file = file_of(module)
        before = file.read_text()
        file.write_text(f"{before}import {imported}\n")
        if not breaks(contract):
            unnoticed.append([contract, module, imported])
        file.write_text(before)
    json.dump({"innocent": innocent, "unnoticed": unnoticed}, sys.stdout)


if __name__ == "__main__":
    main()
