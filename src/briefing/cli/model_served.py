"""`briefing model add` and `test`: servers on the user's own network as models."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefing.streams import data, line, note

if TYPE_CHECKING:
    from briefing.engine.served.exam import Exam
    from briefing.models.served import Added


def add(
    name: Annotated[str, typer.Argument(metavar="NAME", help="What to call it, for --model.")],
    address: Annotated[str, typer.Argument(metavar="ADDRESS", help="As in http://10.0.0.5:8000.")],
    as_name: Annotated[
        str | None, typer.Option("--as", metavar="NAME", help="Call it so instead of NAME.")
    ] = None,
    model: Annotated[
        str, typer.Option(metavar="ID", help="The model's name on the server, if it has several.")
    ] = "",
    profile: Annotated[
        str,
        typer.Option(
            metavar="P",
            help="How the model is asked: a profile's name, or a .toml file; the one that fits if not told.",
        ),
    ] = "",
    key_env: Annotated[
        str, typer.Option(metavar="VARIABLE", help="The environment variable that holds the server's key.")
    ] = "",
    key_file: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A file that holds it, of mode 0600.")
    ] = None,
    slots: Annotated[
        int, typer.Option(min=0, max=1024, help="Requests in flight; 0 is what the server tells.")
    ] = 0,
    public: Annotated[
        bool, typer.Option("--public", help="Texts may leave your own network for this address.")
    ] = False,
) -> None:
    """Add a model that a server runs: vLLM, SGLang, llama-server, Ollama, LM Studio, LocalAI, or any that
    speaks /v1/chat/completions.

    The key itself is not kept, only where it is. Nothing is translated yet; the first translation, or
    `briefing model test`, examines the model.
    """
    from briefing.engine.served.address import Address
    from briefing.errors import UsageError
    from briefing.models import registry, served

    if key_env and key_file:
        raise UsageError("a server has one key", "Give --key-env or --key-file, not both")
    known_as = served.normalized(as_name or name)
    registry.refuse_taken(known_as)
    one = served.Added(
        known_as,
        Address.parse(address),
        model,
        profile,
        key_env,
        str(key_file) if key_file else "",
        public,
        slots,
    )
    one, server = served.add(one)
    its = one.its_profile()
    line(f"{one.name} is {server.model} at {one.address}, a server of the kind {server.kind}")
    line(f"it is asked by the profile {its.name}; `briefing model test {one.name}` examines it")
    if its.licence:
        line(its.licence)
    if one.public:
        line("texts leave your own network for this address: every output will say so")


def examine(
    name: Annotated[str, typer.Argument(metavar="NAME", help="What was added, or installed as a .gguf.")],
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, for scripts.")] = False,
) -> None:
    """Examine a model, in a minute or some, and keep what is found.

    What kind of server it is, its context and slots, whether it thinks, takes a grammar and keeps to a seed,
    and how many of twenty marked terms and figures in ten sentences survive on each rung.
    """
    from briefing.cli.progress import Reporter
    from briefing.errors import ModelError
    from briefing.models import registry, served

    entry = registry.find_model(name)
    with Reporter() as reporter:
        if entry.engine == "served":
            one = served.reexamine(name, reporter.stage)
            exam, rows, licence = one.exam, facts(one), one.its_profile().licence
        elif entry.engine == "llama":
            from briefing.models import llama

            exam = llama.examine(name, reporter.stage)
            rows, licence = _found(exam), registry.licence_remark(entry)
        else:
            raise ModelError(
                f"{name} is not examined", "What was added is, and what was installed as a .gguf"
            )
    assert exam is not None
    if as_json:
        data(exam.as_json())
        return
    for key, value in rows:
        line(f"{key:12} {value}")
    if licence:
        note(licence)


def facts(one: Added) -> list[tuple[str, str]]:
    """What is known of a server that was added, a line each."""
    rows = [("address", str(one.address)), ("model", one.model)]
    if one.public:
        rows.append(("network", "outside your own: every output says so"))
    if key := one.key_env or one.key_file:
        rows.append(("key", f"in {'the variable ' if one.key_env else ''}{key}"))
    return [*rows, *(_found(one.exam, one.slots) if one.exam else [("examined", "not yet")])]


def _found(exam: Exam, slots: int = 0) -> list[tuple[str, str]]:
    server = exam.server
    thinking = {
        "none": "never",
        "off": f"switched off ({exam.hold.switch})",
        "on": "always; what it thinks is dropped",
    }
    told = f"{server.slots} to start with" if server.adaptive else f"{server.slots}"
    held = "forced" if exam.hold.grammar else "asked for, verified and flagged"
    return [
        ("kind", f"{server.kind} {server.build}".strip()),
        ("profile", exam.profile),
        ("context", f"{server.context:,} tokens" if server.context else "not told"),
        ("slots", f"{slots}, as you said" if slots else told),
        ("thinks", thinking[exam.thinking]),
        ("grammar", "yes" if exam.hold.grammar else "no"),
        ("seeds", "the same one gives the same answer" if exam.seeds else "give no promise"),
        (
            "doubt",
            "told, by how sure it is" if exam.hold.log_probs else "not told: it tells no probabilities",
        ),
        *((f"  {each.rung}", f"{each.kept} of {each.spans} spans") for each in exam.tried),
        ("rung", f"{exam.hold.rung}: terms and figures are {held}"),
        ("speed", f"{exam.seconds:g} s a sentence"),
    ]
