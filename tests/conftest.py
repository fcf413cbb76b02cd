"""What every test stands on: no screen is needed, and no setting of the person who runs the tests counts."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

pytest_plugins = ["tests.postgres"]
