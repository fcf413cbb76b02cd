"""Render every scene at 1366 × 768, light and dark, to PNG files.

Each screen adds a module `tests/looks/scenes_<screen>.py` whose functions carry
`@scene("name")`; it is found by its name.
"""

from __future__ import annotations

import argparse
import gc
import importlib
import os
import pkgutil
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

import tests.looks
from desktop.ui.look.style import Theme, dress
from tests.looks.registry import HEIGHT, WIDTH, Build, scenes


def main() -> None:
    """Write `<scene>-light.png` and `<scene>-dark.png` for each scene."""
    options = parse_arguments()
    gc.disable()  # as in the program: windows are collected in their own thread
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    for module in pkgutil.iter_modules(tests.looks.__path__):
        if module.name.startswith("scenes_"):
            importlib.import_module(f"tests.looks.{module.name}")
    options.out.mkdir(parents=True, exist_ok=True)
    for name, build in scenes().items():
        if options.only in name:
            for theme in (Theme.LIGHT, Theme.DARK):
                print(render(application, build, theme, options.out / f"{name}-{theme}.png"))


def render(application: QApplication, build: Build, theme: Theme, path: Path) -> Path:
    """Build one scene in one theme and write its picture."""
    dress(application, theme)
    window = build()
    window.resize(WIDTH, HEIGHT)
    window.show()
    for _round in range(3):
        application.processEvents()
    window.grab().save(str(path))
    window.close()
    window.deleteLater()
    application.processEvents()
    gc.collect()
    return path


def parse_arguments() -> argparse.Namespace:
    """`--only` takes a part of a scene's name."""
    parser = argparse.ArgumentParser(prog="python -m tests.looks", description=__doc__)
    parser.add_argument("--only", default="", metavar="NAME", help="only scenes whose name holds this")
    parser.add_argument("--out", type=Path, default=Path("out/looks"), help="where the pictures go")
    return parser.parse_args()


if __name__ == "__main__":
    main()
