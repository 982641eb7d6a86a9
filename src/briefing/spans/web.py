"""Finds what stays as it is: URLs, e-mail addresses, names with digits."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.document import Span
from briefing.quantities.chinese.counted import ISO_CODES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.document import SpanKind
    from briefing.spans import SpanContext

_URL = re.compile(
    r"(?:https?|ftp)://[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]++"
    r"|(?<![A-Za-z0-9.@-])www\.[A-Za-z0-9-]{1,63}\.[A-Za-z0-9._~:/?#@!$&'()*+,;=%-]++"
    r"|(?<![A-Za-z0-9.@-])(?:[a-z0-9-]{1,63}\.){1,5}(?:gov|com|org|net|edu)(?:\.[a-z]{2})?(?![A-Za-z0-9.@-])",
    re.IGNORECASE,
)
_TRAILING = ".,;:!?'"
_EMAIL = re.compile(
    r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}+@(?:[A-Za-z0-9-]{1,63}\.){1,6}[A-Za-z]{2,24}(?![A-Za-z0-9])"
)

_CODE = re.compile(r"(?<![0-9A-Za-z])(?!(?<=[0-9][:：])[0-5][0-9][ap]m)[0-9A-Za-z][0-9A-Za-z.+/_–-]{0,40}+")
# Digits before one of these are a figure with a unit.
_UNIT = re.compile(
    r"[0-9][0-9.,]{0,20}(?:k?m|cm|mm|[km]?g|t|[kMGT]?W|[kMGT]Wh|kWh|KW|KV|k?V|[kMGT]?Hz|[KMGTPE]B|[MGTPE]FLOPS|[KkMGT]bps|ml|mL|L|h|s|min|"
    r"[KMGT]?VA|mu|dB|kPa|MPa|hPa|pH|USD|RMB|CNY|EUR|p|ppm)"
)


_SUM = re.compile(rf"(?:{'|'.join(ISO_CODES)})[0-9.,]+")


def candidates(zh: str, context: SpanContext) -> Iterator[Span]:
    """What the English has to hold as it is; names with digits (5G) are checked, the others marked."""
    del context
    for match in _URL.finditer(zh):
        text = match[0].rstrip(_TRAILING)
        if text.endswith(")") and "(" not in text:
            text = text.rstrip(")" + _TRAILING)
        yield _verbatim("url", text, match.start())
    for match in _EMAIL.finditer(zh):
        yield _verbatim("email", match[0], match.start())
    for match in _CODE.finditer(zh):
        text = match[0].rstrip(".+/_–-")
        if has_digit_and_letter(text) and not (_UNIT.fullmatch(text) or _SUM.fullmatch(text)):
            yield _verbatim("figure", text, match.start(), marked=False)


def has_digit_and_letter(text: str) -> bool:
    """5G and COVID-19 are names, 2022-07 and UN are not."""
    return any(c.isdigit() for c in text) and any(c.isalpha() for c in text)


def _verbatim(kind: SpanKind, text: str, at: int, *, marked: bool = True) -> Span:
    return Span(kind=kind, zh=text, zh_at=(at, at + len(text)), en=text, marked=marked)
