"""`briefing cache`: the drafts that are kept between runs."""

from __future__ import annotations

from typing import Annotated

import typer

from briefing.streams import data, line

FAILED = 1

app = typer.Typer(
    help="See and clear the drafts that are kept, so that a run which was cut off goes on where it was.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.command()
def show(as_json: Annotated[bool, typer.Option("--json", help="As JSON, for scripts.")] = False) -> None:
    """Tell where the drafts are, how many, and how much room they take."""
    from briefing.engine.kept import draft_store

    store = draft_store()
    count, size = store.count(), store.file_size()
    store.close()
    if not store.on_disk:
        raise typer.Exit(FAILED)
    if as_json:
        data({"path": str(store.path), "drafts": count, "bytes": size, "limit": store.limit})
        return
    line(f"{store.path}: {count:,} drafts, {size / 1e6:.1f} MB")
    line(f"At most {store.limit / 1e6:.0f} MB of drafts are kept; the least recently used leave first.")


@app.command()
def clear() -> None:
    """Forget all drafts."""
    from briefing.engine.kept import draft_store

    store = draft_store(lambda _: None)  # What is wrong with it goes, or is told by `clear`.
    count = store.clear()
    store.close()
    line(f"{count:,} drafts removed")
