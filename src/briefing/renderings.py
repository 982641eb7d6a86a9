"""What may stand for a span in the English: its rendering, its forms, and what counts as the same.

Everything here keeps lengths: offsets into a folded text are offsets into the text.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from briefing.inflection import inflected

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.document import Span, SpanKind

ONE_EACH: frozenset[SpanKind] = frozenset(("term", "name", "title"))
"""The kinds of which one rendering is enough, however often the Chinese says it."""

VERBATIM: frozenset[SpanKind] = frozenset(("literal", "url", "email", "list-number"))
"""The kinds that are put back as they stood, wherever the engine left them out."""

DETERMINERS = frozenset(
    (
        *("the", "a", "an", "this", "that", "these", "those"),
        *("its", "his", "her", "their", "our", "my", "your", "whose"),
        *("every", "each", "any", "some", "no", "all", "both", "which", "what", "such", "another"),
    )
)
"""Words after which a noun takes no article of its own."""

_FOLDS = {**dict.fromkeys(map(ord, "’‘ʼ`"), "'"), **dict.fromkeys(map(ord, "“”„"), '"')}
_HYPHENS = "-‐‑– \u00a0\u2009\u202f"
_FOLDS |= dict.fromkeys(map(ord, _HYPHENS), " ")

_LAST_OF_LIST = re.compile(r"(, [^,]+?)(,?)( (?:and|or) [^,]+)\Z")
_OF_TIME = re.compile(r"(?<![\w.,–-])(?:[2-9]|10)(?=[- ](?:years?|months?)\b)")
_WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_GROWS = re.compile(r"(?: |-)(?:thousand|million|billion|trillion|percent|per cent|percentage)\b|[%‰]")


def fold(text: str) -> str:
    """`text` without the differences that do not count: kinds of quotes, hyphen or space, case.

    >>> fold("People’s Community-level")
    "people's community level"
    """
    folded = text.translate(_FOLDS)
    lower = folded.lower()
    if len(lower) == len(folded):
        return lower
    return "".join(low if len(low := char.lower()) == 1 else char for char in folded)


def stands_for(text: str, rendering: str) -> bool:
    """Whether `text` is `rendering` but for quotes, hyphens, and capitals where it has none.

    Capitals may be added (title case, the start of a sentence), never lost: `party building` is not
    `Party building`.
    """
    if text == rendering:
        return True
    if len(text) != len(rendering) or fold(text) != fold(rendering):
        return False
    return all(
        here == there or not (there.isupper() or (there in _HYPHENS and not _joins_letters(rendering, at)))
        for at, (here, there) in enumerate(zip(text, rendering, strict=True))
    )


def _joins_letters(text: str, at: int) -> bool:
    """Whether the hyphen or space there stands between words: the minus sign of -5.2% does not."""
    return 0 < at < len(text) - 1 and (text[at - 1].isalpha() or text[at + 1].isalpha())


def admitted(span: Span) -> tuple[str, ...]:
    """All that may stand for `span` in a check, its own rendering first.

    Neither a comma before the last of three things that a term lists nor years and months counted in words
    make another rendering; nor does the singular of a term, or its participle, unless it is ruled out.
    """
    texts = [text for text in (span.en, *span.forms, *span.also) if text]
    if span.kind == "term":
        forms = (form for text in (span.en, *span.forms) for form in inflected(text))
        texts += [form for form in forms if form not in span.forbidden]
    if span.kind in ONE_EACH:
        texts += [_other_comma(text) for text in texts if ", " in text]
        texts += [_in_words(text) for text in texts if _OF_TIME.search(text)]
    return tuple(dict.fromkeys(texts))


@lru_cache(maxsize=4096)
def _other_comma(text: str) -> str:
    """`text` with a comma before the last of three things if it has none, and the reverse.

    >>> _other_comma("Party regulations, discipline and the law")
    'Party regulations, discipline, and the law'
    """
    return _LAST_OF_LIST.sub(lambda found: f"{found[1]}{'' if found[2] else ','}{found[3]}", text)


def _in_words(text: str) -> str:
    """`text` with the years and months that it counts in words.

    >>> _in_words("2 years and 6 months in prison")
    'two years and six months in prison'
    """
    return _OF_TIME.sub(lambda found: _WORDS[int(found[0]) - 2], text)


def is_rendering(text: str, span: Span) -> bool:
    """Whether `text` is one of the renderings that `span` admits."""
    if span.kind in VERBATIM:
        return text == span.en
    return any(stands_for(text, rendering) for rendering in admitted(span))


def bounded(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` is whole words and whole numbers there.

    300 is not in 1,300, 300.5, 300th, 300 million, 300% or -300, nor is an in Gui'an.
    """
    if start >= end:
        return False
    before, after = text[max(0, start - 2) : start], text[end : end + 16]
    if text[start].isalnum() and (
        before[-1:].isalnum() or (before[-1:] in ("'", "’") and before[:1].isalpha())
    ):
        return False
    if text[end - 1].isalnum() and after[:1].isalnum():
        return False
    if text[start].isdigit():
        if before[-1:] in (".", ",") and before[:-1].isdigit():
            return False
        if before[-1:] in ("-", "−") and not before[:-1].isalnum():
            return False
    if text[end - 1].isdigit():
        return not (after[:1] in (".", ",") and after[1:2].isdigit()) and not _GROWS.match(after)
    return True


def places(text: str, folded: str, rendering: str) -> Iterator[tuple[int, int]]:
    """Where `rendering` stands in `text`, whose fold is `folded`, as whole words; from left to right."""
    wanted = fold(rendering)
    at = folded.find(wanted) if wanted else -1
    while at >= 0:
        end = at + len(wanted)
        if stands_for(text[at:end], rendering) and bounded(text, at, end):
            yield at, end
        at = folded.find(wanted, at + 1)


def verbatim_places(text: str, literal: str) -> Iterator[tuple[int, int]]:
    """Where `literal` stands in `text`, letter by letter; from left to right."""
    at = text.find(literal) if literal else -1
    while at >= 0:
        yield at, at + len(literal)
        at = text.find(literal, at + len(literal))
