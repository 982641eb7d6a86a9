"""The commands put together, and what becomes of an exception that ends one."""

from __future__ import annotations

import errno
import functools
import traceback
from typing import TYPE_CHECKING, Any, cast

import typer

from briefing import streams
from briefing.cli import INTERRUPTED, cache, check, desk, doctor, glossary, model, translate
from briefing.errors import BriefingError, UsageError
from briefing.streams import say
from briefing.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

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
app.command("desk", epilog=desk.EPILOG)(desk.desk)
app.add_typer(glossary.app, name="glossary")
app.add_typer(model.app, name="model")
app.add_typer(cache.app, name="cache")
app.command("doctor", epilog="Examples: `briefing doctor`; `briefing doctor --json`.")(doctor.doctor)

FAILED = 1
_PARSE_ERROR = typer.BadParameter.__mro__[1]
"""Click's UsageError: Typer may bring a Click of its own, in which the class has no public name."""
_PATHS = ("FILE", "FILE|FOLDER", "PATH")
"""What the usage calls the paths that the parser itself takes for texts."""
_REFUSED_NAMES = (errno.ENAMETOOLONG, errno.EACCES, errno.EPERM)


def run(arguments: list[str]) -> int:
    """Run one command; returns the exit status. Errors are one line on standard error."""
    streams.prepare()
    return streams.settle(_status(arguments))


def _status(arguments: list[str]) -> int:
    debug = "--debug" in arguments
    try:
        _invoke([each for each in arguments if each != "--debug"])
    except typer.Exit as exit_:
        # Findings, say: what is printed of them has to arrive, too.
        return streams.settle(exit_.exit_code, told=False)
    except KeyboardInterrupt:
        say("stopped")
        return INTERRUPTED
    except BrokenPipeError:
        return streams.PIPE_CLOSED
    except Exception as error:
        if debug and not isinstance(error, _PARSE_ERROR):
            streams.explain(traceback.format_exc())
        # Help is printed by Typer. Of a file it would be told which, and of others it is told where they are.
        if isinstance(error, OSError) and error.filename is None:
            error = streams.unwritten(error)
        # A path that was given, where it was first looked at, wherever that was.
        elif isinstance(error, OSError) and error.errno in _REFUSED_NAMES:
            what = f"{error.filename} cannot be used: {error.strerror}"
            error = BriefingError(what, "Check its name and permissions")
        return _told(error, "" if debug else ". Run again with --debug for the traceback")
    return 0


@functools.cache
def _command() -> typer.core.TyperGroup:
    """The parser of all commands, which says nothing of a call and is made but once."""
    command = cast("typer.core.TyperGroup", typer.main.get_command(app))
    for each in _parameters(command):
        if each.type.name == "path" or each.metavar in _PATHS:
            each.callback = _named
    return command


def _parameters(command: Any) -> Iterator[Any]:
    """The arguments and options of a command and of those in it."""
    yield from command.params
    for each in getattr(command, "commands", {}).values():
        yield from _parameters(each)


def _named(_context: object, _parameter: object, value: object) -> object:
    """A path, or several: an empty one would be the folder that the command runs in. Raises UsageError."""
    if value == "" or (isinstance(value, list | tuple) and "" in value):
        raise UsageError("the name of a file or folder is empty", "See what became of it: a variable, say")
    return value


def _invoke(arguments: list[str]) -> None:
    """Call the command, without what Typer makes of its exceptions."""
    command = _command()
    with command.make_context("briefing", arguments) as context:
        command.invoke(context)


def _told(error: Exception, hint: str) -> int:
    """Say what ended the command, with `hint` where nobody expected it; returns the exit status."""
    if isinstance(error, BriefingError):
        say(str(error))
        return error.status
    if isinstance(error, _PARSE_ERROR):
        streams.explain(_usage(cast("typer.BadParameter", error)))
        return UsageError.status
    if isinstance(error, MemoryError):
        say("out of memory. Close other programs, or split the text into smaller files")
    else:
        say(f"unexpected {type(error).__name__}: {error}{hint}")
    return FAILED


def _usage(error: typer.BadParameter) -> str:
    """What the parser says. Of the message, which may hold an argument, no more than one line."""
    context = error.ctx
    if context is None:
        return f"briefing: {visible(error.format_message())}\n"
    if error.message == context.get_help():  # A group without a command is answered by its help.
        return f"{error.message}\n"
    message = visible(error.format_message()).rstrip(".")
    stop = "" if message.endswith("?") else "."
    return f"{context.get_usage()}\nbriefing: {message}{stop} `{context.command_path} --help` tells more\n"
