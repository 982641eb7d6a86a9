"""Checks on finished segments, from scratch: without looking at how the English came about.

`RULES` lists them all. Every check yields findings; none raises, whatever the text.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.chinese import HAN
from briefing.verify import (
    actors,
    arrangement,
    bounds,
    counted,
    counts,
    direction,
    exchanged,
    figures,
    modality,
    named,
    negation,
    numbering,
    omission,
    opposites,
    periods,
    places,
    planned,
    qualifiers,
    renderings,
    shape,
    speaker,
    terms_of_years,
    text,
    turns,
    weighty,
    words,
)
from briefing.verify.currency import currency
from briefing.verify.locate import locate
from briefing.verify.parties import parties
from briefing.verify.readings import Readings
from briefing.verify.rule import Rule
from briefing.verify.rules import RULES, finding
from briefing.verify.rules_of_sense import RULES_OF_SENSE
from briefing.verify.setting import Setting
from briefing.verify.units import swapped_units, units

if TYPE_CHECKING:
    from briefing.document import Finding, Segment

__all__ = ["RULES", "RULES_OF_SENSE", "Rule", "Setting", "penalty", "verify"]

BEFORE_TRANSLATION = frozenset(("overlapping-term", "term-shadowed", "doubtful-figure", "ocr-doubtful"))
"""Rules whose findings come with a segment; all others are found anew each time."""


_SENSE = frozenset(rule.name for rule in RULES_OF_SENSE)
_WRECKED = frozenset(("cut-off", "repetition", "characters-lost"))
"""Rules after whose findings there is no sense to be compared."""
_ALONE = Setting()


def verify(segment: Segment, setting: Setting = _ALONE, *, heading: bool = False) -> Segment:
    """Return `segment` with its findings, and its spans with `en_at` and `by` as the English has them.

    Findings of `BEFORE_TRANSLATION` are kept. A rendering that was found without a marker is `by="text"`, a
    term that is rightly said once where the Chinese says it again `by="once"`. Text without Chinese that
    was left as it stands has nothing to be checked. `setting` is that of its text; `heading` says that it is
    one, which need be no sentence.
    """
    kept = tuple(each for each in segment.findings if each.rule in BEFORE_TRANSLATION)
    if not HAN.search(segment.zh) and segment.en == segment.zh.strip():
        return replace(_as_it_stands(segment), findings=kept)
    if not segment.en.strip():
        spans = tuple(replace(span, en_at=None, by="") for span in segment.spans)
        lost = finding("empty", "there is no English")
        return replace(segment, spans=spans, findings=(*kept, *text.ended(segment), lost))
    readings = Readings(segment.en)
    spans, mask = locate(segment, readings)
    spans, once = renderings.said_once(spans)
    segment = replace(segment, spans=spans)
    omitted = list(omission.check(segment))
    named_in_both = parties(segment)
    found: list[Finding] = [
        *text.ended(segment),
        *text.language(segment, mask),
        *renderings.missing(segment),
        *renderings.forbidden(segment, mask),
        *renderings.extra(segment),
        *figures.check(segment, readings, mask),
        *(list(arrangement.order(segment)) or counted.check(segment)),
        *arrangement.ends(segment),
        *arrangement.relation(segment),
        *arrangement.listed(segment, readings),
        *arrangement.weekdays(segment, readings),
        *counts.check(segment),
        *numbering.check(segment),
        *qualifiers.check(segment, readings),
        *bounds.check(segment, readings, setting),
        *currency(segment, readings),
        *units(segment, readings),
        *swapped_units(segment, readings),
        *text.repetition(segment, mask),
        *(text.length(segment, statute=setting.is_statute(segment)) if segment.ended == "stop" else ()),
        *text.enumeration(segment),
        *text.quotes(segment),
        *words.unknown(segment, mask, setting),
        *named.unfounded(segment, mask, setting),
        *named.misread(segment),
        *named.lost(segment, setting),
        *places.check(segment),
        *periods.check(segment),
        *direction.check(segment),
        *turns.check(segment),
        *opposites.check(segment),
        *modality.check(segment, setting),
        *negation.check(segment),
        *planned.check(segment, setting),
        *terms_of_years.check(segment),
        *speaker.check(segment, setting),
        *actors.check(segment, named_in_both),
        *exchanged.check(segment, named_in_both),
        *omitted,
        *weighty.check(segment, [each.zh_at for each in omitted if each.zh_at]),
        *(() if heading else shape.fragment(segment)),
        *shape.repeated(segment, mask),
        *shape.capitals(segment, mask, heading=heading),
        *shape.nested(segment),
        *(() if setting.first_person else text.subject(segment, mask)),
        *once,
    ]
    if any(each.rule == "untranslated" for each in found):
        found = [each for each in found if each.rule in ("untranslated", "cut-off", "repetition")]
    elif any(each.rule in _WRECKED for each in found):
        found = [each for each in found if each.rule not in _SENSE]
    if segment.ended == "loop":
        first = next(each for each in found if each.rule == "repetition")
        found = [each for each in found if each.rule != "repetition" or each is first]
    return replace(segment, findings=(*kept, *found))


def _as_it_stands(segment: Segment) -> Segment:
    """The spans of a text that stands in the English as it stood."""
    shift = len(segment.zh) - len(segment.zh.lstrip())
    spans = tuple(
        replace(span, en_at=(max(0, span.zh_at[0] - shift), span.zh_at[1] - shift), by="text")
        for span in segment.spans
    )
    return replace(segment, spans=spans)


def penalty(segment: Segment) -> tuple[int, int, int]:
    """How many errors, warnings and notes a verified segment has: the smaller the better."""
    severities = [each.severity for each in segment.findings]
    return severities.count("error"), severities.count("warning"), severities.count("note")
