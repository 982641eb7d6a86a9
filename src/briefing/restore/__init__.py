"""From a draft with marks to English with the spans at their offsets.

Marks are matched to spans (`marks`), their renderings held fast (`held`), and the text around them put right:
its typography (`tidy`), doubled words, articles and capitals (`grammar`). Nothing here judges the result;
that is `verify`, which starts from scratch.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.renderings import VERBATIM
from briefing.restore.forms import (
    genitives,
    join_suffixes,
    plural_titles,
    singulars,
    verbs,
)
from briefing.restore.grammar import (
    agree,
    capitalize,
    capitalize_inside,
    collapse_articles,
    open_article,
    possessive,
    supply_articles,
    supply_by,
    undouble,
)
from briefing.restore.held import Held, HeldText
from briefing.restore.marks import match_marks
from briefing.restore.tidy import clean, join_figures, space, tidy
from briefing.restore.title_case import is_titled, title_terms

if TYPE_CHECKING:
    from briefing.document import Segment, Span
    from briefing.engine.base import Draft

_OPENING, _CLOSING = ("（", "("), ("）", ")")
_QUOTED = re.compile('[“"][^“”"]{8,}[”"]')
_DIGITS = re.compile("[0-9]+")


def restore(segment: Segment, draft: Draft) -> Segment:
    """Return `segment` with the English of `draft`, `ended` as it ended, and its spans' `en_at` and `by`.

    A span whose rendering was not found in the draft's marks has `en_at=None` and `by=""`. For the others
    `segment.en[start:end]` is the rendering or an admitted form of it, exactly, but for a capital at the
    beginning of the sentence and title case in a title. Works on any draft; never raises.
    """
    if not draft.text.strip():
        return replace(segment, en="", ended=draft.ended, spans=_settled(segment.spans, HeldText("")))
    text = _held(segment, draft)
    titled = is_titled(draft)
    clean(text)
    join_figures(text, segment.spans)
    tidy(text, segment.zh)
    undouble(text)
    supply_articles(text, segment.spans, titled=titled)
    supply_by(text, segment)
    _put_back(text, segment)
    _number_titles(text, segment)
    space(text)
    join_suffixes(text, segment.spans)
    collapse_articles(text)
    verbs(text, segment.spans)
    singulars(text, segment.spans)
    plural_titles(text, segment)
    agree(text)
    possessive(text, segment.spans)
    genitives(text)
    open_article(text, segment.spans)
    capitalize(text, segment.spans)
    capitalize_inside(text, segment.spans)
    if titled:
        title_terms(text, segment.spans)
    return replace(segment, en=text.text, ended=draft.ended, spans=_settled(segment.spans, text))


def _held(segment: Segment, draft: Draft) -> HeldText:
    """The draft with the matched marks held, each set to its rendering."""
    parts: list[str] = []
    held: list[Held] = []
    done = length = 0
    for match in match_marks(segment, draft):
        between = draft.text[done : match.start]
        length += len(between)
        held.append(Held(length, length + len(match.rendering), match.span, match.by))
        parts += [between, match.rendering]
        length += len(match.rendering)
        done = match.end
    return HeldText("".join(parts) + draft.text[done:], held)


def _put_back(text: HeldText, segment: Segment) -> None:
    """Literals and addresses that the engine left out: in at the word boundary nearest to their place."""
    there = {piece.span for piece in text.held}
    for at, span in enumerate(segment.spans):
        if span.kind not in VERBATIM or at in there or not span.en:
            continue
        spot = _spot(text, segment, span)
        before = "" if spot == 0 else " "
        text.change([(spot, spot, before + ("" if spot == len(text.text) else " "))])
        text.insert(Held(0, 0, at, "restored"), spot + len(before), span.en)


def _number_titles(text: HeldText, segment: Segment) -> None:
    """Numbers of documents that the engine left out, in brackets behind the titles that they stand behind."""
    there = {piece.span: piece for piece in text.held}
    for at, span in enumerate(segment.spans):
        start, end = span.zh_at
        bracketed = segment.zh[start - 1 : start] in _OPENING and segment.zh[end : end + 1] in _CLOSING
        if span.kind != "document-number" or at in there or not start or not bracketed:
            continue
        ends = {start - 1, start - 1 - (segment.zh[start - 2 : start - 1] in ("》", "”"))}
        titles = [there[n] for n, title in enumerate(segment.spans) if n in there and title.zh_at[1] in ends]
        quoted = list(_QUOTED.finditer(text.text)) if segment.zh.count("《") == 1 else []
        spot = titles[-1].end if titles else quoted[0].end() if len(quoted) == 1 else 0
        spot += text.text[spot : spot + 1] in ("”", '"')
        numbers = [part for part in _DIGITS.findall(span.en) if part in text.open]
        if not spot or numbers or text.text[spot:].lstrip().startswith("("):
            continue
        comma = text.open[spot - 2 : spot - 1] == "," and text.text[spot - 1] in ("”", '"')
        if comma:
            # “Opinions,” and: the comma goes behind the brackets.
            text.change([(spot - 2, spot - 1, "")])
            spot -= 1
        text.change([(spot, spot, " ()," if comma else " ()")])
        text.insert(Held(0, 0, at, "restored"), spot + 2, span.en)
        there = {piece.span: piece for piece in text.held}


def _spot(text: HeldText, segment: Segment, span: Span) -> int:
    """Where in the English a span belongs that stands at `zh_at` in the Chinese."""
    open_text = text.open
    words = len(open_text.rstrip(" .。!?”)"))
    if not segment.zh[span.zh_at[1] :].strip(" 。！？”）"):
        return max(words, text.held[-1].end if text.held else 0)
    wanted = round(span.zh_at[0] / len(segment.zh) * len(open_text))
    boundaries = [0, *(at for at, char in enumerate(open_text) if char == " "), max(words, 0)]
    boundaries.sort()
    after = bisect_right(boundaries, wanted)
    return min(boundaries[max(0, after - 1) : after + 1], key=lambda at: abs(at - wanted))


def _settled(spans: tuple[Span, ...], text: HeldText) -> tuple[Span, ...]:
    held = {piece.span: piece for piece in text.held}
    return tuple(
        replace(span, en_at=(held[at].start, held[at].end), by=held[at].by)
        if at in held
        else replace(span, en_at=None, by="")
        for at, span in enumerate(spans)
    )
