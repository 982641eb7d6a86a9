"""The systems: an engine, and how sentences are put to it. A new one is a line in `SYSTEMS`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.quality.documents import SetError
from benchmarks.quality.stream import FirstDrafts, translate_documents
from benchmarks.quality.units import Prepared, joined
from briefing.document import Segment
from briefing.engine.base import Engine, Request

if TYPE_CHECKING:
    from benchmarks.quality.units import Unit
    from briefing.document import Ended
    from briefing.engine.base import Draft
    from briefing.engine.served.ladder import Rung

Translate = Callable[[Sequence[Prepared], Engine], list[list[Segment]]]
"""Texts and an engine in; for each text a segment for each of its units out, with English, checked."""


@dataclass(frozen=True, slots=True)
class System:
    """How to translate.

    `load` gives the engine, with the adapter that it is told if it is one of this project's, or raises
    ModelError where it is not installed.
    """

    what: str
    load: Callable[[Path], Engine]
    translate: Translate


def sentences(texts: Sequence[Prepared], engine: Engine) -> list[list[Segment]]:
    """Sentence by sentence, bare: no spans, nothing put right. The English is checked as anyone's is."""
    asked = {
        f"{number}/{unit.id}/{at}": pair.zh
        for number, text in enumerate(texts)
        for unit in text.units
        for at, pair in enumerate(unit.pairs)
    }
    drafts = dict(engine.translate([Request(key, zh) for key, zh in asked.items()]))

    def segment(number: int, text: Prepared, unit: Unit) -> Segment:
        own = [drafts[f"{number}/{unit.id}/{at}"] for at in range(len(unit.pairs))]
        english = " ".join(draft.text.strip() for draft in own if draft.text.strip())
        return given(text, unit, english, _worst(own))

    return [[segment(number, text, unit) for unit in text.units] for number, text in enumerate(texts)]


def given(text: Prepared, unit: Unit, english: str, ended: Ended = "stop") -> Segment:
    """The unit with this English as it stands, checked as anyone's is."""
    whole = joined([text.segments()[at] for at in unit.segments])
    return text.judged(unit, replace(whole, en=english, ended=ended))


def _worst(drafts: Sequence[Draft]) -> Ended:
    return next((draft.ended for draft in drafts if draft.ended != "stop"), "stop")


def product(texts: Sequence[Prepared], engine: Engine) -> list[list[Segment]]:
    """The product's pipeline, as shipped."""
    finished = translate_documents([text.document for text in texts], engine)
    out = []
    for text, document in zip(texts, finished, strict=True):
        segments = text.segments(document)
        out.append([text.judged(unit, joined([segments[at] for at in unit.segments])) for unit in text.units])
    return out


def unrepaired(texts: Sequence[Prepared], engine: Engine) -> list[list[Segment]]:
    """The product's pipeline, nothing asked again."""
    return product(texts, FirstDrafts(engine))


def local(adapter: Path | None, *, alpha: float = 1.0) -> Engine:
    """The default model, with an adapter at the strength `alpha`, or without. Raises ModelError."""
    from briefing.engine.local import LocalEngine
    from briefing.models.registry import ready_model
    from briefing.models.weights import DEFAULT

    return LocalEngine(ready_model(DEFAULT.name).path, adapter, alpha=alpha)


def bare(_: Path) -> Engine:
    """The default model without any adapter. Raises ModelError."""
    return local(None)


def argos(_: Path) -> Engine:
    """The first of the installed Argos packages. Raises ModelError."""
    from briefing.errors import ModelError
    from briefing.models.load import load_engine
    from briefing.models.registry import list_models

    for entry in list_models():
        if entry.engine == "argos" and entry.state == "ready":
            return load_engine(entry.name)
    raise ModelError("no Argos package is installed", "`briefing model install FILE.argosmodel`")


def gguf(rung: Rung) -> Callable[[Path], Engine]:
    """The first of the installed GGUF files, asked on this rung. Raises ModelError."""

    def load(_: Path) -> Engine:
        from briefing.engine.served.ladder import Hold
        from briefing.errors import ModelError
        from briefing.models.llama import gguf_engine
        from briefing.models.registry import list_models

        for entry in list_models():
            if entry.engine == "llama" and entry.state == "ready":
                grammar = rung == "grammar"
                return gguf_engine(entry.name, hold=Hold("marked" if grammar else rung, grammar))
        raise ModelError("no GGUF file is installed", "`briefing model install FILE.gguf`")

    return load


SYSTEMS: dict[str, System] = {
    "base": System("the model without the adapter, sentence by sentence", bare, sentences),
    "plain": System("the model with the adapter, sentence by sentence", local, sentences),
    "spans": System("the product, but nothing is asked again", local, unrepaired),
    "default": System("the product as shipped", local, product),
    "gguf-grammar": System(
        "the product with an installed GGUF file, held by a grammar", gguf("grammar"), product
    ),
    "gguf-marked": System("the same without a grammar, renderings in [[ ]]", gguf("marked"), product),
    "gguf-listed": System("the same, terms in a list before the text", gguf("listed"), product),
    "gguf-bare": System("the same, renderings bare in the text", gguf("bare"), product),
    "argos": System("an Argos package, sentence by sentence", argos, sentences),
}


def find(name: str) -> tuple[System, Path]:
    """The system called `name`, and its adapter: the shipped one, or for `plain@FILE` another.

    Raises SetError if there is no such system or file.
    """
    from briefing.models.adapter import adapter_path

    system, at, file = name.partition("@")
    if system not in SYSTEMS:
        raise SetError(f"there is no system {system!r}: there are {', '.join(SYSTEMS)}")
    if at and not Path(file).is_file():
        raise SetError(f"{name}: the adapter {file!r} is not there")
    return SYSTEMS[system], Path(file) if at else adapter_path()
