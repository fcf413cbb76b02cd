"""A key that was pressed, and what it does here."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from desktop.ui.grid.keys import Action, Meaning, Wish


def take(meaning: Meaning, deeds: Mapping[Action, Callable[[], object]]) -> bool:
    """Do what the key asks for; False where it asks for none of these."""
    deed = deeds.get(meaning.action) if isinstance(meaning, Wish) else None
    if deed is not None:
        deed()
    return deed is not None
