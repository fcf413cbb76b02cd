"""What does not fit of a pasted table: shown before anything is written, and only then."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.grid.cells import Place
from desktop.ui.grid.clipboard import Fit, Fitted, Verdict
from desktop.ui.look import palette
from desktop.ui.look.furniture import play
from desktop.ui.words import N_, _

_VERDICTS = {
    Verdict.UNKNOWN_PUPIL: N_("Нет такого ученика"),
    Verdict.BAD_VALUE: N_("Нет такой отметки"),
    Verdict.CLOSED: N_("Клетка закрыта"),
    Verdict.OUTSIDE: N_("Не помещается"),
    Verdict.CHANGES: N_("Изменится"),
    Verdict.SAME: N_("Так и стоит"),
}
_BAD = (Verdict.UNKNOWN_PUPIL, Verdict.BAD_VALUE, Verdict.CLOSED, Verdict.OUTSIDE)


class PastePreview(QDialog):
    """«Вставить 27 из 30»: first what does not fit, then what will change."""

    def __init__(self, parent: QWidget, fit: Fit, name_of: Callable[[Place], str]) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Вставка из таблицы"))
        self._fit = fit
        self._name_of = name_of
        same, good = len(fit.of(Verdict.SAME)), len(fit.changes)
        self.words = QLabel(self._summary(good, same))
        self.words.setWordWrap(True)
        self.list = play(QTreeWidget(), "rows")
        self.list.setRootIsDecorated(False)
        self.list.setHeaderLabels([_("Ученик"), _("В таблице"), _("Стоит"), _("Что будет")])
        self.list.addTopLevelItems(list(self._items()))
        for column in range(4):
            self.list.resizeColumnToContents(column)
        total = len(fit.cells) - same
        self.yes = play(QPushButton(_("Вставить {n} из {total}").format(n=good, total=total)), "primary")
        self.yes.setEnabled(good > 0)
        self.no = QPushButton(_("Не вставлять"))
        self._lay_out()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.yes)
        buttons.addWidget(self.no)
        column = QVBoxLayout(self)
        column.addWidget(self.words)
        column.addWidget(self.list, 1)
        column.addLayout(buttons)
        self.resize(560, 420)
        self.yes.clicked.connect(self.accept)
        self.no.clicked.connect(self.reject)
        (self.yes if self.yes.isEnabled() else self.no).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Ctrl+Enter insert what fits."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.no.hasFocus():
            if self.yes.isEnabled():
                self.accept()
            return
        super().keyPressEvent(event)

    def _summary(self, good: int, same: int) -> str:
        bad = sum(len(self._fit.of(verdict)) for verdict in _BAD)
        words = _("Не подходит: {bad}. Изменится: {good}. Уже стоит: {same}.")
        return words.format(bad=bad, good=good, same=same)

    def _items(self) -> Iterator[QTreeWidgetItem]:
        for verdict in (*_BAD, Verdict.CHANGES):
            for one in self._fit.of(verdict):
                yield self._item(one)

    def _item(self, one: Fitted) -> QTreeWidgetItem:
        name = self._name_of(one.place) if one.place else ""
        end = str(one.after) if one.verdict is Verdict.CHANGES else one.words or _(_VERDICTS[one.verdict])
        item = QTreeWidgetItem([name, one.text, str(one.before), end])
        if one.verdict in _BAD:
            item.setForeground(3, QColor(palette.worn().red))
        return item
