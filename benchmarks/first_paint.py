"""The processes that `benchmarks.start` times: each says a word when its window has been painted.

`python -m benchmarks.first_paint bare`, or a page's name and the folder of a prepared journal.
What is imported, and when, is part of what is measured.
"""

from __future__ import annotations

import gc
import sys


def main(what: str, *folder: str) -> int:
    """Show what is asked for, say that it is painted, end."""
    if what == "bare":
        from benchmarks.first_paint_bare import show_bare

        return show_bare()
    gc.disable()  # as desktop.__main__ does
    for tool in ("click", "rich"):  # of the developer's; httpx would load them, a teacher's computer has none
        sys.modules[tool] = None  # type: ignore[assignment]  # how Python says: it cannot be imported
    from benchmarks.first_paint_program import show_page

    return show_page(what, *folder)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
