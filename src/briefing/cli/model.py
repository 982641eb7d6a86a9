"""`briefing model`: the translation models on this machine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefing.cli import model_served
from briefing.errors import UsageError
from briefing.streams import data, line

if TYPE_CHECKING:
    from briefing.models.entry import ModelEntry

app = typer.Typer(
    help="See, install, add and remove translation models.", no_args_is_help=True, rich_markup_mode=None
)
app.command(
    "add",
    epilog="Examples: `briefing model add desk http://10.0.0.5:8000`; "
    "`briefing model add laptop http://localhost:11434 --model qwen3:8b`.",
)(model_served.add)
app.command("test", epilog="Example: `briefing model test desk`, where `desk` was added.")(
    model_served.examine
)

AsJson = Annotated[bool, typer.Option("--json", help="As JSON, for scripts.")]
Name = Annotated[str, typer.Argument(metavar="NAME", help="A name that `briefing model list` gives.")]


@app.command("list", epilog="Examples: `briefing model list`; `briefing model list --json`.")
def list_(as_json: AsJson = False) -> None:
    """List the models, the best first, and say which of them are ready."""
    from briefing.models.registry import list_models

    entries = list_models()
    if as_json:
        data([_facts(entry) for entry in entries])
        return
    for entry in entries:
        line(f"{entry.name}  [{entry.state}]  {entry.detail}")


@app.command(epilog="Example: `briefing model show desk`.")
def show(name: Name, as_json: AsJson = False) -> None:
    """Tell where a model is, how big, and whether its files are what they should be (some seconds)."""
    from briefing.cli.progress import Reporter
    from briefing.models.registry import find_model

    with Reporter() as reporter:
        entry = find_model(name, full=True, on_progress=reporter.advance)
    if as_json:
        data(_facts(entry))
        return
    width = 12 if entry.engine == "served" else 8
    for key, value in _facts(entry).items():
        line(f"{key:{width}} {value:,}" if isinstance(value, int) else f"{key:{width}} {value}")
    if entry.engine == "served" and entry.state == "ready":
        from briefing.models.served import read

        for key, told in model_served.facts(read(entry.name)):
            line(f"{key:{width}} {told}")


@app.command(
    epilog="Examples: `briefing model install Hy-MT2-7B-Q4_K_M.gguf`; "
    "`briefing model install translate-zh_en-1_9.argosmodel`."
)
def install(
    path: Annotated[
        Path,
        typer.Argument(
            metavar="PATH", help="A .gguf or an .argosmodel, or a folder with a model in OpenVINO's form."
        ),
    ],
    name: Annotated[str | None, typer.Option("--as", metavar="NAME", help="The name to give it.")] = None,
    link: Annotated[bool, typer.Option("--link", help="Leave the file where it is.")] = False,
    profile: Annotated[
        str, typer.Option(metavar="PROFILE", help="How it is asked: a profile's name, or a .toml file.")
    ] = "",
    gpu_layers: Annotated[
        str,
        typer.Option(metavar="N", help="Layers of a .gguf for the GPU, where xllamacpp is built for one."),
    ] = "auto",
) -> None:
    """Install a model from a file or a folder that you have. Nothing is fetched."""
    from briefing.cli.progress import Reporter
    from briefing.models import registry
    from briefing.models.files import Choices

    choices = Choices(link, profile, _layers(gpu_layers))
    with Reporter() as reporter:
        entry = registry.install(path, reporter.stage, reporter.advance, name=name, choices=choices)
        if remark := registry.licence_remark(entry):
            reporter.note(remark)
    line(f"{entry.name} is {entry.state}: {entry.path}")


def _layers(given: str) -> int:
    if given == "auto":
        return -1
    if given.isascii() and given.isdigit() and int(given) <= 10_000:
        return int(given)
    raise UsageError(f"--gpu-layers is {given!r}", "Give `auto`, or a number of layers; 0 is none")


@app.command(epilog="Example: `briefing model remove desk`.")
def remove(name: Name) -> None:
    """Remove a model. Data packages are your package manager's to remove, and linked files stay."""
    from briefing.cli.progress import Reporter
    from briefing.models import registry

    with Reporter() as reporter:
        registry.remove(name, reporter.stage)
    line(f"{name} is removed")


def _facts(entry: ModelEntry) -> dict[str, str | int]:
    return {
        "name": entry.name,
        "engine": entry.engine,
        "state": entry.state,
        "detail": entry.detail,
        "path": str(entry.path),
        "bytes": entry.size,
    }
