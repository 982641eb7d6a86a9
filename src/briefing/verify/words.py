"""Words of the English that are none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.renderings import admitted
from briefing.verify.lexicon import is_prefix, is_word
from briefing.verify.rules import finding
from briefing.verify.sounds import readings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.document import Finding, Segment
    from briefing.verify.mask import Mask
    from briefing.verify.setting import Setting

_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_LATIN = re.compile(r"[A-Za-z]+")
_ENDING = re.compile(r"['’](?:s|t|re|ve|ll|d|m)?\Z")
_NEGATED = re.compile(r"(?<!^ca)(?<!^wo)n['’]t\Z|(?<=^ca)['’]t\Z")
_SCIENCE = re.compile("[药酸醚醇酮胺酯烯烃苯酶菌素毒]")
_LEARNED = 8
"""Letters from which a word in a text on drugs or chemicals may be one that no dictionary has."""
_PART_OF_ADDRESS = re.compile(r"[@/.:_&#0-9]")


def unknown(segment: Segment, mask: Mask, setting: Setting) -> Iterator[Finding]:
    """Words in small letters that no dictionary has, the Chinese neither, and that are no reading of it."""
    read = readings(segment.zh, taiwan=setting.taiwan)
    latin = {each.lower() for each in _LATIN.findall(segment.zh)}
    for span in segment.spans:
        latin.update(each.lower() for text in admitted(span) for each in _LATIN.findall(text))
    learned = _SCIENCE.search(segment.zh)
    told: set[str] = set()
    text = mask.blank(segment.en, " ")
    for match in _TOKEN.finditer(text):
        word = _NEGATED.sub("", match[0]) if _NEGATED.search(match[0]) else _ENDING.sub("", match[0])
        if not word.islower() or len(word) < 2 or word in told:
            continue
        told.add(word)
        if text[match.start() - 1 : match.start()] in ("-", "'", "’") or (learned and len(word) >= _LEARNED):
            continue
        beside = text[match.start() - 1 : match.start()] + text[match.end() : match.end() + 1]
        if _PART_OF_ADDRESS.search(beside.rstrip(".:")) or word in latin:
            continue
        if is_prefix(word) and text[match.end() : match.end() + 1] == "-":
            continue
        if not is_word(word) and not read.found(word):
            at = (match.start(), match.start() + len(word))
            yield finding("unknown-word", f"{word!r} is no English word", en_at=at)
