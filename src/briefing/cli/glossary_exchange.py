"""`briefing glossary import` and `export`: termbases from other programs, and for them."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefing.errors import GlossaryError, UsageError, WriteError
from briefing.streams import document, on_terminal, say

if TYPE_CHECKING:
    from briefing.glossary.exchange.prepare import Prepared
    from briefing.glossary.targets import Target

IMPORT_EPILOG = (
    "Examples: `briefing glossary import terms.xlsx --to user` adds a spreadsheet to your glossary; "
    "`briefing glossary import terms.tbx -o terms.yaml` writes a file to look at first; "
    "`briefing glossary import - --format csv < terms.csv` prints it."
)
EXPORT_EPILOG = (
    "Examples: `briefing glossary export -o terms.xlsx`; "
    "`briefing glossary export --layer user -o terms.tbx`; "
    "`briefing glossary export --format deepl-tsv -o deepl.tsv`."
)
_SHOWN = 20
_OVERRIDES_SHOWN = 3


class FormatName(StrEnum):
    """The formats of other programs."""

    csv = "csv"
    tsv = "tsv"
    xlsx = "xlsx"
    tbx = "tbx"
    omegat = "omegat"
    deepl_tsv = "deepl-tsv"
    deepl_csv = "deepl-csv"


class Place(StrEnum):
    """Whose glossary."""

    user = "user"
    project = "project"


class Layer(StrEnum):
    """Where an entry comes from."""

    shipped = "shipped"
    user = "user"
    project = "project"
    option = "option"


FormatOption = Annotated[
    FormatName | None, typer.Option("--format", help="The format. Without it, the file's suffix decides.")
]


def import_(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="CSV, TSV, XLSX, TBX or OmegaT's text; - is standard input.")
    ],
    out: Annotated[
        Path | None, typer.Option("-o", "--out", metavar="YAML", help="The termbase to write.")
    ] = None,
    to: Annotated[
        Place | None, typer.Option(help="Write it into your own glossary, or into the project's ./glossary.")
    ] = None,
    format_: FormatOption = None,
    domain: Annotated[
        str, typer.Option("--domain", "--field", help="The field of entries that name none.")
    ] = "",
    skip_invalid: Annotated[
        bool, typer.Option("--skip-invalid", help="Import the other entries where some are wrong.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace a termbase that is there.")] = False,
) -> None:
    """Make a termbase of another program's file. Without -o or --to it is printed."""
    from briefing.files import check_writable, identities, write_whole
    from briefing.glossary.exchange import format_for
    from briefing.glossary.exchange.importing import import_file, termbase_of

    if file == "-" and format_ is None:
        raise UsageError("Standard input does not tell its format", "Give --format")
    found_format = format_for(Path(file), format_.value if format_ else "")
    target = _target(file, out, to)
    if target is not None:
        if to is not None:
            _make(target.path.parent)
        check_writable(target.path, force=force, inputs=identities([file]), sealed=False)
    found = import_file(file, found_format, domain=domain, beside=target.beside if target else ())
    what = "standard input" if file == "-" else file
    _report(found, what, skip_invalid=skip_invalid)
    name = "standard input" if file == "-" else Path(file).name
    text = termbase_of(found, f"Imported from {''.join(c for c in name if c.isprintable())}.")
    count = f"{len(found.terms):,} term{'' if len(found.terms) == 1 else 's'}"
    if target is None:
        document(text)
        say(f"{what}: {count}. Nothing is saved: for that, give -o FILE.yaml, or --to user or --to project")
        return
    _report_overrides(found, target)
    write_whole(target.path, text, force=force)
    say(f"wrote {target.shown}: {count}")


def _target(file: str, out: Path | None, to: Place | None) -> Target | None:
    """Where the termbase goes; None for standard output. Raises UsageError."""
    from briefing.glossary.layers import user_folder
    from briefing.glossary.targets import file_target

    if to is None:
        return None if out is None or str(out) == "-" else file_target(out)
    if out is not None and (out.name != str(out) or not out.suffix):
        raise UsageError(
            f"{out} is not a file name alone, and --to says where it goes",
            "Give -o NAME.yaml, or leave it out",
        )
    name = out.name if out else f"{'imported' if file == '-' else Path(file).stem}.yaml"
    folder = user_folder() if to is Place.user else Path("glossary")
    return file_target(folder / name)


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WriteError(f"the folder {folder} cannot be made: {error.strerror}", "Check its path") from error


def _report(found: Prepared, what: str, *, skip_invalid: bool) -> None:
    """Say what was changed and what is wrong. Raises GlossaryError if that is not to be passed over."""

    for note in found.notes:
        say(f"{what}: {note}")
    for flaw in found.flaws[:_SHOWN]:
        say(f"{what}, {found.unit} {flaw.line}: {flaw.message}")
    number = len(found.flaws)
    if number > _SHOWN:
        say(f"{what}: and {number - _SHOWN:,} more")
    if number and not skip_invalid:
        raise GlossaryError(
            f"{what} has {number:,} {'entry' if number == 1 else 'entries'} that cannot be imported, "
            "and nothing was written",
            "Correct that, or import the others with --skip-invalid",
        )
    if number:
        say(f"{what}: {number:,} {'entry' if number == 1 else 'entries'} left out")
    if not found.terms:
        raise GlossaryError(f"{what} gives no term; nothing was written", "Check that it is the right file")


def _report_overrides(found: Prepared, target: Target) -> None:
    """Say which terms will be rendered in another way than before."""
    from briefing.glossary.compiled import in_force
    from briefing.glossary.exchange.importing import overrides

    changed = overrides(found.terms, target.layer, in_force()) if target.layer != "option" else []
    if not changed:
        return
    shown = [f"{term.zh} ({term.en}, was {before.en})" for term, before in changed[:_OVERRIDES_SHOWN]]
    more = f" and {len(changed) - len(shown):,} more" if len(changed) > len(shown) else ""
    say(f"other renderings than those of lower layers: {'; '.join(shown)}{more}")


def export(
    out: Annotated[
        Path | None, typer.Option("-o", "--out", metavar="FILE", help="The file to write.")
    ] = None,
    format_: FormatOption = None,
    layer: Annotated[
        list[Layer] | None,
        typer.Option(help="Only what this layer has. Repeatable."),
    ] = None,
    glossary: Annotated[
        list[Path] | None,
        typer.Option("-g", "--glossary", help="A termbase (YAML) to lay over the others (layer: option)."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
) -> None:
    """Write the glossary for another program, and say what that cannot hold."""
    from briefing.files import check_writable, identities, write_whole
    from briefing.glossary.compiled import in_force
    from briefing.glossary.exchange import format_for
    from briefing.glossary.exchange.exporting import export as exported_from

    to_file = out if out is not None and str(out) != "-" else None
    chosen = format_for(to_file, format_.value if format_ else "")
    if to_file is None and chosen.binary and on_terminal():
        raise UsageError(f"{chosen.name} is nothing for a terminal", "Give a file: -o terms.xlsx")
    if to_file is not None:
        check_writable(to_file, force=force, inputs=identities(glossary or ()), sealed=False)
    exported = exported_from(in_force(glossary or ()), chosen, [each.value for each in layer or ()])
    for note in exported.notes:
        say(note)
    if to_file is None:
        document(exported.data)
        return
    write_whole(to_file, exported.data, force=force)
    say(f"wrote {to_file}: {exported.count:,} term{'' if exported.count == 1 else 's'}")
