"""Who wants to hear of changes, and for how long."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, ParamSpec

Told = ParamSpec("Told")


class Observers(Generic[Told]):
    """Callables that are told of every change until each of them stops."""

    def __init__(self) -> None:
        self._observers: list[Callable[Told, object]] = []

    def add(self, observer: Callable[Told, object]) -> Callable[[], None]:
        """Tell this observer from now on; call what is given back to stop, once or more often."""
        self._observers.append(observer)

        def stop() -> None:
            if observer in self._observers:
                self._observers.remove(observer)

        return stop

    def tell(self, *args: Told.args, **kwargs: Told.kwargs) -> None:
        """Tell all who observe at this moment; one may stop, or another begin, meanwhile."""
        for observer in list(self._observers):
            observer(*args, **kwargs)

    def __len__(self) -> int:
        return len(self._observers)
