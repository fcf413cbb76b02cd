"""The system's clipboard: cells out as text and as a table, tables in."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication, QMimeData, QObject
from PySide6.QtGui import QGuiApplication

from desktop.ui.grid.cells import Place
from desktop.ui.grid.clipboard import Fit, Page, Table, parse_table, write_html, write_tsv

OWN_FORMAT: Final = "application/x-parta-cells"


class ClipboardOwner(QObject):
    """Clears what we put on the clipboard when the program ends.

    Own QMimeData that outlives the interpreter crashes Qt at exit.
    """

    def __init__(self, application: QCoreApplication) -> None:
        super().__init__(application)
        application.aboutToQuit.connect(self.let_go)

    def let_go(self) -> None:
        """Leave the clipboard to others, if it is ours."""
        if QGuiApplication.clipboard().ownsClipboard():
            QGuiApplication.clipboard().clear()


def copy(table: Table, rows: Sequence[str]) -> None:
    """Put cells on the clipboard; `rows` are the pupils, for pasting inside the program."""
    data = QMimeData()
    data.setText(write_tsv(table))
    data.setHtml(write_html(table))
    data.setData(OWN_FORMAT, json.dumps({"rows": list(rows)}).encode())
    application = QCoreApplication.instance()
    if application is not None and application.findChild(ClipboardOwner) is None:
        ClipboardOwner(application)
    QGuiApplication.clipboard().setMimeData(data)


def pasted(page: Page, at: Place) -> Fit | None:
    """What is on the clipboard, fitted to the page; None when it holds no text."""
    data = QGuiApplication.clipboard().mimeData()
    if data is None or not data.hasText():
        return None
    table = parse_table(data.text())
    if data.hasFormat(OWN_FORMAT):
        rows = json.loads(bytes(data.data(OWN_FORMAT).data()))["rows"]
        if len(rows) == len(table):
            return page.fit_by_pupil(table, rows, at.column)
    return page.fit(table, at)
