"""What a page that has gone must let go of."""

from __future__ import annotations

from collections.abc import Callable


class Following:
    """How the following of a page is ended; it outlives the widget, which may be gone already."""

    def __init__(self) -> None:
        self.how: Callable[[], object] = dict

    def stop(self) -> None:
        """Listen no more."""
        self.how()
