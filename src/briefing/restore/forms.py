"""The form of a rendering that its sentence wants: has allocated in advance, an elderly person living alone.

An engine is told one form of a rendering and carries that over, whatever stands around it. It is mended only
where the words beside it leave one reading, and to a form that counts as the rendering.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from briefing.inflection import gerund, has_no_object, is_list_of_plurals, participle, same_head, singular
from briefing.renderings import is_rendering

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.document import Segment, Span
    from briefing.restore.held import Held, HeldText

_REACH = 60

_ADVERBS = (
    r"(?: (?:already|also|now|recently|further|not|never|since|actively|fully|effectively|continuously"
    r"|steadily|successfully|vigorously|earnestly|thoroughly|strictly|resolutely|jointly|gradually|initially|strongly))?"
)
# What helps a verb stands by itself, and no noun can follow it that is spelled as the verb is.
_PERFECT = re.compile(rf"(?<![\w'-])(?:has|have|had|having){_ADVERBS} $", re.IGNORECASE)
_PASSIVE = re.compile(rf"(?<![\w'-])(?:is|are|was|were|be|been|being){_ADVERBS} $", re.IGNORECASE)
_PREPOSITION = re.compile(
    r"(?<![\w'-])(?:by|for|of|in|from|without|after|before|while|when|through|upon)"
    r"(?: (?:actively|fully|effectively|continuously|steadily|vigorously|earnestly|thoroughly|strictly))? $",
    re.IGNORECASE,
)
_NO_OBJECT = re.compile(
    r" *(?:$|[.,;:!?)”]| (?:by|in|at|on|to|for|from|with|under|through|across|over|and|or)\b)"
)

_ADJECTIVE = (
    r"(?:(?:new|local|large|small|single|typical|modern|rural|urban|public|private|specific|certain) )?"
)
_ONE = re.compile(
    rf"(?<![\w'-])(?:(?P<article>an?)|(?P<each>each)|every) {_ADJECTIVE}(?:\d{{1,3}}-year-old )?$",
    re.IGNORECASE,
)
_OPENS = re.compile(
    r"(?:^|[.!?:;,—–(“] ?|\b(?:of|in|on|by|to|for|from|at|under|with|that|and|between) )$", re.IGNORECASE
)
_STARTS = re.compile(r"(?:^|[.!?:] |[“(])$")
_PHRASE_ENDS = re.compile(
    r"(?:$|[.,;:!?)”]"
    r"| (?:of|for|in|with|on|to|at|from|by|under|near|during|after|before|as|than|within|into|through|between"
    r"|among|against|about|without|per|who|whose|that|which|where|is|was|has|will|can|may|shall|must|should|could|would"
    r"|living|aged|named)\b)"
)
"""What a noun goes before that it does not qualify: an elderly care services system stays as it is."""
_PLURAL_VERB = re.compile(r"[^.;:,]{0,60}\b(?:are|were|have|do)\b")

_LISTED, _LISTED_ZH = (", ", " and ", ", and "), ("、", "和", "，", "及")

_GENITIVE = re.compile(r"(?<![\w'-])([a-z]*[a-z]{2}(?:[bcdfgkmnprtvwy]|th|ie|l)s)'s(?!\w)")
_NO_PLURAL = ("lens", "news", "corps", "mumps", "series", "species", "barracks", "means", "caries", "rabies")

_SUFFIX = re.compile(r"(?<![\w'-])([A-Za-z]?[a-z]{3,}) (ly|ness)(?![\w'’-])")


def verbs(text: HeldText, spans: Sequence[Span]) -> None:
    """The participle or -ing form of what begins with a verb: has allocate in advance, by implement."""
    for piece in text.held:
        rendering = text.read(piece)
        before = text.text[max(0, piece.start - _REACH) : piece.start]
        new = ""
        if _PERFECT.search(before):
            new = participle(rendering)
        elif _PREPOSITION.search(before):
            new = gerund(rendering)
        elif _PASSIVE.search(before) and _is_passive(text, piece):
            new = participle(rendering)
        _reword(text, piece, spans, new)


def _is_passive(text: HeldText, piece: Held) -> bool:
    """Whether no object follows: is strengthen the system may want strengthening, or a `to`."""
    return has_no_object(text.read(piece)) and (
        " " in text.read(piece) or _NO_OBJECT.match(text.text, piece.end) is not None
    )


def singulars(text: HeldText, spans: Sequence[Span]) -> None:
    """The singular behind a, each and every: an 81-year-old elderly person living alone.

    Two things in the plural have no singular between them: there the article goes (a townships and
    subdistricts).
    """
    for piece in text.held:
        span = spans[piece.span]
        low = max(0, piece.start - _REACH)
        one = _ONE.search(text.text[low : piece.start])
        if span.kind != "term" or not one or not _PHRASE_ENDS.match(text.text, piece.end):
            continue
        at = low + one.start()
        if _PLURAL_VERB.match(text.text, piece.end) or not _determines(text.text, at, one):
            continue
        rendering = text.read(piece)
        if _reword(text, piece, spans, _singular(rendering, span)):
            continue
        plain = one["article"] and one.end("article") + 1 == len(one.string)
        if plain and is_list_of_plurals(rendering) and not any(p.start <= at < p.end for p in text.held):
            text.change([(at, piece.start, "")])


def _determines(text: str, at: int, one: re.Match[str]) -> bool:
    """Whether the word at `at` determines what follows: no letter (Class A), nor `they are each members`."""
    before = text[max(0, at - 12) : at]
    if one["each"]:
        return _OPENS.search(before) is not None
    return text[at] != "A" or _STARTS.search(before) is not None


def _singular(rendering: str, span: Span) -> str:
    """The singular of a rendering, as the entry has it if it has one: functionary of a state organ."""
    own = next((form for form in span.forms if same_head(rendering, form)), "")
    return own or singular(rendering)


def _reword(text: HeldText, piece: Held, spans: Sequence[Span], new: str) -> bool:
    """Hold `new` in place of a term's rendering, if it counts as one."""
    span = spans[piece.span]
    if not new or span.kind != "term" or not is_rendering(new, span):
        return False
    text.reword(piece, new, "form")
    return True


def plural_titles(text: HeldText, segment: Segment) -> None:
    """Deputy directors A, B and C, where the Chinese has one 副主任 before several names.

    A chief may stand before others who have no title here; deputies, of whom there are several, share theirs.
    """
    for at, piece in enumerate(text.held):
        span = segment.spans[piece.span]
        if span.kind != "term" or not span.zh.startswith(("副", "常务副")):
            continue
        names = _names(text, segment, at)
        rendering = text.read(piece)
        plain = rendering[:1].lower() + rendering[1:]
        many = next((form for form in (*span.forms, span.en) if singular(form) == plain), "")
        if many and len(names) > 1:
            text.reword(piece, rendering[:1] + many[1:], "form")


def _names(text: HeldText, segment: Segment, at: int) -> list[Held]:
    """The people's names behind the title `text.held[at]`, in both languages: A, B and C, 甲、乙和丙."""
    names: list[Held] = []
    gaps: list[str] = []
    for before, name in pairwise(text.held[at:]):
        gap = text.text[before.end : name.start]
        between = segment.zh[segment.spans[before.span].zh_at[1] : segment.spans[name.span].zh_at[0]]
        follows = gap in _LISTED and between in _LISTED_ZH if names else gap == " " and not between
        if segment.spans[name.span].kind != "name" or not follows:
            break
        names.append(name)
        gaps.append(gap)
    return names if gaps and gaps[-1].endswith("and ") else []


def genitives(text: HeldText) -> None:
    """The genitive of a plural outside of renderings, too: the townships and subdistricts' doors."""
    text.sub(_GENITIVE, lambda match: match[0] if match[1] in _NO_PLURAL else match[1] + "'")


def join_suffixes(text: HeldText, spans: Sequence[Span]) -> None:
    """A word whose ending was written apart, behind a rendering or not: dynamic ly, effective ness.

    What is a rendering no more, joined, is held no longer; the checks say that it is missing.
    """
    for match in reversed(list(_SUFFIX.finditer(text.text))):
        start, end = match.span()
        word = _adverb(match[1]) if match[2] == "ly" else match[1] + match[2]
        touched = [piece for piece in text.held if piece.start < end and piece.end > start]
        if not touched:
            text.change([(start, end, word)])
        elif len(touched) == 1 and touched[0].end == match.end(1):
            piece = touched[0]
            joined = text.text[piece.start : start] + word
            if piece.start > start:
                continue
            text.change([(piece.end, end, "")])
            if spans[piece.span].kind == "term" and is_rendering(joined, spans[piece.span]):
                text.reword(piece, joined, "form")
            elif spans[piece.span].kind == "term":
                text.reword(piece, joined, piece.by)
                text.held.remove(piece)


def _adverb(adjective: str) -> str:
    """The adverb of an adjective.

    >>> [_adverb(word) for word in ("dynamic", "public", "steady", "stable", "rapid", "full")]
    ['dynamically', 'publicly', 'steadily', 'stably', 'rapidly', 'fully']
    """
    if adjective.endswith("ic") and adjective.lower() != "public":
        return adjective + "ally"
    if adjective.endswith("ll"):
        return adjective + "y"
    if adjective.endswith("le"):
        return adjective.removesuffix("e") + "y"
    return (adjective.removesuffix("y") + "i" if adjective.endswith("y") else adjective) + "ly"
