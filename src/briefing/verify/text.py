"""The English as a text: is it there, whole, English, and of a likely length?"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from briefing.chinese import HAN, speaks
from briefing.renderings import VERBATIM
from briefing.verify.rules import finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.document import Ended, Finding, Segment
    from briefing.verify.mask import Mask

_CHINESE = re.compile(
    f"(?:{HAN.pattern}|[\u2e80-\u2fdf\u3000-\u303f\u3040-\u312f\u31c0-\u31ef\ufe30-\ufe4f\uff01-\uff60\uffe0-\uffe6])+"
)
_LOST = re.compile(
    r"\ufffd|⁇|▁|<unk>|<pad>|</?s>|<\|[^|<>]{1,40}\|>|\[\[|\]\]|[\ud800-\udfff]|Ã[\x80-\xbf]|â€|(?<=\S)(?:Human|Assistant):|[\x00-\x08\x0e-\x1f\x7f]"
)
_WORD = re.compile(r"\w+(?:['’-]\w+)*")
_FIRST_PERSON = re.compile(r"\b(?:[Ww]e|[Oo]urs?|us|[Oo]urselves)\b(?!\.)")
_WISH_ZH = re.compile("要|必须|应|希望|期待|愿|须|让|警惕")
_WISH = re.compile(r" (?:must|should|shall|need|hope|look forward|have to)\b")
_QUOTED = re.compile('“[^“”]*”|"[^"]*"')
_ALNUM = re.compile(r"[A-Za-z0-9]")

_ENUMERATED = 3
_SIDE_BY_SIDE = re.compile("[”》][“《]")
_MARK_ZH = re.compile("、|[”》][“《]")
_JOINT = re.compile(r",(?!\d)|[;/&+]|\b(?:and|or|to|as well as|plus)\b", re.IGNORECASE)

PER_CHARACTER = 5.1
"""Characters of English for one Chinese character: the median of the sentence pairs below."""

LENGTHS: tuple[tuple[float, float, float], ...] = (
    (6, 1.8, 12.0),
    (12, 2.3, 11.0),
    (25, 2.9, 9.0),
    (60, 3.4, 7.5),
    (float("inf"), 3.8, 6.9),
)
"""(below so many Chinese characters, least, most) characters of English for each.

The 0.5% tails of 5,992 pairs of policy and news Chinese with a translator's English, rounded outwards. In the
same order, 0.5%, median, 99.5%: 2.0, 5.0, 9.3 (38 pairs; widened); 2.33, 5.12, 10.88 (746); 3.0, 5.13, 8.91
(1,654); 3.42, 5.14, 7.47 (2,286); 3.88, 5.07, 6.9 (1,268).
"""

IN_STATUTES = 1.17
"""How much shorter or longer than that a law may be: the 0.5% tails of 2,039 sentences of laws (mainland
and Taiwan) with their official English are 2.9 and 8.9 of 25 to 60 characters, 3.0 and 8.1 of more."""

_CUT: dict[Ended, str] = {
    "length": "the engine was cut off at the cap on its output",
    "no-end": "the engine gave no end marker",
    "too-long": "the source is over the engine's limit",
    "failed": "the engine gave no answer",
}


def ended(segment: Segment) -> Iterator[Finding]:
    """Answers that did not end by themselves."""
    if segment.ended in _CUT:
        yield finding("cut-off", _CUT[segment.ended])
    elif segment.ended == "loop":
        yield finding("repetition", "the engine repeated itself and was cut")


def language(segment: Segment, mask: Mask) -> Iterator[Finding]:
    """Chinese left over, the source given back, characters lost."""
    literals = [span.en_at for span in segment.spans if span.kind in VERBATIM and span.en_at]
    text = type(mask)(literals).blank(segment.en)
    chinese = list(_CHINESE.finditer(type(mask)(mask.ranges).blank(segment.en)))
    han = sum(len(HAN.findall(match[0])) for match in chinese)
    if chinese and (segment.en == segment.zh.strip() or 2 * han > len(_ALNUM.findall(text))):
        yield finding("untranslated", "the Chinese was given back")
    else:
        for match in chinese[:5]:
            yield finding("chinese-left", f"{match[0][:20]} is left in the English", en_at=match.span())
    for match in list(_LOST.finditer(text))[:5]:
        yield finding("characters-lost", f"{match[0]!r} stands for something lost", en_at=match.span())


def repetition(segment: Segment, mask: Mask) -> Iterator[Finding]:
    """A phrase three times on end (a word four times), or six words three times anywhere."""
    if _says_again(segment.zh):
        return
    found = list(_WORD.finditer(segment.en))
    words = [match[0].lower() for match in found]
    for period in range(1, min(24, len(words) // 3) + 1):
        run, needed = 0, 3 if period == 1 else 2 * period
        for at in range(period, len(words)):
            run = run + 1 if words[at] == words[at - period] else 0
            if run >= needed:
                start, end = found[at - run - period + 1].start(), found[at].end()
                phrase = " ".join(words[at - period + 1 : at + 1])
                yield finding("repetition", f"{phrase!r} is said again and again", en_at=(start, end))
                return
    counts: Counter[tuple[str, ...]] = Counter()
    last: dict[tuple[str, ...], int] = {}
    for at in range(len(words) - 5):
        six = tuple(words[at : at + 6])
        if at >= last.get(six, -6) + 6 and mask.free(found[at].start(), found[at + 5].end()):
            counts[six] += 1
            last[six] = at
            if counts[six] == 3:
                place = found[at].start(), found[at + 5].end()
                yield finding("repetition", f"{' '.join(six)!r} is said three times", en_at=place)
                return


def _says_again(zh: str) -> bool:
    """Whether the Chinese itself says some three characters three times."""
    counts = Counter(zh[at : at + 3] for at in range(len(zh) - 2) if HAN.match(zh, at))
    return any(count > 2 for count in counts.values())


def length(segment: Segment, *, statute: bool = False) -> Iterator[Finding]:
    """Far shorter or longer than translations of such a text are, what is known of it taken into account."""
    covered = [span for span in segment.spans if span.en_at]
    weight = sum((span.en_at or (0, 0))[1] - (span.en_at or (0, 0))[0] for span in covered) / PER_CHARACTER
    done = 0
    rest = []
    for span in covered:
        rest.append(segment.zh[done : span.zh_at[0]])
        done = max(done, span.zh_at[1])
    outside = "".join(rest) + segment.zh[done:]
    characters = len(HAN.findall(outside))
    weight += characters + len(_ALNUM.findall(outside)) / PER_CHARACTER
    if weight < 1:
        return
    ratio = len(segment.en) / weight
    least, most = next((low, high) for below, low, high in LENGTHS if weight < below)
    if statute:
        least, most = least / IN_STATUTES, most * IN_STATUTES
    if ratio < least and characters == 1 and covered:
        return  # a measure word: 45座 is 45
    if not least <= ratio <= most:
        what = "short" if ratio < least else "long"
        expected = f"{round(least * weight)} to {round(most * weight)} characters"
        yield finding("length", f"the English is suspiciously {what}: {len(segment.en)} characters", expected)


def enumeration(segment: Segment) -> Iterator[Finding]:
    """An enumeration (省、市、县 sheng, shi, xian) for which the English has too few joints.

    A joint is a comma, a semicolon, an `and` and the like. In 446 pairs of policy and news Chinese with three
    marks or more and a translator's English, there was never less than one joint to a mark. What stands
    side by side in quotation marks (“甲”“乙”“丙”) is listed without one.
    """
    known = sum(len(_MARK_ZH.findall(span.zh)) for span in segment.spans if span.en_at)
    items = len(_MARK_ZH.findall(segment.zh)) - known
    enough = items >= _ENUMERATED or len(_SIDE_BY_SIDE.findall(segment.zh)) >= _ENUMERATED - 1
    if enough and (joints := len(_JOINT.findall(segment.en))) < items:
        message = f"the Chinese lists with {items} marks, the English joins {joints} times"
        yield finding("list-shortened", message)


def quotes(segment: Segment) -> Iterator[Finding]:
    """A quotation mark without its partner, where the Chinese has them in pairs."""
    if _unpaired(segment.zh) is None and (at := _unpaired(segment.en)) is not None:
        yield finding("quotes", "a quotation mark has no partner", en_at=(at, at + 1))


def _unpaired(text: str) -> int | None:
    """Where the first double quotation mark stands that has no partner."""
    opened: list[int] = []
    straight: list[int] = []
    for match in re.finditer('["“”「」『』]', text):
        if match[0] in "“「『":
            opened.append(match.start())
        elif match[0] == '"':
            straight.append(match.start())
        elif opened:
            opened.pop()
        else:
            return match.start()
    if opened:
        return opened[0]
    return straight[-1] if len(straight) % 2 else None


def subject(segment: Segment, mask: Mask) -> Iterator[Finding]:
    """`We` or `our` in the English of a sentence that names no such subject.

    `We must` for 要 yao (must), and what somebody says in quotation marks, are right.
    """
    if speaks(segment.zh):
        return
    wish = _WISH_ZH.search(segment.zh)
    for match in _FIRST_PERSON.finditer(_QUOTED.sub(_blank, mask.blank(segment.en))):
        if wish and _WISH.match(segment.en, match.end()):
            continue
        yield finding("invented-subject", f"the Chinese has no word for {match[0]!r}", en_at=match.span())
        return


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])
