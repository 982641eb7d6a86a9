"""A briefing that was written before, taken up again: its paragraphs in sentences, each with its English.

Where the file does not have the sentences one by one, the marks of its record tell them apart, or else their
full stops; where neither does, the paragraph is one sentence.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.document import Document, Paragraph, Segment, Source
from briefing.review.pairs import cleaned, likely_parts
from briefing.review.structure import bare
from briefing.segment import sentences
from briefing.write.markdown_text import mark_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.bilingual.pairs import Bilingual, Pair
    from briefing.document import Hand, Range
    from briefing.normalize import Script

_SPACE = re.compile(r"\s+|$")
_ID = re.compile(r"p\d+")


def reopened(bilingual: Bilingual, source: Document | None = None, *, script: Script = "auto") -> Document:
    """The document that the pairs are of, without spans and findings.

    Each segment has its English and whose word it is: what the briefing's record does not vouch for was
    edited. `source` is the text that it translates, if it is at hand; paragraphs that the file has lost are
    there then, without English.
    """
    original = {each.id: each for each in source.paragraphs} if source else {}
    ids = _ids(bilingual)
    marks = dict(bilingual.written.sentences)
    paragraphs: dict[str, Paragraph] = {}
    at = 0
    for id_, (pair, zh) in zip(ids, cleaned(bilingual, script)[0], strict=True):
        own = original.get(id_)
        if own is None or bare(own.zh) != bare(zh):
            raw = pair.zh
            cut = [zh] if pair.kind == "byline" else sentences.cut(zh)
            own = Paragraph(id_, pair.kind, raw, (at, at + len(raw)), tuple(_segments(id_, cut)))
        at += len(pair.zh) + 2
        paragraphs[id_] = _with_english(own, pair, marks.get(id_, ()), _hand(bilingual, pair))
    if source and paragraphs.keys() <= original.keys():
        paragraphs = {id_: paragraphs.get(id_, each) for id_, each in original.items()}
    return Document(
        source.source if source else _source(bilingual),
        source.script if source else bilingual.written.script or "s",
        source.edits if source else (),
        tuple(paragraphs.values()),
    )


def _ids(bilingual: Bilingual) -> list[str]:
    """The ids of the pairs, if they are those of paragraphs and each is there once; otherwise new ones."""
    ids = [pair.id for pair in bilingual.pairs]
    if len(set(ids)) == len(ids) and all(map(_ID.fullmatch, ids)):
        return ids
    return [f"p{number}" for number in range(1, len(ids) + 1)]


def _source(bilingual: Bilingual) -> Source:
    """What is known of the text that the pairs translate, where it is not at hand."""
    written = bilingual.written
    text = "\n\n".join(pair.zh for pair in bilingual.pairs)
    sha256 = written.sha256 or hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()
    return Source(written.source or Path(bilingual.name).name, text, sha256, "utf-8")


def _hand(bilingual: Bilingual, pair: Pair) -> Hand:
    """Whose word a paragraph is that the record says no more of: a person's, unless it is as it was written.

    Of what briefing did not write, nobody knows.
    """
    marks = bilingual.written.english
    if not marks:
        return "draft" if bilingual.form == "json" else "edited"
    number = int(pair.id[1:]) - 1 if _ID.fullmatch(pair.id) else len(marks)
    return "draft" if number < len(marks) and marks[number] == mark_of(pair.en) else "edited"


def _segments(id_: str, cut: Sequence[str]) -> list[Segment]:
    return [Segment(f"{id_}.{number}", zh) for number, zh in enumerate(cut, 1)]


def _with_english(
    paragraph: Paragraph, pair: Pair, marks: Sequence[tuple[str, Hand]], hand: Hand
) -> Paragraph:
    """The paragraph with its English, sentence by sentence as far as that can be told apart."""
    segments = paragraph.segments
    written = [mark for mark, _ in marks]
    english: Sequence[str] | None = None
    if [zh for zh, _ in pair.parts] == [each.zh for each in segments]:
        english = [en for _, en in pair.parts]
    elif len(marks) == len(segments):
        english = cut_by_marks(pair.en, written)
    if english is None:
        english = likely_parts(pair, [each.zh for each in segments])
    if english is None:
        segments = tuple(_segments(paragraph.id, ["".join(each.zh for each in segments)]))
        english = [pair.en]
        marks = _together(marks) if hand == "draft" or not marks else ()
    hands = _hands(english, marks, pair, hand)
    done = zip(segments, english, hands, strict=True)
    made = (
        replace(each, en=en, ended="stop" if en.strip() else "pending", hand=own if en.strip() else "draft")
        for each, en, own in done
    )
    return replace(paragraph, segments=tuple(made))


def _hands(
    english: Sequence[str], marks: Sequence[tuple[str, Hand]], pair: Pair, hand: Hand
) -> Sequence[Hand]:
    """Whose word each sentence is."""
    if len(marks) == len(english):
        known = zip(english, marks, strict=True)
        hands = [own if mark in ("", mark_of(en)) else "edited" for en, (mark, own) in known]
    else:
        hands = [hand] * len(english)
    if len(pair.hands) != len(english):
        return hands
    # What a translator's tool says to be approved is so, whatever the record knew.
    return [own if told == "draft" else told for told, own in zip(pair.hands, hands, strict=True)]


def _together(marks: Sequence[tuple[str, Hand]]) -> list[tuple[str, Hand]]:
    """The mark of several sentences as one: confirmed if all are, edited if any was. Empty without any."""
    hands = {own for _, own in marks}
    if not hands:
        return []
    whole: Hand = "confirmed" if hands == {"confirmed"} else "draft" if hands == {"draft"} else "edited"
    return [("", whole)]


def cut_by_marks(en: str, marks: Sequence[str]) -> list[str] | None:
    """A text cut at spaces into pieces with these marks; None if there is no such way."""
    pieces: list[str] = []
    start = 0
    for mark in marks[:-1]:
        ends = (match.span() for match in _SPACE.finditer(en, start))
        found: Range | None = next((at for at in ends if mark_of(en[start : at[0]]) == mark), None)
        if found is None:
            return None
        pieces.append(en[start : found[0]])
        start = found[1]
    pieces.append(en[start:])
    return pieces if mark_of(pieces[-1]) == marks[-1] else None
