"""One page: what goes to the engineer and what does not, the way over the network, the way by file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.faults.told import Told
from desktop.ui.grid.keys import Action, Meaning, Wish
from desktop.ui.look.furniture import play
from desktop.ui.words import _, plural

_SLOW_MS: Final = 1000
"""A send that takes longer shows that it goes on."""


@dataclass(frozen=True, slots=True)
class Inside:
    """What would go: how many of what, and the whole of it as text."""

    ops: int
    rounds: int
    crashes: int
    text: str


class TroubleScreen(QWidget):
    """Gathered when it comes to the front; nothing leaves before somebody says so."""

    looked_at = Signal()
    send_wanted = Signal()
    save_wanted = Signal()
    cancel_wanted = Signal()
    exchange_wanted = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        play(self, "page")
        self._is_over = False
        self.is_sending = False
        self._build()
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(_SLOW_MS)
        self._slow.timeout.connect(self.bar.show)
        self.begin_anew()

    def _build(self) -> None:
        self.title, self.about = play(QLabel(), "title"), QLabel()
        self.word, self.goes, self.stays = QLabel(), QLabel(), QLabel()
        self._goes_head = play(QLabel(_("В сведениях есть")), "heading")
        self._stays_head = play(QLabel(_("В сведениях нет")), "heading")
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.send = play(QPushButton(_("Отправить")), "primary")
        self.exchange = play(QPushButton(_("Обменяться сейчас")), "primary")
        self.save = QPushButton(_("Сохранить в файл…"))
        self.cancel = QPushButton(_("Прервать отправку"))
        self.done = QPushButton(_("Готово"))
        self.look = QPushButton(_("Что внутри"))
        self.look.setCheckable(True)
        self.look.toggled.connect(self._open_inside)
        buttons = QHBoxLayout()
        for button, signal in (
            (self.send, self.send_wanted),
            (self.exchange, self.exchange_wanted),
            (self.save, self.save_wanted),
            (self.cancel, self.cancel_wanted),
            (self.done, self.left),
        ):
            button.clicked.connect(signal)
            buttons.addWidget(button)
        buttons.addWidget(self.look)
        buttons.addStretch(1)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._lay_out(buttons)

    def _lay_out(self, buttons: QHBoxLayout) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 12)
        column.setSpacing(12)
        for label in (self.title, self.about, self.word, self.goes, self.stays):
            label.setWordWrap(True)
        self.word.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        for part in (self.title, self.word, self.about, self.bar):
            column.addWidget(part)
        column.addLayout(buttons)
        for head, label in ((self._goes_head, self.goes), (self._stays_head, self.stays)):
            pair = QVBoxLayout()
            pair.setSpacing(4)
            pair.addWidget(head)
            pair.addWidget(label)
            column.addLayout(pair)
        column.addWidget(self.text, 1)
        column.addStretch(0)

    # coming and going

    def begin_anew(self) -> None:
        """Somebody wants to tell of a trouble: the last answer goes."""
        self._is_over = False
        self.title.setText(_("Отправить сведения о неполадке"))
        self.about.setText(
            _(
                "Они помогут школьному инженеру понять, что случилось на этом компьютере. "
                "Сведения шифруются, прочитать их может только он."
            )
        )
        self.about.show()
        self._say(Told(""))
        self.bar.hide()
        self.look.setChecked(False)
        self.text.hide()
        self._show_buttons(self.send, self.save)

    def arrive(self) -> None:
        """Gather afresh, unless it goes just now or has gone."""
        if not self._is_over and not self.is_sending:
            self.looked_at.emit()
        self._focus_first()

    def look_again(self) -> None:
        """Something may have changed that was wanting; an answer, or what is under way, stays."""
        if not self.exchange.isHidden():
            self.begin_anew()
            self.arrive()

    def take_key(self, meaning: Meaning) -> bool:
        """Ctrl+Enter does what the first button says."""
        if not isinstance(meaning, Wish) or meaning.action is not Action.FILL_EMPTY:
            return False
        self._first().click()
        return True

    # states

    def show_inside(self, inside: Inside) -> None:
        """What would go, in words and, for whoever wants to see, in full."""
        goes = (
            _("версии программы и системы"),
            _ops_words(inside.ops),
            _("время и исход последних обменов: {n}").format(n=inside.rounds),
            _("размеры файлов журнала, свободное место и целы ли они"),
            _("отчёты о сбоях программы: {n}").format(n=inside.crashes),
        )
        self.goes.setText("\n".join(f"•  {one}" for one in goes))
        self.stays.setText("•  " + _("отметок, имён, тем, заданий, комментариев, логина, пароля и PIN-кода."))
        self.text.setPlainText(inside.text)

    def show_no_key(self, told: Told) -> None:
        """Nothing can be sealed yet."""
        self._say(told, "amber")
        self._show_buttons(self.exchange)
        self._focus_first()

    def show_sending(self) -> None:
        """It is under way."""
        self._say(Told(_("Отправляем… Можно работать дальше.")))
        self.is_sending = True
        self._slow.start()
        self._show_buttons(self.cancel)
        self.cancel.setFocus()

    def show_sent(self, number: str, time: str) -> None:
        """It has arrived."""
        words = _("Номер: {number}").format(number=_spoken(number))
        advice = _("Назовите номер школьному инженеру и расскажите, что случилось.")
        self._end(_("Сведения отправлены в {time}").format(time=time), Told(words, "", advice))

    def show_saved(self, path: str) -> None:
        """It lies in a file."""
        told = Told(
            _("Файл лежит здесь: {path}").format(path=path),
            "",
            _(
                "Отдайте его школьному инженеру: на флешке или письмом. "
                "Файл зашифрован, кроме инженера его никто не прочтёт."
            ),
        )
        self._end(_("Сведения сохранены в файл"), told)

    def show_failure(self, told: Told) -> None:
        """It did not go; the file is left, and one can try again."""
        self._stop()
        self._say(told, "amber")
        self._show_buttons(self.save, self.send)
        self._focus_first()

    def show_broken_off(self) -> None:
        """Its owner broke it off."""
        self.show_failure(Told(_("Отправка прервана."), "", _("Сведения можно сохранить в файл.")))

    def _end(self, title: str, told: Told) -> None:
        self._is_over = True
        self.title.setText(title)
        self.about.hide()
        self._stop()
        self._say(told, "green")
        self._show_buttons(self.done)
        self.done.setFocus()

    def _stop(self) -> None:
        self.is_sending = False
        self._slow.stop()
        self.bar.hide()

    def _say(self, told: Told, tone: str = "") -> None:
        play(self.word, "", tone).setText(
            "\n".join(part for part in (told.head, told.safe, told.advice) if part)
        )
        self.word.setVisible(bool(told.head))

    def _show_buttons(self, *shown: QPushButton) -> None:
        """The first of them is the one to press."""
        for button in (self.send, self.exchange, self.save, self.cancel, self.done):
            button.setVisible(button in shown)
            play(button, "primary" if button is shown[0] else "")

    def _first(self) -> QPushButton:
        order = (self.send, self.exchange, self.save, self.cancel, self.done)
        shown = [button for button in order if not button.isHidden()]
        return next((button for button in shown if button.property("part") == "primary"), shown[0])

    def _focus_first(self) -> None:
        self._first().setFocus()

    def _open_inside(self, is_open: bool) -> None:
        self.text.setVisible(is_open)
        self.look.setText(_("Скрыть") if is_open else _("Что внутри"))
        for label in (self._goes_head, self.goes, self._stays_head, self.stays):
            label.setHidden(is_open)
        if is_open:
            self.text.setFocus()


def _ops_words(n: int) -> str:
    return plural(
        n,
        "{n} ваше действие без содержания: номер, вид, время, ответ сервера",
        "{n} ваших действия без содержания: номер, вид, время, ответ сервера",
        "{n} ваших действий без содержания: номер, вид, время, ответ сервера",
    )


def _spoken(number: str) -> str:
    """In two halves, as it is said over a telephone."""
    half = len(number) // 2
    return f"{number[:half]}-{number[half:]}"
