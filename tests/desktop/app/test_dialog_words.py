"""Qt's own dialogs speak the language of the screen."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from desktop.app.dialog_words import DialogWords
from desktop.ui.words import Language


def test_a_file_is_asked_for_in_the_language_of_the_screen(qapp: QApplication) -> None:
    """Russian where the screen is Russian, and English again after a change of mind."""
    words = DialogWords(qapp)

    words.speak(Language.RUSSIAN)
    russian = QCoreApplication.translate("QFileDialog", "&Save")
    words.speak(Language.ENGLISH)

    assert russian == "&Сохранить"
    assert QCoreApplication.translate("QFileDialog", "&Save") == "&Save"
