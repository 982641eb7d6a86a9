"""`briefing doctor`: what is installed and where, what is missing, and the command that mends it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from briefing.streams import data, line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.models.doctor import Row


def doctor(
    full: Annotated[bool, typer.Option("--full", help="Also hash the model's files (some seconds).")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, for scripts.")] = False,
) -> None:
    """Tell what is installed and where, what is missing, and what mends it.

    Exits with 1 if something is missing or broken.
    """
    from dataclasses import asdict

    from briefing.cli.progress import Reporter
    from briefing.models.doctor import examine

    with Reporter() as reporter:
        rows = [*examine(full=full, on_progress=reporter.advance), *_termbases(), _cache()]
    if as_json:
        data([asdict(row) for row in rows])
    else:
        for row in rows:
            line(f"{row.state:8} {row.what}{f': {row.detail}' if row.detail else ''}")
            if row.where:
                line(f"{'':9}{row.where}")
            if row.fix and row.state != "ok":
                line(f"{'':9}to mend it: {row.fix}")
    if any(row.state in ("missing", "broken") for row in rows):
        raise typer.Exit(1)


def _termbases() -> Iterator[Row]:
    from briefing.errors import GlossaryError
    from briefing.glossary.compiled import in_force
    from briefing.glossary.layers import user_folder
    from briefing.models.doctor import Row

    try:
        termbase = in_force()
    except GlossaryError as error:
        yield Row("termbases", "broken", "", error.message, error.hint)
        return
    layers: dict[str, int] = {}
    for info in termbase.infos:
        layers[info.layer] = layers.get(info.layer, 0) + info.terms
    counts = ", ".join(f"{layer} {number:,}" for layer, number in layers.items())
    yield Row(
        "termbases", "ok", f"your own go into {user_folder()}", f"{len(termbase.terms):,} terms ({counts})"
    )


def _cache() -> Row:
    from briefing.engine.kept import draft_store
    from briefing.models.doctor import Row

    troubles: list[str] = []
    store = draft_store(troubles.append)
    kept = f"{store.count():,} kept, {store.file_size() / 1e6:.1f} MB"
    store.close()
    if troubles:
        mend = "See that no other program holds it, that it may be written to, and that the disk has room"
        return Row("drafts", "warning", str(store.path), troubles[0], mend)
    return Row("drafts", "ok", str(store.path), kept)
