"""The command line: parse, call, print. `main` is the entry point."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line on `sys.argv`, and exit with its status."""
    arguments = sys.argv[1:]
    if arguments == ["--version"]:
        from briefing import __version__

        print(f"briefing {__version__}")
    elif arguments in ([], ["--help"], ["-h"], ["help"]):
        from briefing.cli.help import HELP

        print(HELP, end="")
    else:
        from briefing.cli.app import run

        raise SystemExit(run(arguments))
