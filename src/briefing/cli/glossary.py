"""`briefing glossary`: the termbase, seen and kept."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefing.chinese import has_han
from briefing.cli import glossary_check, glossary_exchange, glossary_suggest
from briefing.errors import UsageError
from briefing.streams import line, say
from briefing.visible import argument

if TYPE_CHECKING:
    from briefing.glossary.model import Term, Termbase
    from briefing.glossary.targets import Target
    from briefing.glossary.yaml_edit import Fields

app = typer.Typer(
    help="See and keep the glossary: your terms, over the project's and those that come with briefing.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


class LayerName(StrEnum):
    """Where an entry comes from."""

    shipped = "shipped"
    user = "user"
    project = "project"
    option = "option"


class ArticleName(StrEnum):
    """The article that a rendering takes; `none` in `edit` takes it away."""

    the = "the"
    a = "a"
    an = "an"
    none = "none"


class UseName(StrEnum):
    """Whether a rendering is put in, only looked for, or put in where the term is a clause by itself."""

    mark = "mark"
    check = "check"
    clause = "clause"


AsJson = Annotated[bool, typer.Option("--json", help="As JSON, for scripts.")]
Extra = Annotated[
    list[Path] | None, typer.Option("-g", "--glossary", help="A termbase (YAML) to lay over the others.")
]
Zh = Annotated[str, typer.Argument(metavar="TERM", help="The term, in either script.")]
File = Annotated[Path | None, typer.Option("--file", metavar="FILE", help="The termbase that is meant.")]
Project = Annotated[
    bool, typer.Option("--project", help="The project's termbase is meant, ./glossary/terms.yaml.")
]
Article = Annotated[ArticleName | None, typer.Option(help="The article that the rendering takes.")]
Form = Annotated[
    list[str] | None, typer.Option("--form", help="Another form that may stand, a plural say. Repeatable.")
]
Also = Annotated[
    list[str] | None,
    typer.Option("--also", help="A rendering to accept in a check, never to produce. Repeatable."),
]
Not = Annotated[list[str] | None, typer.Option("--not", help="A rendering to flag. Repeatable.")]
Unless = Annotated[
    list[str] | None,
    typer.Option(help="A longer string in which the term is not meant (省委 in 省委员会). Repeatable."),
]
Use = Annotated[
    UseName | None,
    typer.Option(
        help="Put the rendering in (mark), only look for it (check), or put it in where the term is a clause "
        "by itself (clause)."
    ),
]
Domain = Annotated[str | None, typer.Option("--domain", "--field", help="The field: economy, social ...")]
SourceOf = Annotated[str | None, typer.Option("--source", help="Where the rendering is in use.")]
Note = Annotated[str | None, typer.Option(help="A note for the reader.")]


@app.command(
    "list",
    epilog="Examples: `briefing glossary list --domain economy`; `briefing glossary list 民政`; "
    "`briefing glossary list --layer user --json`.",
)
def list_(
    text: Annotated[
        str | None, typer.Argument(metavar="TEXT", help="Only entries with this in a term or rendering.")
    ] = None,
    domain: Annotated[
        str | None, typer.Option("--domain", "--field", help="Only entries of this field.")
    ] = None,
    layer: Annotated[LayerName | None, typer.Option(help="Only entries of this layer.")] = None,
    glossary: Extra = None,
    as_json: AsJson = False,
) -> None:
    """List the entries in force.

    In a pipe: term, rendering, field, layer and place, with tabs between them.
    """
    from briefing.cli.glossary_print import print_list
    from briefing.glossary.find import selected

    termbase = _termbase(glossary)
    found = selected(termbase, text or "", domain or "", layer.value if layer else "")
    print_list(found, as_json=as_json)
    if not found:
        say(f"no such entry among {len(termbase.terms):,}. `briefing glossary find` looks for similar ones")


@app.command(epilog="Example: `briefing glossary show 枫桥经验`.")
def show(term: Zh, glossary: Extra = None, as_json: AsJson = False) -> None:
    """Show all of an entry, where it stands, and what it overrides."""
    from briefing.cli.glossary_print import print_entry
    from briefing.glossary.find import lookup

    termbase = _termbase(glossary)
    entry = lookup(termbase, term)
    print_entry(entry, _overridden(termbase, entry), as_json=as_json)


@app.command(
    epilog="Examples: `briefing glossary find 楓橋`; `briefing glossary find fengqiao`; "
    "`briefing glossary find 'rural revitalisation'`."
)
def find(
    text: Annotated[list[str], typer.Argument(metavar="TEXT", help="Chinese, pinyin or English.")],
    limit: Annotated[int, typer.Option(min=1, help="At most so many.")] = 20,
    glossary: Extra = None,
    as_json: AsJson = False,
) -> None:
    """Find entries by Chinese, pinyin or English.

    In either script, with tones or without, misspelt too; the best first. In a pipe: score, term, rendering,
    what matched if it was neither, and place, with tabs between them.
    """
    from briefing.cli.glossary_print import print_hits
    from briefing.errors import GlossaryError
    from briefing.glossary.find import find as find_entries

    query = " ".join(text)
    if not query.strip():
        raise UsageError("there is nothing to find", "Give a word; `briefing glossary list` has all entries")
    termbase = _termbase(glossary)
    hits = find_entries(termbase, query)
    print_hits(hits[:limit], as_json=as_json)
    if not hits:
        raise GlossaryError(
            f"Nothing like {query} among {len(termbase.terms):,} terms",
            f'`briefing glossary add {argument(query)} "..."` makes an entry',
        )
    if len(hits) > limit and not as_json:
        say(f"{len(hits) - limit:,} more; --limit {len(hits)} shows them")


@app.command(
    epilog="Examples: `briefing glossary add 枫桥经验 'Fengqiao model' --article the "
    "--also 'Fengqiao Experience' --not 'Maple Bridge experience' --domain governance`; "
    '`briefing glossary add 兜住底 "meet people\'s basic needs" --use check --project`.'
)
def add(
    zh: Annotated[str, typer.Argument(metavar="ZH", help="The term.")],
    en: Annotated[str, typer.Argument(metavar="EN", help="Its rendering, without an article.")],
    article: Article = None,
    form: Form = None,
    also: Also = None,
    forbidden: Not = None,
    unless: Unless = None,
    domain: Domain = None,
    source: SourceOf = None,
    note: Note = None,
    use: Use = None,
    file: File = None,
    project: Project = False,
) -> None:
    """Add an entry, to your own glossary if you name no other.

    It lies over an entry for the same term that comes with briefing.
    """
    from briefing.glossary import edit as editing
    from briefing.glossary.keys import simplified
    from briefing.glossary.targets import user_target

    fields: Fields = {
        "zh": simplified(zh.strip()),
        "en": en.strip(),
        "article": article.value if article and article is not ArticleName.none else "",
        "forms": tuple(form or ()),
        "also": tuple(also or ()),
        "not": tuple(forbidden or ()),
        "use": use.value if use and use is not UseName.mark else "",
        "unless": tuple(unless or ()),
        "domain": domain or "",
        "source": source or "",
        "note": note or "",
    }
    missing = next((name for name in ("zh", "en") if not fields[name]), "")
    if missing:
        raise UsageError(f"{missing.upper()} is empty", "Give the term and its rendering")
    if has_han(en) and not has_han(zh):
        raise UsageError(f"the rendering {en} is Chinese", "Give the term first, and its English after it")
    _termbase(_existing(file))  # a mistake that is there already comes first
    target = _target(file, project=project) or user_target()
    added = editing.add(target, [fields])[0]
    _report("added", added, target)


@app.command(
    epilog="Examples: `briefing glossary edit 枫桥经验 --en 'Fengqiao approach' --also 'Fengqiao model'`; "
    "`briefing glossary edit 枫桥经验 --without 'Fengqiao Experience' --article none`."
)
def edit(
    term: Zh,
    zh: Annotated[str | None, typer.Option("--zh", help="The term, written otherwise.")] = None,
    en: Annotated[str | None, typer.Option("--en", help="The rendering, without an article.")] = None,
    article: Article = None,
    form: Form = None,
    also: Also = None,
    forbidden: Not = None,
    unless: Unless = None,
    without: Annotated[
        list[str] | None,
        typer.Option(help="Take this out of the forms, --also, --not and --unless. Repeatable."),
    ] = None,
    domain: Domain = None,
    source: SourceOf = None,
    note: Note = None,
    use: Use = None,
    file: File = None,
    project: Project = False,
) -> None:
    """Change an entry of yours, or lay one over a shipped one.

    What you give is set, or put into its list; '' takes a text away. An entry that comes with briefing stays
    as it is: yours, with the change, is laid over it.
    """
    from briefing.glossary import revise as editing
    from briefing.glossary.find import lookup

    target = _target(file, project=project)
    termbase = _termbase(_existing(file))
    entry = editing.entry_in(target, lookup(termbase, term))
    texts = {
        "zh": zh,
        "en": en,
        "article": None if article is None else article.value.replace("none", ""),
        "domain": domain,
        "source": source,
        "note": note,
        "use": None if use is None else use.value.replace("mark", ""),
    }
    lists = {"forms": form or (), "also": also or (), "not": forbidden or (), "unless": unless or ()}
    changes = editing.changed_fields(entry, texts, lists, without or ())
    if not changes:
        raise UsageError(
            f"nothing would change in {entry.zh}", "`briefing glossary edit --help` tells what can be given"
        )
    changed = editing.revise(entry, changes, target)
    _report(
        "changed" if (changed.file, changed.line) == (entry.file, entry.line) else "added", changed, target
    )


@app.command(epilog="Example: `briefing glossary remove 枫桥经验`.")
def remove(term: Zh, file: File = None, project: Project = False) -> None:
    """Remove an entry of yours.

    What it lay over holds again.
    """
    from briefing.glossary import revise as editing
    from briefing.glossary.find import lookup

    target = _target(file, project=project)
    gone = editing.drop(lookup(_termbase(_existing(file)), term), target)
    line(f"removed {gone.zh}: {gone.en}")
    line(f"  from {gone.place}")
    for left in _termbase(_existing(file)).terms:
        if left.key == gone.key:
            line(f"  now holds {left.en}, {left.place} ({left.layer})")


app.command("check", epilog=glossary_check.EPILOG)(glossary_check.check)
app.command("suggest", epilog=glossary_suggest.EPILOG)(glossary_suggest.suggest)
app.command("import", epilog=glossary_exchange.IMPORT_EPILOG)(glossary_exchange.import_)
app.command("export", epilog=glossary_exchange.EXPORT_EPILOG)(glossary_exchange.export)


def _termbase(extra: list[Path] | None = None) -> Termbase:
    """The entries in force, with those of `extra`."""
    from briefing.glossary.compiled import in_force

    return in_force(extra or ())


def _existing(file: Path | None) -> list[Path]:
    return [file] if file and file.is_file() else []


def _target(file: Path | None, *, project: bool) -> Target | None:
    """The termbase that the options name, if they do. Raises UsageError."""
    from briefing.glossary.targets import file_target, project_target

    if file and project:
        raise UsageError("--file and --project are both given", "Give one of them")
    if file:
        return file_target(file)
    return project_target() if project else None


def _overridden(termbase: Termbase, entry: Term) -> list[Term]:
    """The entries that `entry` overrides, the nearest first."""
    return [each for each in reversed(termbase.overridden) if each.key == entry.key]


def _report(what: str, term: Term, target: Target | None) -> None:
    """Tell what was written, where, how it lies to the other layers, and what a check would say of it."""
    from briefing.glossary.lint import of_entry

    line(f"{what} {term.zh}: {term.en}")
    line(f"  in {term.place}")
    termbase = _termbase([target.path] if target and target.layer == "option" else None)
    in_force = next(each for each in termbase.terms if each.key == term.key)
    if in_force.place != term.place:
        line(f"  overridden by {in_force.en}, {in_force.place} ({in_force.layer})")
    elif below := _overridden(termbase, in_force):
        line(f"  overrides {below[0].en}, {below[0].place} ({below[0].layer})")
    if target and target.layer == "option":
        line(f"  it holds where you give -g {target.shown}")
    for problem in of_entry(term):
        say(str(problem))
