"""What a model thought before it answered, where that stands in the answer itself."""

from __future__ import annotations

import re

_TAG = re.compile(r"<(/?)think(?:ing)?>|<(?:\|channel>thought|(channel\|)>)", re.IGNORECASE)
_OPENED = re.compile(r"\s{0,100}<(?:think(?:ing)?>|\|channel>thought)", re.IGNORECASE)


def without_thoughts(text: str, source: str = "") -> tuple[str, bool]:
    """An answer without the thoughts in it, and whether there were any; those without an end have no answer.

    The opening tag may be one that the chat template has written, which is no part of what comes back, and
    thoughts may speak of the tags: the answer is the last that stands outside of them. Where the `source`
    itself is about thinking, only thoughts that open the answer, tag and all, are taken for such.

    >>> without_thoughts("The user wants English.</think>Reform goes on.")
    ('Reform goes on.', True)
    """
    if "think" in source.lower():
        return _opening(text)
    answer, thoughts = "", []
    at, inside = 0, False
    for tag in _TAG.finditer(text):
        closes = bool(tag[1] or tag[2])
        part = text[at : tag.start()].strip()
        if inside or closes:
            thoughts.append(part)
        elif part:
            answer = part
        at, inside = tag.end(), not closes
    part = text[at:].strip()
    if inside:
        thoughts.append(part)
    return answer if inside else part or answer, any(thoughts)


def _opening(text: str) -> tuple[str, bool]:
    """The same of thoughts that open the answer, up to the first tag that closes them."""
    if not (opened := _OPENED.match(text)):
        return text, False
    for tag in _TAG.finditer(text, opened.end()):
        if tag[1] or tag[2]:
            return text[tag.end() :].strip(), bool(text[opened.end() : tag.start()].strip())
    return "", bool(text[opened.end() :].strip())
