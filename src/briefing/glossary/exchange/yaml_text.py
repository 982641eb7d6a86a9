"""Writes entries as the YAML of a termbase, in the style of the files that ship."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from briefing.glossary.exchange.model import COLUMNS, value

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefing.glossary.model import Term

_WIDTH = 110
"""Of a line with a list; a longer list gets a line for each of its texts."""

_STARTS = frozenset("“‘《〈（「『【〔〝")
# A control, or a sign that YAML could take for its own; in a list there are more.
_SIGNS = re.compile(r"[\x00-\x1f]|: | #")
_LIST_SIGNS = re.compile(r"[\x00-\x1f,:?\[\]{}]| #")
# What YAML may not have bare even inside quotes: YAML 1.2, 5.1.
_UNPRINTABLE = re.compile("[\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
# What a YAML 1.1 or 1.2 program would take for a number, a date, a truth value or nothing.
_OTHER_TYPE = re.compile(
    r"~|null|true|false|yes|no|on|off|y|n|\.nan|\.inf|[-+]?[\d.][\d.,_:eExXoObBa-fA-FtTzZ+-]*", re.IGNORECASE
)


def termbase_text(terms: Sequence[Term], comment: str = "") -> str:
    """The text of a termbase file with `terms`, in their order; `comment` stands above them.

    A domain that all have stands once, at the top.
    """
    lines = [f"# {line}" for line in comment.splitlines()]
    domains = {term.domain for term in terms}
    shared = domains.pop() if len(domains) == 1 else ""
    if shared:
        lines.append(f"domain: {scalar(shared)}")
    lines.append("terms:" if terms else "terms: []")
    for term in terms:
        lines += _entry(term, skip="domain" if shared else "")
    return "\n".join(lines) + "\n"


def scalar(text: str, signs: re.Pattern[str] = _SIGNS) -> str:
    """`text` as a YAML value on one line, in quotes only where it needs them: 枫桥经验; "No"."""
    if _is_plain(text, signs):
        return text
    return _UNPRINTABLE.sub(_escaped, json.dumps(text, ensure_ascii=False))


def _is_plain(text: str, signs: re.Pattern[str]) -> bool:
    if not text or text != text.strip() or text.endswith(":") or _UNPRINTABLE.search(text):
        return False
    if not (text[0].isalnum() or text[0] in _STARTS):
        return False
    return not (signs.search(text) or _OTHER_TYPE.fullmatch(text))


def _escaped(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"


def _entry(term: Term, skip: str) -> Iterable[str]:
    mark = "  - "
    for column in COLUMNS:
        held = value(term, column)
        if not held or column == skip:
            continue
        if isinstance(held, str):
            yield f"{mark}{column}: {scalar(held)}"
        else:
            line = f"{mark}{column}: [{', '.join(scalar(text, _LIST_SIGNS) for text in held)}]"
            if len(line) <= _WIDTH:
                yield line
            else:
                yield f"{mark}{column}:"
                yield from (f"      - {scalar(text)}" for text in held)
        mark = "    "
