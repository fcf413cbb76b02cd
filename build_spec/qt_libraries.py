"""Say in one line which system libraries Qt misses: ``.venv/bin/python build_spec/qt_libraries.py``.

PySide6's wheels bring Qt, but Qt stands on libraries of the desktop that a server's Debian does not have.
As root on Debian or Ubuntu they are installed, otherwise the command is named. Exits with 1 when the program
could not start as things are.
"""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

# Without these no window can be made, not even off the screen.
ALWAYS = (
    "QtWidgets.abi3.so",
    "QtSvg.abi3.so",
    "QtNetwork.abi3.so",
    "QtPrintSupport.abi3.so",
    "Qt/plugins/platforms/libqoffscreen.so",
)
# Without this one no window can be shown on X11.
WITH_A_SCREEN = ("Qt/plugins/platforms/libqxcb.so",)

PACKAGE_OF = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libGLX.so.0": "libgl1",
    "libOpenGL.so.0": "libopengl0",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libz.so.1": "zlib1g",
}
FONTS = "fonts-dejavu-core"
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")


def read_missing(ldd_output: str) -> set[str]:
    """The libraries that ``ldd`` reports as not found."""
    return set(re.findall(r"^\s*(\S+) => not found", ldd_output, flags=re.MULTILINE))


def packages_for(libraries: Iterable[str]) -> list[str]:
    """Debian's packages for these libraries, a library that we do not know under its own name."""
    return sorted({PACKAGE_OF.get(library, library) for library in libraries})


def missing_libraries(pyside: Path, modules: Iterable[str]) -> set[str]:
    """What the given parts of PySide6 ask the system for and do not get."""
    missing: set[str] = set()
    for module in modules:
        run = subprocess.run(["ldd", pyside / module], capture_output=True, text=True, check=False)
        missing |= read_missing(run.stdout)
    return missing


def has_russian_font() -> bool:
    """Whether some installed font can write Russian; without fontconfig, whether there is any font."""
    if shutil.which("fc-list"):
        run = subprocess.run(["fc-list", ":lang=ru", "family"], capture_output=True, text=True, check=False)
        return bool(run.stdout.strip())
    folders = [Path(folder).expanduser() for folder in FONT_FOLDERS]
    return any(path.suffix in (".ttf", ".otf", ".ttc") for folder in folders for path in folder.rglob("*"))


def install(packages: list[str]) -> bool:
    """Install the packages where we may; say whether that was done."""
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return False
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], check=False, env=environment)
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    return subprocess.run(command, check=False, env=environment, stdout=subprocess.DEVNULL).returncode == 0


def main() -> int:
    """Look, say, install where we may; the exit status says whether the program can start."""
    found = importlib.util.find_spec("PySide6")
    if sys.platform != "linux" or found is None or found.origin is None:
        return 0
    pyside = Path(found.origin).parent
    always = missing_libraries(pyside, ALWAYS)
    shown = missing_libraries(pyside, WITH_A_SCREEN)
    packages = packages_for(always | shown) + ([] if has_russian_font() else [FONTS])
    if not packages:
        return 0
    print(f"parta: Qt misses system libraries: apt-get install -y {' '.join(packages)}", flush=True)
    if install(packages):
        return 0
    return 1 if always or (shown and os.environ.get("DISPLAY")) else 0


if __name__ == "__main__":
    sys.exit(main())
