"""The system's word that the network came back: the exchange need not wait for its next turn."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtNetwork import QNetworkInformation


class NetworkWatch(QObject):
    """Where the system tells nothing, the engine's own turns have to do."""

    def __init__(self, parent: QObject, came_back: Callable[[], None]) -> None:
        super().__init__(parent)
        self._came_back = came_back
        if QNetworkInformation.loadBackendByFeatures(QNetworkInformation.Feature.Reachability):
            QNetworkInformation.instance().reachabilityChanged.connect(self._hear)

    def _hear(self, reachability: QNetworkInformation.Reachability) -> None:
        if reachability is not QNetworkInformation.Reachability.Disconnected:
            self._came_back()
