"""Qt's own dialogs speak the language of the screen."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from desktop.app.dialog_words import DialogWords
from desktop.ui.words import Language


def test_a_file_is_asked_for_in_the_language_of_the_screen(qapp: QApplication) -> None:
    """Russian where the screen is Russian, English after a change of mind, and Qt's own words at the end."""
    words, heard = DialogWords(qapp), []

    for say in (
        partial(words.speak, Language.RUSSIAN),
        partial(words.speak, Language.ENGLISH),
        partial(words.speak, Language.RUSSIAN),
        words.fall_silent,
    ):
        say()
        heard.append(QCoreApplication.translate("QFileDialog", "&Save"))

    assert heard == ["&Сохранить", "&Save", "&Сохранить", "&Save"]
