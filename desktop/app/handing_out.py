"""Handing out: the sheet «Вывести…» over the window, the work in a thread, the files at the end, whole."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog
from shiboken6 import isValid

from desktop.app.printed import Made, Make, Making
from desktop.app.tasks import Tasks
from desktop.models.whole_files import put_files
from desktop.settings import OUT_FOLDER, Settings
from desktop.ui.faults.told import Told
from desktop.ui.handing_out.orders import Format, Offer, Order
from desktop.ui.handing_out.sheet import HandOutSheet
from desktop.ui.shell.overlay import Where
from desktop.ui.shell.window import Shell
from desktop.ui.words import _, plural
from timetable.formats.disk import reason_of


class HandingOut(QObject):
    """One at a time. `make` is called on the GUI's thread and gone through on another: what it needs of
    the journal it reads at once.
    """

    def __init__(self, shell: Shell, settings: Settings, tasks: Callable[[], Tasks]) -> None:
        super().__init__(shell)
        self._shell, self._settings, self._tasks = shell, settings, tasks
        self._make: Make | None = None
        self._cancelled = threading.Event()
        self._last: Path | None = None
        self._sheet: HandOutSheet | None = None

    def show(self, offers: Sequence[Offer], make: Make, today: date) -> None:
        """Lay the sheet over the window."""
        self._make = make
        sheet = self._sheet = HandOutSheet(offers, today)
        sheet.place_wanted.connect(self._ask_place)
        sheet.ordered.connect(self._begin)
        sheet.cancel_wanted.connect(self._cancelled.set)
        sheet.open_wanted.connect(self.open_folder)
        sheet.left.connect(self._shell.overlay.close_panel)
        self._shell.overlay.show_panel(sheet, Where.MIDDLE)

    @property
    def sheet(self) -> HandOutSheet | None:
        """The sheet, while it lies over the window."""
        return self._sheet if self._sheet is not None and isValid(self._sheet) else None

    def _ask_place(self, wanted: Format, name: str) -> None:
        assert self.sheet is not None
        folder = Path(self._settings[OUT_FOLDER] or Path.home())
        dialog = QFileDialog(self._shell, _("Куда сохранить"), str(folder / name))
        if wanted.makes_folder:
            dialog.setFileMode(QFileDialog.FileMode.Directory)
            dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        else:
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            dialog.setDefaultSuffix(wanted.ending)
        dialog.fileSelected.connect(self.sheet.place)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _begin(self, order: Order) -> None:
        assert self._make is not None
        self._cancelled.clear()
        self._tasks().start(self._hand_out(order, self._make(order)), "hand out")

    async def _hand_out(self, order: Order, making: Making) -> None:
        loop = asyncio.get_running_loop()

        def tell(done: int, total: int) -> None:
            loop.call_soon_threadsafe(self._tell, done, total)

        made = await asyncio.to_thread(self._gone_through, making, tell)
        if made is None:
            if self.sheet is not None:
                self.sheet.show_cancelled()
            return
        if not made.files:
            self._fail(Told(_("Выводить нечего: на эти дни ничего не опубликовано.")))
            return
        try:
            await asyncio.to_thread(put_files, order.path, made.files)
        except OSError as fault:
            self._fail(of_writing(fault))
            return
        self._settings[OUT_FOLDER] = str(order.path.parent)
        self._last = order.path if order.format.makes_folder else order.path.parent
        self._say_done(order, made)

    def _gone_through(self, making: Making, tell: Callable[[int, int], None]) -> Made | None:
        """All of it, unless somebody calls it off between two steps."""
        while not self._cancelled.is_set():
            try:
                done, total = next(making)
            except StopIteration as ended:
                made: Made = ended.value
                return made
            tell(done, total)
        making.close()
        return None

    def _tell(self, done: int, total: int) -> None:
        if self.sheet is not None:
            self.sheet.show_progress(done, total)

    def _fail(self, told: Told) -> None:
        if self.sheet is not None:
            self.sheet.show_failure(told)
        else:
            self._shell.foot.messages.say(told.line, "red")

    def _say_done(self, order: Order, made: Made) -> None:
        words = _("Готово: {title}.").format(title=order.offer.title)
        if order.format.makes_folder:
            words += " " + plural(len(made.files), "{n} файл.", "{n} файла.", "{n} файлов.")
        if made.lacks:
            words += " " + _("В этот формат не вошло: {list}.").format(list="; ".join(made.lacks))
        if self.sheet is not None:
            self.sheet.show_done(words, str(order.path))
        else:
            self._shell.foot.messages.offer(words, _("Открыть папку"), self.open_folder, "green")

    def open_folder(self) -> None:
        """The folder in which it lies."""
        if self._last is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._last)))


def of_writing(fault: OSError) -> Told:
    """Why a file could not be written."""
    folder = Path(fault.filename or "").parent
    reason = _(reason_of(fault)).format(folder=folder, code=fault.errno or "?")
    return Told(
        _("Не удалось записать файл: {reason}.").format(reason=reason),
        _("Ничего не изменилось: прежний файл, если он был, на месте."),
        _("Закройте его в других программах или выберите другую папку."),
    )
