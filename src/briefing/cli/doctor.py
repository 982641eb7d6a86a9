"""`briefing doctor`: what is installed and where, what is missing, and the command that mends it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

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

    from briefing.cli.common import print_json
    from briefing.cli.progress import Reporter
    from briefing.models.doctor import examine

    with Reporter() as reporter:
        rows = [*examine(full=full, on_progress=reporter.advance), *_termbases(), _cache()]
    if as_json:
        print_json([asdict(row) for row in rows])
    else:
        for row in rows:
            print(f"{row.state:8} {row.what}{f': {row.detail}' if row.detail else ''}")
            if row.where:
                print(f"{'':9}{row.where}")
            if row.fix and row.state != "ok":
                print(f"{'':9}to mend it: {row.fix}")
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
    from briefing.cli.common import draft_store
    from briefing.models.doctor import Row

    store = draft_store()
    row = Row("drafts", "ok", str(store.path), f"{store.count():,} kept, {store.file_size() / 1e6:.1f} MB")
    if not store.on_disk:
        row = Row(
            "drafts", "warning", str(store.path), "cannot be kept there", "Check the folder's permissions"
        )
    store.close()
    return row
