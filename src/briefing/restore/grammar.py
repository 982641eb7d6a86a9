"""The English around a rendering: doubled words, articles, and the capital that opens a sentence.

Renderings are told to the engine without articles (a marker holds the head alone), and it usually writes
them. What it forgot is supplied only where the word before shows that nothing else determines the noun.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.document import Segment, Span
    from briefing.restore.held import Change, Held, HeldText

_WORD_BEFORE = re.compile(r"([^\W\d_][\w'-]*)( +)$")
_WORD = re.compile(r"[\w'’-]+")
_ARTICLE_BEFORE = re.compile(r"(?<![\w'-])(the|an?)( +)$", re.IGNORECASE)
_ARTICLE_IN = re.compile(r"(?:the|an?|this|that|these|those) ", re.IGNORECASE)
_SINGULAR_S = re.compile(r"(?:[siu]s|')$")
_INDEFINITE_BEFORE = re.compile(r"(?<![\w'-])([Aa]n?)( +[\"“‘'(]?)$")
_ARTICLES = re.compile(
    r"(?<![\w'-])(?:[Tt]he|THE|[Aa]n?)(?: +(?:[Tt]he|THE|an?))+(?![\w'-])"  # "the A" may be a grade
)
# Behind the number of a heading, too: (1) Guiding philosophy, II. Main tasks.
_FIRST = re.compile(
    r"(?:(?:\(?\d{1,2}[.)]|[IVXLC]{1,7}\.|[①-⑳]|Article \d{1,4}(?:-\d{1,2})?) ++)?[\W_]*([^\W\d_])"
)

_SENTENCE_END = re.compile("(?:[a-z]{4}|[0-9%]|[)”])[.!?] $")
# What a sentence may open with and get a capital; a URL, a literal or a document number stays as it is.
_CAPITALS = frozenset(("term", "name", "figure", "percent", "fraction", "ordinal", "date", "time", "article"))

_DUE = ("前", "之前", "以前")
_PART = re.compile("(?:end|beginning) of ")
_BEFORE_A_DATE = frozenset((
    "the", "this", "each", "every", "by", "before", "at", "until", "till", "to", "from", "of", "in", "since",
    "and", "or", "between",
))  # fmt: skip
"""What tells how a date stands there; behind other words nothing does."""

_MAX_OVERLAP = 8
"""Words of a rendering that may be doubled at its edge, at most."""

# After these an article is wanted before a noun that takes one; verbs in their forms for the third person,
# the past and the gerund.
_FUNCTION_WORDS = (
    "of in on by to for with from at under through and or as that than is are was were be been being about"
    " into within across between among against before after during since until over upon per via including"
    " toward towards around throughout outside inside behind beyond without while when where if but"
)
_VERBS = (
    "implement promote uphold practice practise apply adopt follow study build develop advance pursue"
    " strengthen improve establish join support help ensure safeguard protect serve lead inform urge"
    " authorize entrust invite ask require enable issue release publish revise amend see make"
    " meet deepen expand launch"
)


def _forms(verb: str) -> tuple[str, ...]:
    stem = verb.removesuffix("e")
    return verb, verb + "s", stem + "ed", stem + "ing"


_TAKES_ARTICLE = frozenset(_FUNCTION_WORDS.split()) | {
    form for verb in _VERBS.split() for form in _forms(verb)
}


def undouble(text: HeldText) -> None:
    """Drop words beside a rendering that repeat its beginning or end: Ministry of Civil Affairs Affairs."""
    open_text = text.open
    changes: list[Change] = []
    free_from = 0
    for number, piece in enumerate(text.held):
        words = [word.lower() for word in _WORD.findall(text.read(piece))]
        low = max(free_from, piece.start - 400)
        before = list(re.finditer(r"\S+", open_text[low : piece.start]))
        if open_text[piece.start - 1 : piece.start] == " " and (n := _overlap([m[0] for m in before], words)):
            changes.append((low + before[-n].start(), piece.start, ""))
        stop = text.held[number + 1].start if number + 1 < len(text.held) else len(open_text)
        after = list(_WORD.finditer(open_text, piece.end, min(stop, piece.end + 400)))
        if open_text[piece.end : piece.end + 1] == " " and (n := _overlap(words, [m[0] for m in after])):
            gap = open_text[piece.end : after[n - 1].end()]
            if re.fullmatch(r"[\w'’ -]+", gap):
                changes.append((piece.end, after[n - 1].end(), ""))
                free_from = after[n - 1].end()
                continue
        free_from = piece.end
    text.change(changes)


def _overlap(left: Sequence[str], right: Sequence[str]) -> int:
    """How many words at the end of `left` are those at the beginning of `right`; figures do not count."""
    for n in range(min(len(left), len(right), _MAX_OVERLAP), 0, -1):
        ours, theirs = [word.lower() for word in left[-n:]], [word.lower() for word in right[:n]]
        if ours == theirs and not any(char.isdigit() for word in ours for char in word):
            return n if len("".join(ours)) > 2 else 0
    return 0


def supply_articles(text: HeldText, spans: Sequence[Span], *, titled: bool) -> None:
    """Put in the article that an entry says, and drop one before a rendering that has its own."""
    open_text = text.open
    changes: list[Change] = []
    for piece in text.held:
        span = spans[piece.span]
        rendering = text.read(piece)
        before = open_text[max(0, piece.start - 60) : piece.start]
        has_own = _ARTICLE_IN.match(rendering)
        if has_own and (article := _ARTICLE_BEFORE.search(before)):
            changes.append((piece.start - len(article[0]), piece.start, ""))
        elif not has_own and span.article and not titled and _wants_article(text, piece, before):
            article_text = span.article if span.article == "the" else _indefinite(rendering)
            changes.append((piece.start, piece.start, article_text + " "))
    text.change(changes)


def supply_by(text: HeldText, segment: Segment) -> None:
    """`published end of March`, for 3月底前公布: published by the end of March."""
    changes: list[Change] = []
    for piece in text.held:
        span = segment.spans[piece.span]
        due = span.kind == "date" and segment.zh.startswith(_DUE, span.zh_at[1])
        word = _WORD_BEFORE.search(text.open[max(0, piece.start - 60) : piece.start]) if due else None
        if word and word[1].lower() not in _BEFORE_A_DATE and _PART.match(text.read(piece)):
            changes.append((piece.start, piece.start, "by the "))
    text.change(changes)


def _wants_article(text: HeldText, piece: Held, before: str) -> bool:
    """Whether what stands before a rendering leaves room for an article, and what follows is no name."""
    after = text.text[piece.end : piece.end + 2]
    if after[:1] == " " and after[1:].isupper():
        return False  # a title before a name: CPC Central Committee General Secretary
    if not before.strip(" "):
        return piece.start < 60
    if not before.endswith(" "):
        return False
    word = _WORD_BEFORE.search(before)
    if word:
        return word[1].lower() in _TAKES_ARTICLE
    return before.rstrip(" ")[-1] in ",;:.!?—–"


def possessive(text: HeldText, spans: Sequence[Span]) -> None:
    """The genitive of a plural: the institutions' deposits, where an engine wrote institutions's."""
    text.change(
        (piece.end + 1, piece.end + 2, "")
        for piece in text.held
        if spans[piece.span].kind == "term"
        and text.read(piece).endswith("s")
        and not _SINGULAR_S.search(text.read(piece))
        and re.match(r"['’]s\b", text.open[piece.end : piece.end + 3])
    )


def agree(text: HeldText) -> None:
    """`a` or `an` before a rendering, by how its first word sounds."""
    open_text = text.open
    changes: list[Change] = []
    for piece in text.held:
        start = max(0, piece.start - 60)
        article = _INDEFINITE_BEFORE.search(open_text[start : piece.start])
        if article:
            right = _indefinite(text.read(piece))
            at = start + article.start(1)
            if article[1].lower() != right and (article[1] != "A" or at == 0 or open_text[at - 1] == " "):
                changes.append((at, at + len(article[1]), article[1][0] + right[1:]))
    text.change(changes)


def _indefinite(text: str) -> str:
    """The indefinite article before `text`.

    >>> _indefinite("elderly care services"), _indefinite("use right"), _indefinite("11 percent")
    ('an', 'a', 'an')
    """
    match = re.search(r"[^\W_]+", text)
    word = match[0] if match else ""
    if word.isdigit():
        return "an" if word[0] == "8" or word in ("11", "18") else "a"
    if len(word) > 1 and word.isupper():
        return "an" if word[0] in "AEFHILMNORSX" and word not in ("NATO", "SARS", "LNG") else "a"
    low = word.lower()
    if re.match(r"(?:uni(?!n)|us[aeiu]|ut[ei]|eu|ubi|one|once)", low):
        return "a"
    return "an" if low[:1] in tuple("aeiou") or re.match(r"(?:hour|honest|honou?r|heir)", low) else "a"


def collapse_articles(text: HeldText) -> None:
    """One article where there are several: the the, a the, the a."""

    def one(match: re.Match[str]) -> str:
        words = match[0].split()
        start = match.start()
        if words[0] == "A" and start and match.string[start - 2 : start - 1] not in (".", "!", "?", "”"):
            return f"A {words[-1]}"  # Class A the ...: a letter
        kept = next((word for word in words if word.lower() == "the"), words[-1])
        return kept.capitalize() if words[0][0].isupper() else kept

    text.sub(_ARTICLES, one)
    # Before a rendering that begins with one, too.
    open_text = text.open
    text.change(
        (piece.start - len(article[0]), piece.start, "")
        for piece in text.held
        if _ARTICLE_IN.match(text.read(piece))
        and (article := _ARTICLE_BEFORE.search(open_text[max(0, piece.start - 60) : piece.start]))
    )


def open_article(text: HeldText, spans: Sequence[Span]) -> None:
    """`Article 1: institutions shall` as English statutes have it: Article 1 Institutions shall."""
    piece = text.held[0] if text.held else None
    if not piece or text.text[: piece.start].strip() or spans[piece.span].kind != "article":
        return
    if text.text.startswith(": ", piece.end):
        text.change([(piece.end, piece.end + 1, "")])
        capitalize(text, spans, piece.end)


def capitalize_inside(text: HeldText, spans: Sequence[Span]) -> None:
    """A capital for a rendering that opens a sentence within: `62 percent. newly registered businesses`."""
    for piece in text.held:
        if _SENTENCE_END.search(text.text, max(0, piece.start - 20), piece.start):
            capitalize(text, spans, piece.start)


def capitalize(text: HeldText, spans: Sequence[Span], start: int = 0) -> None:
    """A capital at `start`, unless the word that stands there has its own ways (iPhone, a URL)."""
    first = _FIRST.match(text.text, start)
    if not first or not first[1].islower() or len(first[1].upper()) != 1:
        return
    at = first.start(1)
    word = re.compile(r"[^\W_]+").match(text.text, at)
    if word and any(char.isupper() or char.isdigit() for char in word[0]):
        return
    piece = next((piece for piece in text.held if piece.start <= at < piece.end), None)
    if piece and spans[piece.span].kind not in _CAPITALS:
        return
    text.text = text.text[:at] + first[1].upper() + text.text[at + 1 :]
