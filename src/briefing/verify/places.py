"""Places that are none, or others: a person as a place (in Shan Guodong), a county that is a city."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.chinese import is_han
from briefing.verify.rules import finding
from briefing.verify.sounds import readings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.document import Finding, Segment

_INSIDE = re.compile(r"\b(?:in|at|near) \Z")
_OWN = ("'s", "’s", " and ")
_LEVELS = {
    "County": "县旗", "City": "市", "District": "区", "Prefecture": "州盟地",
    "Town": "镇", "Township": "乡镇", "Village": "村庄屯寨", "Subdistrict": "街",
}  # fmt: skip
_NAMED = re.compile(rf"\b(?P<name>[A-Z][a-z]{{1,12}}) (?P<level>{'|'.join(_LEVELS)})\b")
_LEVELS_ZH = frozenset("县旗市区州盟省镇乡村街")


def check(segment: Segment) -> Iterator[Finding]:
    """Persons in whom something is, and places of another level than the Chinese has."""
    for span in segment.spans:
        if span.kind != "name" or not span.en_at or segment.en.startswith(_OWN, span.en_at[1]):
            continue
        if inside := _INSIDE.search(segment.en, 0, span.en_at[0]):
            at = (inside.start(), span.en_at[1])
            message = f"{span.zh} is a person; {segment.en[slice(*at)]!r} makes a place of them"
            yield finding("name-unfounded", message, span.en, span.zh_at, at)
    for match in _NAMED.finditer(segment.en):
        levels = _levels(segment.zh, match["name"])
        if levels and not levels & set(_LEVELS[match["level"]]):
            told = ", ".join(sorted(levels))
            message = f"{match[0]!r} is no {match['level'].lower()} in the Chinese ({told})"
            yield finding("name-unfounded", message, en_at=match.span())


def _levels(zh: str, name: str) -> set[str]:
    """What stands behind the characters that are read as `name`, of what makes a place."""
    chars = [char for char in zh if is_han(char)]
    behind = (chars[at] for at in readings(zh).behind(name) if at < len(chars))
    return {char for char in behind if char in _LEVELS_ZH}
