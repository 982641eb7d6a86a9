"""What one may, must and has the right to do."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.verify.rules import finding
from briefing.verify.senses import Sense, any_of, uncovered

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.document import Finding, Segment
    from briefing.verify.setting import Setting


@dataclass(frozen=True, slots=True)
class _Turned:
    """A word of the Chinese for what may or must be, and what the English has if it is turned about: one of
    `wrong`, and none of `right`. Where the Chinese has any of `but`, it may be of that."""

    means: str
    zh: re.Pattern[str]
    but: re.Pattern[str] | None
    right: re.Pattern[str]
    wrong: re.Pattern[str]


_MUST = (
    "shall|must|should|required?|requires|requirements?|need\\w*|obliged|obligat\\w*|ha(?:s|ve) to|"
    "(?:is|are) to|dut(?:y|ies)|mandatory|responsib\\w*"
)
_MAY = (
    "may|can|could|might|allow\\w*|permit\\w*|entitled|eligible|rights?|able|optional\\w*|choose|options?|"
    "free to|authori[sz]\\w*|enabl\\w*|\\w+ble|discretion\\w*|wish\\w*|availab\\w*|opportunit\\w*"
)
_STATUTORY = (
    Sense(
        "shall",
        re.compile("应当|必须"),
        any_of(f"{_MUST}|only|may not|will"),
    ),
    Sense("may", re.compile("可以(?!说)"), any_of(_MAY)),
)
_TURNED = (
    _Turned(
        "may",
        re.compile("(?<!不)可以(?!说|不)"),
        None,
        any_of(_MAY),
        re.compile(r"\b(?:shall|must|ha(?:s|ve) to)\b"),
    ),
    _Turned(
        "may",
        re.compile(
            "(?<![不认许宁尽均不])可(?=向|在|于|自|按|由|根据|申请|适当|直接|全程|通过|先|选择|提前|凭|持|享受|给予|不)"
        ),
        re.compile("应|须|必|不得|要|务|(?<!无)需(?!求)|只"),
        any_of(_MAY + "|need not"),
        re.compile(r"\b(?:must|ha(?:s|ve) to)\b"),
    ),
    _Turned(
        "must",
        re.compile("应当|必须"),
        re.compile(
            "可(?!行|靠|见|控|用)|能(?![力源耗])|许(?!多)|有权|任意|(?<![不取获所使])得(?![到出分知失益当票])"
        ),
        any_of(
            _MUST.replace("shall|must|should", "(?:shall|must|should)(?! not)")
            + "|no|only|will|essential|importan\\w*|vital|crucial"
        ),
        re.compile(r"\b(?:may|can)\b(?! not)"),
    ),
    _Turned(
        "has the right",
        re.compile("(?<![所没])有权(?![力威属益势利])"),
        re.compile("义务"),
        any_of("rights?|rightful\\w*|empower\\w*|power\\w*|authorit\\w*|competent|qualified|" + _MAY),
        re.compile(r"\b(?:dut(?:y|ies)|shall|must|obligations?|obliged|ha(?:s|ve) to)\b"),
    ),
)


def check(segment: Segment, setting: Setting) -> Iterator[Finding]:
    """What one may do told as what one must, and the reverse; in a statute, what is not told at all."""
    turned = list(_turned(segment))
    yield from turned
    if turned or not setting.is_statute(segment):
        return
    for sense in _STATUTORY:
        match = next(uncovered(sense.zh, segment), None)
        if match and not sense.en.search(segment.en):
            yield finding("modality", sense.message(match[0]), sense.means, match.span())


def _turned(segment: Segment) -> Iterator[Finding]:
    """What one may do told as what one must, and the reverse."""
    for each in _TURNED:
        if match := next(uncovered(each.zh, segment), None):
            rest = segment.zh[: match.start()] + segment.zh[match.end() :]
            said = each.wrong.search(segment.en)
            if said and not each.right.search(segment.en) and not (each.but and each.but.search(rest)):
                message = f"{match[0]} ({each.means}) is {said[0]!r} in the English"
                yield finding("modality", message, each.means, match.span(), said.span())
