"""The demo knows whether anybody can look."""

from __future__ import annotations

import pytest

from desktop.app.demo import has_display


@pytest.mark.parametrize(
    ("environ", "platform", "seen"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, "linux", False),
        ({}, "win32", True),
        ({}, "darwin", True),
    ],
)
def test_a_display_is_looked_for(environ: dict[str, str], platform: str, seen: bool) -> None:
    """Linux needs a display server; Windows and macOS always have one."""
    assert has_display(environ, platform) is seen
