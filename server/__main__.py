"""`parta-server`: reads the command line, does the command, says in words what went wrong."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from sqlalchemy.exc import ArgumentError, DBAPIError

from server.accounts import LoginTaken
from server.arguments import build_parser
from server.commands import COMMANDS
from server.failpoint import arm_from_environment
from server.folder import FolderInUse
from server.history_file import NotAnExport
from server.portable import NotABackup
from server.showcase import NotEmpty
from server.staff import Unknown


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when it was done, 1 when something is wrong, 2 when the words were."""
    words = build_parser().parse_args(arguments)
    arm_from_environment()
    try:
        return COMMANDS[words.command](words, _say)
    except FolderInUse as error:
        return _fail(f"A server is running on {error}. Stop it first.")
    except (NotEmpty, Unknown, NotABackup, NotAnExport) as error:
        return _fail(f"Nothing was changed: {error}.")
    except LoginTaken as error:
        return _fail(f"Nothing was changed: the login {error} is in use at this school.")
    except (ArgumentError, DBAPIError) as error:
        return _fail(
            f"The database does not answer as it should: {type(error).__name__}. Is its address right?"
        )
    except OSError as error:
        return _fail(f"{error.filename or 'The system'}: {error.strerror or error}.")
    except KeyboardInterrupt:
        return 130


def _say(text: str) -> None:
    print(text, flush=True)


def _fail(text: str) -> int:
    print(text, file=sys.stderr, flush=True)
    return 1


if __name__ == "__main__":
    sys.exit(main())
