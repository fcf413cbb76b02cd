"""The words of Qt's own dialogs and menus: «Сохранить», «Копировать» in the language of the screen."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QTranslator

from desktop.ui.words import Language


class DialogWords:
    """What Qt says by itself is English, unless its own catalogue is installed."""

    def __init__(self, application: QCoreApplication) -> None:
        self._application = application
        self._translator = QTranslator(application)

    def speak(self, language: Language) -> None:
        """Speak this language from now on; where Qt came without a catalogue its words stay English."""
        self.fall_silent()
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if language is not Language.ENGLISH and self._translator.load(f"qtbase_{language}", folder):
            self._application.installTranslator(self._translator)

    def fall_silent(self) -> None:
        """Leave Qt its own words."""
        self._application.removeTranslator(self._translator)
