"""The commands put together, and what becomes of an exception that ends one."""

from __future__ import annotations

import typer

from briefing.cli import cache, check, doctor, glossary, model, translate
from briefing.cli.common import say
from briefing.errors import BriefingError

app = typer.Typer(
    name="briefing",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)
app.command("translate", epilog=translate.EPILOG)(translate.translate)
app.command("check", epilog=check.EPILOG)(check.check)
app.add_typer(glossary.app, name="glossary")
app.add_typer(model.app, name="model")
app.add_typer(cache.app, name="cache")
app.command("doctor")(doctor.doctor)

INTERRUPTED = 130
"""128 + SIGINT, as a shell reports it."""
PIPE_CLOSED = 141
"""128 + SIGPIPE."""


def run(arguments: list[str]) -> int:
    """Run one command; returns the exit status. Errors are one line on standard error."""
    debug = "--debug" in arguments
    try:
        app(args=[each for each in arguments if each != "--debug"], prog_name="briefing")
    except SystemExit as exit_:
        # Typer ends with 1 where a pipe is closed, and keeps the interpreter from failing on it at exit.
        if isinstance(exit_.__context__, BrokenPipeError):
            return PIPE_CLOSED
        return exit_.code if isinstance(exit_.code, int) else 1
    except KeyboardInterrupt:
        say("stopped")
        return INTERRUPTED
    except BriefingError as error:
        if debug:
            raise
        say(str(error))
        return error.status
    except MemoryError:
        if debug:
            raise
        say("out of memory. Close other programs, or split the text into smaller files")
        return 1
    except Exception as error:
        if debug:
            raise
        say(f"unexpected {type(error).__name__}: {error}. Run again with --debug for the traceback")
        return 1
    return 0
