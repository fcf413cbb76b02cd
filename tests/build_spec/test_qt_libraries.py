"""What Qt misses on a bare Debian is said in packages, not in sonames."""

import re
from importlib.util import find_spec
from pathlib import Path

from build_spec.qt_libraries import ALWAYS, PACKAGE_OF, WITH_A_SCREEN, packages_for, read_missing

LDD = """\
	linux-vdso.so.1 (0x00007ffd0a5f2000)
	libxcb-cursor.so.0 => not found
	libGL.so.1 => /lib/x86_64-linux-gnu/libGL.so.1 (0x00007f1c1e400000)
	libxkbcommon-x11.so.0 => not found
"""

ROOT = Path(__file__).parents[2]


def test_a_library_that_is_not_found_is_named_by_its_package() -> None:
    """Of a plugin's libraries those that the loader does not find are named, each by its Debian package."""
    assert packages_for(read_missing(LDD)) == ["libxcb-cursor0", "libxkbcommon-x11-0"]


def test_two_libraries_of_one_package_name_it_once() -> None:
    """The command that a person types has no word twice."""
    assert packages_for(["libglib-2.0.so.0", "libgthread-2.0.so.0"]) == ["libglib2.0-0"]


def test_a_library_that_we_do_not_know_is_named_as_it_is() -> None:
    """A newer Qt may ask for more; then its own word is better than silence."""
    assert packages_for(["libnew.so.1"]) == ["libnew.so.1"]


def test_the_parts_that_are_asked_are_parts_of_the_installed_pyside() -> None:
    """A part that is not there would be asked in vain and miss nothing."""
    found = find_spec("PySide6")
    assert found is not None
    assert found.origin is not None

    assert [part for part in ALWAYS + WITH_A_SCREEN if not (Path(found.origin).parent / part).exists()] == []


def test_a_bare_machine_of_the_continuous_run_gets_every_package_of_the_list() -> None:
    """The run that starts from nothing installs what `make run` would ask for."""
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    installed = set(re.findall(r"[\w.+-]+", script))

    indirect = {"libx11-6", "libfreetype6", "libxcb1", "libxcb-render0", "libopengl0", "zlib1g"}
    assert set(PACKAGE_OF.values()) - indirect <= installed
