"""What every test stands on: no screen is needed, and nothing of the person who runs the tests counts.

Folders of the person's own and the system's keyring are put out of reach before anything is imported that
would look for them; a test that forgets its own folder writes into one that is thrown away.
"""

import atexit
import gc
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

pytest_plugins = ["tests.postgres"]

_nowhere = tempfile.TemporaryDirectory(prefix="parta-tests-")
atexit.register(_nowhere.cleanup)

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
    os.environ[name] = str(Path(_nowhere.name, name.lower()))

# A loaded machine is no reason to fail, so no example has a deadline.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("thorough", settings.get_profile("house"), max_examples=100_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "house"))

WITH_THREADS = {"real", "drill", "lies", "server", "hunt", "processes", "conformance"}
"""Rooms of tests whose servers work in threads of this process."""


@pytest.fixture(autouse=True, scope="module")
def _windows_are_gone(request: pytest.FixtureRequest) -> Iterator[None]:
    """What is left of earlier windows goes here: a thread that collected it would touch Qt's timers."""
    if WITH_THREADS & set(request.path.parts):
        gc.collect()
        gc.freeze()
        yield
        gc.unfreeze()
    else:
        yield
