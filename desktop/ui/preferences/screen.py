"""The page «Ещё»: a few habits, each written at once; and the way out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QTime, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSpinBox,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.settings import END_OF_DAY, IDLE_LOCK_MINUTES, LANGUAGE, THEME, Settings
from desktop.ui.look.furniture import play
from desktop.ui.words import N_, _

_THEMES: Final = (("system", N_("Как в системе")), ("light", N_("Светлое")), ("dark", N_("Тёмное")))
_TIME: Final = "HH:mm"
_LANGUAGES: Final = (("ru", "Русский"), ("en", "English"))


class Preferences(QWidget):
    """`title` says who works here, at which school."""

    theme_chosen = Signal(str)
    language_chosen = Signal(str)
    idle_lock_chosen = Signal(int)
    pin_wanted = Signal()
    export_wanted = Signal()
    trouble_wanted = Signal()
    other_user_wanted = Signal()
    sign_out_wanted = Signal()

    def __init__(self, settings: Settings, title: str, *, version: str = "") -> None:
        super().__init__()
        play(self, "page")
        self._settings = settings
        self.theme = _chooser(_THEMES, settings[THEME])
        self.language = _chooser(_LANGUAGES, settings[LANGUAGE])
        self.idle = QSpinBox()
        self.idle.setRange(1, 120)
        self.idle.setValue(settings[IDLE_LOCK_MINUTES])
        self.idle.setSuffix(f" {_('мин')}")
        self.ends = QTimeEdit(QTime.fromString(settings[END_OF_DAY], _TIME))
        self.ends.setDisplayFormat(_TIME)
        self.ends.setTimeRange(QTime(8, 0), QTime(22, 59))
        self._build(title, version)
        self.theme.currentIndexChanged.connect(self._put_theme)
        self.language.currentIndexChanged.connect(self._put_language)
        self.idle.valueChanged.connect(self._put_idle)
        self.ends.timeChanged.connect(self._put_ends)

    def _build(self, title: str, version: str) -> None:
        fields = QFormLayout()
        fields.setHorizontalSpacing(24)
        fields.setVerticalSpacing(10)
        fields.addRow(_("Оформление"), self.theme)
        fields.addRow(_("Язык"), self.language)
        fields.addRow(_("Закрывать на PIN через"), self.idle)
        fields.addRow(_("Вечерний обмен после"), self.ends)
        for field in (self.theme, self.language, self.idle, self.ends):
            field.setFixedWidth(200)
        buttons = QVBoxLayout()
        buttons.setSpacing(8)
        for words, signal in (
            (_("Сменить PIN"), self.pin_wanted),
            (_("Сохранить неотправленное в файл…"), self.export_wanted),
            (_("Отправить сведения о неполадке"), self.trouble_wanted),
            (_("Сменить пользователя"), self.other_user_wanted),
            (_("Выйти и убрать журнал с этого компьютера"), self.sign_out_wanted),
        ):
            row, button = QHBoxLayout(), QPushButton(words)
            button.clicked.connect(signal)
            row.addWidget(button)
            row.addStretch(1)
            buttons.addLayout(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 12)
        column.setSpacing(16)
        column.addWidget(play(QLabel(_("Ещё")), "title"))
        column.addWidget(play(QLabel(title), "faint"))
        column.addLayout(fields)
        column.addLayout(buttons)
        column.addStretch(1)
        column.addWidget(play(QLabel(_("Парта {version}").format(version=version)), "small"))

    def arrive(self) -> None:
        """The first field has the focus."""
        self.theme.setFocus()

    def _put_theme(self) -> None:
        chosen = str(self.theme.currentData())
        self._settings[THEME] = chosen
        self.theme_chosen.emit(chosen)

    def _put_language(self) -> None:
        chosen = str(self.language.currentData())
        self._settings[LANGUAGE] = chosen
        self.language_chosen.emit(chosen)

    def _put_idle(self, minutes: int) -> None:
        self._settings[IDLE_LOCK_MINUTES] = minutes
        self.idle_lock_chosen.emit(minutes)

    def _put_ends(self, chosen: QTime) -> None:
        self._settings[END_OF_DAY] = chosen.toString(_TIME)


def _chooser(choices: Sequence[tuple[str, str]], chosen: str) -> QComboBox:
    box = QComboBox()
    for key, words in choices:
        box.addItem(_(words), key)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    return box
