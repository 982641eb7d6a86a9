"""One system on one set: translated (what was translated before comes from the drafts kept), and measured."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.quality.meter import Meter, Timings
from benchmarks.quality.metrics import Row, figures
from benchmarks.quality.sets import HERE
from benchmarks.quality.units import prepare
from briefing.engine.cache import CachedEngine, DraftStore

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from benchmarks.quality.sets import EvalSet
    from benchmarks.quality.systems import System
    from benchmarks.quality.units import Prepared
    from briefing.engine.base import Draft
    from briefing.glossary.matcher import Matcher

DRAFTS = HERE / ".drafts.sqlite"


@dataclass(frozen=True, slots=True)
class Result:
    """A system on a set. `cost` has drafts, seconds (None: not all were computed in one go) and tokens."""

    set: EvalSet
    system: str
    engine: str
    fingerprint: str
    rows: tuple[Row, ...]
    figures: dict[str, Any]
    cost: dict[str, Any]


def matcher_of_product() -> Matcher:
    """The shipped termbase, without the user's own or that of the folder that this is started in."""
    from briefing.glossary.layers import load_termbase
    from briefing.glossary.matcher import Matcher

    return Matcher(load_termbase(user=False, project_dir=HERE))


def prepared(chosen: EvalSet, matcher: Matcher | None) -> list[Prepared]:
    """The set's texts as the product sees them."""
    return [prepare(text, matcher) for text in chosen.texts]


def run(name: str, system: System, chosen: EvalSet, texts: Sequence[Prepared], drafts: Path) -> Result:
    """Translate and measure. Raises ModelError if the system's model is not installed."""
    engine = system.load()
    store = DraftStore(drafts)
    computed = Meter(engine, warm=True, label=f"{chosen.name} {name}")
    asked = Meter(CachedEngine(computed, store))
    try:
        segments = system.translate(texts, asked)
    finally:
        store.close()
    rows = tuple(
        Row(unit.id, text.text.id, unit.zh, unit.reference, segment)
        for text, found in zip(texts, segments, strict=True)
        for unit, segment in zip(text.units, found, strict=True)
    )
    key = f"{chosen.digest} {name} {engine.fingerprint}"
    seconds = _seconds(Timings(drafts.with_suffix(".seconds.json")), key, computed, asked)
    count, unit = token_counter(engine)
    cost = {
        "drafts": len(asked.drafts),
        "computed": len(computed.drafts),
        "seconds": seconds,
        "length": sum(count(draft) for draft in asked.drafts),
        "length in": unit,
    }
    return Result(chosen, name, engine.name, engine.fingerprint, rows, figures(rows), cost)


def _seconds(timings: Timings, key: str, computed: Meter, asked: Meter) -> float | None:
    """Seconds of this run if it computed everything, otherwise of the last such run of the same."""
    if asked.drafts and len(computed.drafts) == len(asked.drafts):
        timings.keep(key, computed.seconds)
    return timings.read().get(key)


def token_counter(engine: Any) -> tuple[Callable[[Draft], int], str]:
    """What counts the length of an answer, markers included, and in what: the model's tokens, or words."""
    folder = getattr(engine, "_folder", None)
    if not isinstance(folder, Path) or not (folder / "openvino_tokenizer.xml").is_file():
        return lambda draft: len(draft.text.split()), "words"
    from briefing.engine import openvino

    tokenizer = openvino.load()[1].Tokenizer(str(folder))
    return lambda draft: tokenizer.encode(_with_markers(draft)).input_ids.shape[-1], "tokens"


def _with_markers(draft: Draft) -> str:
    text = draft.text
    for start, end in reversed(draft.marks):
        text = f"{text[:start]}[[{text[start:end]}]]{text[end:]}"
    return text
