"""One system on one set: translated (what was translated before comes from the drafts kept), and measured."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from benchmarks.quality.meter import Meter, Timings
from benchmarks.quality.metrics import Row, figures
from benchmarks.quality.sets import HERE
from benchmarks.quality.systems import find
from benchmarks.quality.units import prepare
from briefing.engine.cache import CachedEngine
from briefing.engine.drafts import DraftStore

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from benchmarks.quality.sets import EvalSet
    from benchmarks.quality.units import Prepared
    from briefing.document import Segment
    from briefing.engine.base import Draft, Engine
    from briefing.glossary.matcher import Matcher

DRAFTS = HERE / ".drafts.sqlite"


@dataclass(frozen=True, slots=True)
class Result:
    """A system on a set. `cost` has drafts, seconds (None: not all were computed in one go) and tokens.

    `quoted` says that the English may stand in what is written.
    """

    set: EvalSet
    system: str
    engine: str
    fingerprint: str
    rows: tuple[Row, ...]
    figures: dict[str, Any]
    cost: dict[str, Any]
    quoted: bool = True


def matcher_of_product() -> Matcher:
    """The shipped termbase, without the user's own or that of the folder that this is started in."""
    from briefing.glossary.layers import load_termbase
    from briefing.glossary.matcher import Matcher

    return Matcher(load_termbase(user=False, project_dir=HERE))


def prepared(chosen: EvalSet, matcher: Matcher | None) -> list[Prepared]:
    """The set's texts as the product sees them."""
    return [prepare(text, matcher) for text in chosen.texts]


def run(name: str, chosen: EvalSet, texts: Sequence[Prepared], drafts: Path) -> Result:
    """Translate and measure. Raises SetError if there is no such system, ModelError if no model for it."""
    system, adapter = find(name)
    engine = system.load(adapter)
    store = DraftStore(drafts)
    computed = Meter(engine, warm=True, label=f"{chosen.name} {name}")
    asked = Meter(CachedEngine(computed, store))
    try:
        segments = system.translate(texts, asked)
    finally:
        store.close()
    rows = rows_of(texts, segments)
    count, unit = token_counter(engine)
    cost = {
        "drafts": len(asked.drafts),
        "computed": len(computed.drafts),
        "seconds": _seconds(Timings(drafts.with_suffix(".seconds.json")), name, computed, asked),
        "length": sum(count(draft) for draft in asked.drafts),
        "length in": unit,
    }
    return Result(chosen, name, engine.name, engine.fingerprint, rows, figures(rows), cost)


def rows_of(texts: Sequence[Prepared], segments: Sequence[Sequence[Segment]]) -> tuple[Row, ...]:
    """The sentences of all texts, each with its segment, of which `segments` has a list for each text."""
    return tuple(
        Row(unit.id, text.text.id, unit.zh, unit.reference, segment)
        for text, found in zip(texts, segments, strict=True)
        for unit, segment in zip(text.units, found, strict=True)
    )


def _seconds(timings: Timings, name: str, computed: Meter, asked: Meter) -> float | None:
    """Seconds of this run if it computed everything, otherwise of the last such run that asked the same."""
    prompts = "\0".join(sorted(asked.prompts))
    digest = hashlib.sha256(prompts.encode("utf-8", "replace")).hexdigest()
    key = f"{name} {computed.fingerprint} {digest}"
    if asked.prompts and computed.prompts == asked.prompts:
        timings.keep(key, computed.seconds)
    return timings.read().get(key)


def token_counter(engine: Engine) -> tuple[Callable[[Draft], int], str]:
    """What counts the length of an answer, and in what: the default model's tokens, or words."""
    from briefing.models.registry import local_model

    model = local_model()
    if engine.name != model.path.name or model.state != "ready":
        return lambda draft: len(draft.text.split()), "words"
    from briefing.engine import openvino

    tokenizer = openvino.load()[1].Tokenizer(str(model.path))

    def tokens(draft: Draft) -> int:
        return int(tokenizer.encode(_with_markers(draft), add_special_tokens=False).input_ids.shape[-1])

    return tokens, "tokens"


def _with_markers(draft: Draft) -> str:
    text = draft.text
    for start, end in reversed(draft.marks):
        text = f"{text[:start]}[[{text[start:end]}]]{text[end:]}"
    return text
