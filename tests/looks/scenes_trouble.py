"""«Отправить сведения о неполадке»: ready, opened, under way, sent, failed, saved, without a key."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtWidgets import QWidget

from desktop.models.store import open_store
from desktop.models.trouble import Witnessed, read_out, tell_trouble
from desktop.ui.exchange.screen import ExchangeJournal
from desktop.ui.faults.exchange import of_slip
from desktop.ui.faults.trouble import SendFault, of_no_key, of_sending
from desktop.ui.shell.places import Place
from desktop.ui.shell.window import Shell
from desktop.ui.trouble.screen import Inside, TroubleScreen
from sync.progress import OfflineReason, SyncShown, SyncState
from tests.desktop.models.making import type_op
from tests.desktop.models.taught import NOW, Taught
from tests.looks.registry import scene
from tests.looks.scenes_program import OFFLINE, SENT, in_shell

LONG_PATH = "/media/usb/Школа № 4 (резервные копии)/Для инженера/2026-11/parta-2026-11-18-0910.trouble"


def _inside() -> Inside:
    with TemporaryDirectory() as folder:
        store = open_store(Path(folder) / "store", bytes(32))
        for _op in range(3):
            type_op(store.shelf)
        trouble = tell_trouble(store, Witnessed("0.1.0", "6.8.3", "journal.example.org", "a" * 32), NOW)
        store.close()
    return Inside(412, 14, 2, read_out(trouble))


def _shown(shown: SyncShown = SENT) -> tuple[Shell, TroubleScreen]:
    shell = in_shell(Place.TROUBLE, TroubleScreen, shown)
    page = shell.page(Place.TROUBLE)
    assert isinstance(page, TroubleScreen)
    page.show_inside(_inside())
    return shell, page


@scene("trouble")
def build_ready() -> QWidget:
    """What goes and what never does; one button has the focus."""
    return _shown()[0]


@scene("trouble-inside")
def build_inside() -> QWidget:
    """Every line of it, for whoever wants to see."""
    shell, page = _shown()
    page.look.setChecked(True)
    return shell


@scene("trouble-sending")
def build_sending() -> QWidget:
    """It takes longer than a second."""
    shell, page = _shown()
    page.show_sending()
    page.bar.show()
    return shell


@scene("trouble-sent")
def build_sent() -> QWidget:
    """A number to be said over a telephone."""
    shell, page = _shown()
    page.show_sent("3f9a12bc", "17:04")
    return shell


@scene("trouble-failed")
def build_failed() -> QWidget:
    """No network: the file is the button to press."""
    shell, page = _shown(OFFLINE)
    page.show_failure(of_sending(SendFault.NO_NETWORK))
    return shell


@scene("trouble-saved")
def build_saved() -> QWidget:
    """A long path."""
    shell, page = _shown(OFFLINE)
    page.show_saved(LONG_PATH)
    return shell


@scene("trouble-no-key")
def build_no_key() -> QWidget:
    """There was no exchange yet."""
    shell, page = _shown(SyncShown(SyncState.OFFLINE, offline_reason=OfflineReason.NO_NETWORK))
    page.show_no_key(of_no_key())
    return shell


@scene("trouble-offered")
def build_offered() -> QWidget:
    """An error of ours in the foot of the window, and the way to tell the engineer."""
    shown = SyncShown(
        SyncState.OFFLINE, unsent=12, offline_reason=OfflineReason.BROKEN_ANSWER, last_exchange=NOW
    )

    def build() -> ExchangeJournal:
        page = ExchangeJournal(Taught().journal())
        page.show_progress(shown)
        return page

    shell = in_shell(Place.EXCHANGE, build, shown)
    shell.foot.messages.offer(of_slip().line, "Сообщить инженеру", shell.foot.messages.clear, "red")
    return shell
