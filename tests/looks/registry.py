"""Where screens put their scenes: a scene is a name and a function that builds a window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

WIDTH, HEIGHT = 1366, 768

Build = Callable[[], QWidget]
_scenes: dict[str, Build] = {}


def scene(name: str) -> Callable[[Build], Build]:
    """Register a scene: `@scene("grid-class")` over a function without arguments."""

    def add(build: Build) -> Build:
        if name in _scenes:
            raise ValueError(f"two scenes are called {name}")
        _scenes[name] = build
        return build

    return add


def scenes() -> dict[str, Build]:
    """All scenes, by name."""
    return dict(sorted(_scenes.items()))
