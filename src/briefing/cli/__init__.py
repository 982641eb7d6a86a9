"""The command line: parse, call, print. `main` is the entry point."""

from __future__ import annotations

import sys
import warnings

INTERRUPTED = 130
"""128 + SIGINT, as a shell reports it."""


def main() -> None:
    """Run the command line on `sys.argv`, and exit with its status."""
    if not sys.warnoptions:  # What libraries tell programmers would stand among the messages.
        warnings.simplefilter("ignore")
    try:
        status = _run(sys.argv[1:])
    except KeyboardInterrupt:
        from briefing import streams

        streams.say("stopped")
        status = streams.settle(INTERRUPTED)
    import signal

    # From here on a Ctrl-C ends the process at once: there is nobody left to catch it.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    raise SystemExit(status)


def _run(arguments: list[str]) -> int:
    """The exit status of a command; the first page of help and the version need not import the program."""
    from briefing import streams
    from briefing.errors import WriteError

    streams.prepare()
    asked = [each for each in arguments if each != "--debug"]
    version = asked[:1] == ["--version"]  # Whatever comes after it, as after --help.
    if not version and asked[:1] not in ([], ["--help"], ["-h"]) and asked != ["help"]:
        from briefing.cli.app import run

        return run(arguments)
    from briefing import __version__
    from briefing.cli.help import HELP

    text = f"briefing {__version__}\n" if version else HELP
    status = 0
    try:
        streams.document(text)
    except BrokenPipeError:
        status = streams.PIPE_CLOSED
    except WriteError as error:
        streams.say(str(error))
        status = error.status
    return streams.settle(status)
