"""Renderings that a colleague changed: candidates for the glossary."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from briefing.renderings import is_rendering
from briefing.suggest.candidates import Candidate
from briefing.suggest.rendered import Renderings, similar_phrase
from briefing.write.markdown_text import mark_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.bilingual.pairs import Bilingual, Pair
    from briefing.document import Span
    from briefing.review.pairs import Checked
    from briefing.suggest.candidates import Passage


@dataclass(frozen=True, slots=True)
class Changed:
    """A term that somebody rendered otherwise than the briefing had it, which was as the glossary says.

    `places` are the paragraphs, `sentences` their English, as far as it can be narrowed down. `renderings`
    are what stands there now, each with its places: certain if `certain` (the entry admits them), otherwise
    guessed; empty if there is no likely one.
    """

    zh: str
    en: str
    places: tuple[str, ...]
    sentences: tuple[str, ...]
    renderings: tuple[tuple[str, tuple[str, ...]], ...]
    certain: bool


def changed(bilingual: Bilingual, checked: Sequence[Checked]) -> Iterator[Changed]:
    """Terms that the briefing had as the glossary says and that the file has otherwise, in the text's order.

    Only paragraphs whose English was edited, and not taken out, count, as far as the briefing tells. What
    the appendix already calls missing was not changed by anybody, and of a term that it does not list the
    entry is newer than the briefing.
    """
    written = bilingual.written
    passages = [passage for each in checked for passage in each.passages]
    lost: dict[tuple[str, str], list[int]] = defaultdict(list)
    admitted: dict[tuple[str, str], list[tuple[str, str, str]]] = defaultdict(list)
    number = 0
    for each in checked:
        if not each.pair.en.strip() or _is_unedited(bilingual, each.pair):
            number += len(each.passages)
            continue
        before = _missing_before(bilingual, each.pair.id)
        missing = {(span.zh, span.en) for span in each.segment.spans if not span.by}
        for passage in each.passages:
            for span in passage.spans:
                key = (span.zh, span.en)
                if span.kind != "term" or key not in written.terms or key in before:
                    continue
                if not span.en_at and key in missing and number not in lost[key]:
                    lost[key].append(number)
                # The engine carries a marked term's own rendering over; any other is somebody's choice.
                elif span.en_at and span.marked and _is_admitted(passage.en[slice(*span.en_at)], span):
                    admitted[key].append((passage.en[slice(*span.en_at)], each.pair.id, passage.en))
            number += 1
    renderings = Renderings(passages)
    for (zh, en), numbers in lost.items():
        if numbers:
            yield _lost(zh, en, numbers, passages, renderings)
    for (zh, en), found in admitted.items():
        by_text: dict[str, list[str]] = defaultdict(list)
        for text, place, _ in found:
            by_text[text].append(place)
        yield Changed(
            zh,
            en,
            tuple(dict.fromkeys(place for _, place, _ in found)),
            tuple(dict.fromkeys(sentence for _, _, sentence in found)),
            tuple((text, tuple(dict.fromkeys(places))) for text, places in by_text.items()),
            certain=True,
        )


def _is_unedited(bilingual: Bilingual, pair: Pair) -> bool:
    marks = bilingual.written.english
    number = int(pair.id[1:]) - 1 if pair.id[1:].isdecimal() else len(marks)
    return number < len(marks) and marks[number] == mark_of(pair.en)


def _missing_before(bilingual: Bilingual, id_: str) -> set[tuple[str, str]]:
    """The terms that were not rendered in the paragraph when the briefing was written."""
    messages = [
        message
        for paragraph, rule, message in bilingual.written.findings
        if paragraph == id_ and rule == "term-missing"
    ]
    return {(zh, en) for zh, en in bilingual.written.terms if any(zh in message for message in messages)}


def _is_admitted(text: str, span: Span) -> bool:
    """Whether the English has a rendering that the entry admits and that briefing does not write itself."""
    own = replace(span, also=())
    return not is_rendering(text, own)


def _lost(
    zh: str, en: str, numbers: Sequence[int], passages: Sequence[Passage], renderings: Renderings
) -> Changed:
    candidate = Candidate(zh, "phrase", tuple((number, (0, 0)) for number in numbers), 0.0)
    seen = [
        (each.en, tuple(dict.fromkeys(passages[number].place for number in each.passages)))
        for each in renderings.of(candidate)
    ]
    if not seen:
        likely = [
            (phrase, passages[number].place)
            for number in numbers
            if (phrase := similar_phrase(en, passages[number]))
        ]
        seen = [(phrase, (place,)) for phrase, place in dict.fromkeys(likely)]
    return Changed(
        zh,
        en,
        tuple(dict.fromkeys(passages[number].place for number in numbers)),
        tuple(dict.fromkeys(passages[number].en for number in numbers)),
        tuple(seen),
        certain=False,
    )
