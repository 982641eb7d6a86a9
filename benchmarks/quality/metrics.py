"""The figures of a system on a set: scores against the reference, spans, numbers, and what went wrong."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF

from benchmarks.quality import numbers
from briefing.chinese import speaks
from briefing.document import FIGURE_KINDS
from briefing.renderings import ONE_EACH, stands_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from sacrebleu.metrics.base import Metric

    from briefing.document import Segment, Span

# Whatever the caller's environment says, the intervals are to come out the same.
os.environ["SACREBLEU_SEED"] = "12345"
RESAMPLES = 1000

METRICS: dict[str, Callable[[], Metric]] = {"chrF2++": lambda: CHRF(word_order=2), "BLEU": BLEU}

LENGTH_BAND = (0.6, 1.67)
"""Characters of the output for one of the reference; outside, a clause was dropped or made up. Two
translators of one sentence are rarely further apart, and the band is as wide one way as the other."""

_WE = re.compile(r"(?:^|[.;:,!?—–][\"”’')]*\s*)(?:[\"“‘(]\s*)?(?:and |that )?(?:we|our)\b", re.IGNORECASE)
_FIRST_PERSON = re.compile(r"\b(?:we|our|ours|us)\b", re.IGNORECASE)
_WHOLE = frozenset(("empty", "untranslated"))
_CHINESE = frozenset(("untranslated", "chinese-left"))


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence with everything that is known of it. `segment` has the English, checked."""

    id: str
    text: str
    source: str
    reference: str
    segment: Segment

    @property
    def hypothesis(self) -> str:
        """The English that is judged."""
        return self.segment.en

    @property
    def rules(self) -> frozenset[str]:
        """The names of the product's rules that found something."""
        return frozenset(finding.rule for finding in self.segment.findings)


def score(rows: Sequence[Row]) -> dict[str, dict[str, Any]]:
    """chrF2++ and BLEU of a corpus, each with its 95% interval (`mean` plus and minus `ci`) and signature."""
    out: dict[str, dict[str, Any]] = {}
    for name, make in METRICS.items():
        metric = make()
        hypotheses, references = [row.hypothesis for row in rows], [[row.reference for row in rows]]
        result = metric.corpus_score(hypotheses, references, n_bootstrap=RESAMPLES)
        figures = {"score": result.score, "mean": result._mean, "ci": result._ci}
        out[name] = {key: round(float(value), 3) for key, value in figures.items()}
        out[name]["signature"] = str(metric.get_signature())
    return out


def spans(rows: Iterable[Row], kinds: frozenset[str]) -> dict[str, int]:
    """Spans of these kinds: all, those in the English in an admitted form, those lost in silence."""
    exact = total = silent = 0
    for row in rows:
        for span in row.segment.spans:
            if span.kind in kinds:
                total += 1
                exact += bool(span.by)
                silent += not span.by and not flagged(span, row.segment)
    return {"exact": exact, "total": total, "silent": silent}


def flagged(span: Span, segment: Segment) -> bool:
    """Whether a finding tells of the span: by its place, by its rendering, or of the whole sentence."""
    return any(
        finding.zh_at == span.zh_at or finding.expected == span.en or finding.rule in _WHOLE
        for finding in segment.findings
    )


def remarks(row: Row) -> list[str]:
    """What is wrong with a sentence as a whole."""
    tests = {
        "chinese": bool(row.rules & _CHINESE),
        "repetition": "repetition" in row.rules,
        "length": not LENGTH_BAND[0] <= len(row.hypothesis) / len(row.reference) <= LENGTH_BAND[1],
        "we": invented_subject(row),
    }
    return [name for name, wrong in tests.items() if wrong]


def invented_subject(row: Row) -> bool:
    """Whether a clause opens with we or our, and neither the Chinese nor the translator speaks so."""
    if speaks(row.source) or _FIRST_PERSON.search(row.reference):
        return False
    return _WE.search(row.hypothesis) is not None


def consistency(rows: Iterable[Row]) -> dict[str, int]:
    """LTCR, lexical translation consistency: of the pairs of one term's places in a document, those alike.

    A plural or a verb form is the same rendering, another accepted one is not, and a term that is missing is
    like nothing. Places where the English rightly says a term once for several are left out.
    (Lyu, Li, Gong and Zhang: Encouraging lexical translation consistency for document-level neural machine
    translation, EMNLP 2021, for words that an aligner finds.)
    """
    places: defaultdict[tuple[str, str], list[str | None]] = defaultdict(list)
    for row in rows:
        for span in row.segment.spans:
            if span.kind in ONE_EACH and span.by != "once":
                places[row.text, span.zh].append(_rendering(span, row.hypothesis))
    pairs = [pair for found in places.values() for pair in combinations(found, 2)]
    return {"same": sum(a is not None and a == b for a, b in pairs), "pairs": len(pairs)}


def _rendering(span: Span, en: str) -> str | None:
    if span.en_at is None:
        return None
    written = en[slice(*span.en_at)]
    if any(stands_for(written, form) for form in (span.en, *span.forms)):
        return span.en
    return written.casefold()


def figures(rows: Sequence[Row]) -> dict[str, Any]:
    """All figures of a system on a set that come from its English."""
    found = [numbers.recall(row.reference, row.hypothesis) for row in rows]
    wrong = [remark for row in rows for remark in remarks(row)]
    return {
        "sentences": len(rows),
        **score(rows),
        "terms": spans(rows, ONE_EACH),
        "figures": spans(rows, FIGURE_KINDS),
        "reference figures": {"found": sum(a for a, _ in found), "total": sum(b for _, b in found)},
        "invented figures": sum(len(invented(row)) for row in rows),
        **{name: wrong.count(name) for name in ("chinese", "repetition", "length", "we")},
        "consistency": consistency(rows),
    }


def invented(row: Row) -> list[str]:
    """Numbers of the English that are neither in the source nor in the reference."""
    found = numbers.invented(row.source, row.segment.spans, row.reference, row.hypothesis)
    return [f"{value:f}" for value in found]
