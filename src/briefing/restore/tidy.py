"""Typography: spaces, punctuation and quotation marks of the text around what is held.

The English has “double quotes” in pairs and the straight apostrophe (') that the termbases use.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.document import FIGURE_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefing.document import Span
    from briefing.restore.held import Change, HeldText

# Full-width punctuation that an engine carried over and that has exactly one English counterpart.
_WIDE = str.maketrans(
    {
        "，": ", ",
        "、": ", ",
        "。": ". ",
        "；": "; ",
        "：": ": ",
        "！": "! ",
        "？": "? ",
        "（": " (",
        "）": ") ",
        "％": "%",
        "\u3000": " ",
    }
)
_WIDE_ANY = re.compile("[，、。；：！？（）％\u3000]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]+"
)
_BRACKETS = re.compile(r"[\[\]]{2,}")
_SPACES = re.compile(r"\s{2,}|[^\S ]")
_PARTED = re.compile(r"\d, \d")
_BRACKETED = re.compile(r"\(([^()]*)\)")
_PART_OF_A_WORD = re.compile(r"[a-z]{1,4}|[0-9]{1,3}")
"""In brackets, part of what they stand at: person(s), (re)build, Article 5(3)."""
_RULES = tuple(
    (re.compile(pattern), new)
    for pattern, new in (
        (r"(?<![-\s]) ?--(?!-) ?", " — "),
        (r"(?<! ) +([,.])(?!\d)", r"\1"),
        (r"(?<! ) +([;:!?)”])", r"\1"),
        (r"([(“]) +", r"\1"),
        (r",(?: *,)+", ","),
        (r", *\.(?![.\d])", "."),
        (r"(?<!\.)\. ?\.(?![.\d])", "."),
        (r"([^\W\d_][,;])(?=[^\W\d_])", r"\1 "),
        (r"(?<=[,;:.!?])”(?=[^\W_])", "” "),
    )
)


_CLOSING = ("）", ")")
_AFTER_BRACKET = re.compile(r"\)[:;,]\Z")
"""（记者 王小明） (Reporter Wang Xiaoming): with a mark that announces what is not there."""


def clean(text: HeldText) -> None:
    """Take out what no English text holds: invisible characters, left-over marker syntax, wide punctuation.

    Half a character that got lost becomes U+FFFD, which the checks flag.
    """
    text.sub(_SURROGATE, "\ufffd")
    text.sub(_INVISIBLE, "")
    text.sub(_BRACKETS, lambda match: "" if "[[" in match[0] or "]]" in match[0] else match[0])
    text.sub(_WIDE_ANY, lambda match: match[0].translate(_WIDE))
    text.sub(_SPACES, " ")


def join_figures(text: HeldText, spans: Iterable[Span]) -> None:
    """Take the space out of a figure that the engine wrote in two: 32, 700 for the 32,700 of the Chinese."""
    if not _PARTED.search(text.open):
        return
    for span in spans:
        if span.kind in FIGURE_KINDS and "," in span.en and ", " not in span.en:
            parted = re.escape(span.en).replace(",", ", ?")
            text.sub(re.compile(rf"(?<![\d.,]){parted}(?!\d|, ?\d)"), span.en)


def tidy(text: HeldText, zh: str) -> None:
    """Put quotation marks, spaces and doubled punctuation right in the English of `zh`."""
    text.change(_quotes(text.open))
    space(text)
    if zh.rstrip().endswith(_CLOSING):
        text.sub(_AFTER_BRACKET, ")")


def space(text: HeldText) -> None:
    """Put spaces right: one between words, none before a comma, none at the ends."""
    text.sub(_SPACES, " ")
    for pattern, new in _RULES:
        text.sub(pattern, new)
    text.change(_joints(text))
    text.change(_brackets(text))
    text.change(_ends(text.open))


def _quotes(open_text: str) -> list[Change]:
    """Straight double quotes to pairs, curly apostrophes to straight ones."""
    changes: list[Change] = []
    inside = single = False
    for at, char in enumerate(open_text):
        if char not in '"“”‘’':
            continue
        before, after = open_text[at - 1 : at], open_text[at + 1 : at + 2]
        if char in "“”":
            inside = char == "“"
        elif char == "‘":
            single = True
        elif char == "’":
            if single and not (before.isalnum() and after.isalpha()):
                single = False
            else:
                changes.append((at, at + 1, "'"))
        else:
            free = not before or before.isspace() or before in "([—–-/“‘"
            clear = not after or after.isspace() or after in ",.;:!?)]—–-”’"
            opening = free if free != clear else not inside
            changes.append((at, at + 1, "“" if opening else "”"))
            inside = opening
    return changes


def _joints(text: HeldText) -> list[Change]:
    """A space where a rendering runs into the word beside it."""
    changes: list[Change] = []
    for piece in text.held:
        held = text.read(piece)
        before, after = text.text[piece.start - 1 : piece.start], text.text[piece.end : piece.end + 1]
        if piece.start and ((held[0].isalnum() and before.isalnum()) or before in ",;”"):
            changes.append((piece.start, piece.start, " "))
        if held[-1].isalnum() and after.isalnum():
            changes.append((piece.end, piece.end, " "))
    return sorted(set(changes))


def _brackets(text: HeldText) -> list[Change]:
    """A space where brackets run into the word or figure before or after them."""
    inside = {at for piece in text.held for at in range(piece.start + 1, piece.end)}
    changes: list[Change] = []
    for match in _BRACKETED.finditer(text.text):
        if _PART_OF_A_WORD.fullmatch(match[1]):
            continue
        start, end = match.span()
        before, after = text.text[start - 1 : start], text.text[end : end + 1]
        if (before.isalnum() or before == "%") and start not in inside:
            changes.append((start, start, " "))
        if after.isalnum() and end not in inside:
            changes.append((end, end, " "))
    return changes


def _ends(open_text: str) -> list[Change]:
    """Nothing but text at the beginning and the end."""
    if not open_text.strip(" "):
        return [(0, len(open_text), "")] if open_text else []
    start = len(open_text) - len(open_text.lstrip(" "))
    end = len(open_text.rstrip(" "))
    return [change for change in ((0, start, ""), (end, len(open_text), "")) if change[0] < change[1]]
