"""Lists of edits: applied, undone, composed, and used to carry offsets across.

A list of edits is sorted and its edits do not overlap. It takes a text (`raw`) to another (`clean`); the
`start` and `end` of an edit count code points of `raw`. No list made here holds an edit that changes nothing.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from heapq import merge
from typing import TYPE_CHECKING, NamedTuple

from briefing.document import Edit

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from briefing.document import Range


def apply(raw: str, edits: Iterable[Edit], *, offset: int = 0) -> str:
    """Return `raw` with its edits made; the edits count from `offset` code points before `raw` begins."""
    return "".join(_replaced(raw, ((e.start - offset, e.end - offset, e.old, e.new) for e in edits)))


def rebuild(clean: str, edits: Iterable[Edit], *, offset: int = 0) -> str:
    """Return the text from which `edits` made `clean`: `rebuild(apply(raw, edits), edits) == raw`."""
    return "".join(_replaced(clean, _inverse(edits, offset)))


def _inverse(edits: Iterable[Edit], offset: int) -> Iterator[tuple[int, int, str, str]]:
    grown = -offset
    for edit in edits:
        start = edit.start + grown
        yield start, start + len(edit.new), edit.new, edit.old
        grown += len(edit.new) - len(edit.old)


def _replaced(text: str, changes: Iterable[tuple[int, int, str, str]]) -> Iterator[str]:
    at = 0
    for start, end, old, new in changes:
        if start < at or text[start:end] != old:
            raise ValueError(f"the edit at {start} does not fit the text")
        yield text[at:start]
        yield new
        at = end
    yield text[at:]


def within(edits: Sequence[Edit], start: int, end: int) -> Sequence[Edit]:
    """Return the edits that lie in `start`:`end` of the raw text."""
    first = bisect_left(edits, start, key=lambda edit: edit.start)
    return edits[first : bisect_right(edits, end, lo=first, key=lambda edit: edit.end)]


def merged(edits: Iterable[Edit]) -> Iterator[Edit]:
    """Yield the edits with neighbours of one reason joined: deletions, and changes that keep the length.

    A joined edit still maps its characters one to one (電視 -> 电视), so no offset is lost by it.
    """
    last: Edit | None = None
    parts: list[Edit] = []
    for edit in edits:
        if last is not None and edit.start == last.end and edit.reason == last.reason and _alike(edit, last):
            parts.append(edit)
        else:
            if parts:
                yield _joined(parts)
            parts = [edit]
        last = edit
    if parts:
        yield _joined(parts)


def _alike(one: Edit, other: Edit) -> bool:
    if one.new and other.new:
        return len(one.new) == len(one.old) and len(other.new) == len(other.old)
    return not one.new and not other.new


def _joined(parts: list[Edit]) -> Edit:
    if len(parts) == 1:
        return parts[0]
    old, new = "".join(part.old for part in parts), "".join(part.new for part in parts)
    return Edit(parts[0].start, parts[-1].end, old, new, parts[0].reason)


def compose(first: Iterable[Edit], second: Iterable[Edit]) -> Iterator[Edit]:
    """Yield the edits that do what `first` and then `second` do.

    `second` counts in the text that `first` makes; the result counts in the text that `first` starts from.
    Edits that touch the same characters become one, with both reasons. Both lists are read lazily, once.
    """
    grown = 0  # how much longer the middle text is than the raw text, before the group
    group: list[_Placed] = []
    end = 0
    for item in merge(_in_middle(first), _as_placed(second), key=_order):
        if group and not (item.at < end and (item.to > item.at or item.at > group[0].at)):
            yield from _fused(group, grown)
            grown += sum(len(one.edit.new) - len(one.edit.old) for one in group if not one.later)
            group = []
        end = max(end, item.to) if group else item.to
        group.append(item)
    if group:
        yield from _fused(group, grown)


class _Placed(NamedTuple):
    """An edit at its place in the middle text, which the first list makes and the second one changes."""

    at: int
    to: int
    later: bool
    edit: Edit


def _order(item: _Placed) -> tuple[int, bool, bool]:
    return item.at, item.to > item.at, item.later


def _in_middle(edits: Iterable[Edit]) -> Iterator[_Placed]:
    grown = 0
    for edit in edits:
        at = edit.start + grown
        yield _Placed(at, at + len(edit.new), False, edit)
        grown += len(edit.new) - len(edit.old)


def _as_placed(edits: Iterable[Edit]) -> Iterator[_Placed]:
    return (_Placed(edit.start, edit.end, True, edit) for edit in edits)


def _fused(group: list[_Placed], grown: int) -> Iterator[Edit]:
    at, _, later, edit = group[0]
    if len(group) == 1:
        yield Edit(edit.start - grown, edit.end - grown, edit.old, edit.new, edit.reason) if later else edit
        return
    middle, covered = "", at
    for item in group:
        text = item.edit.old if item.later else item.edit.new
        if item.to > covered:
            middle += text[covered - item.at :]
            covered = item.to
    lower = ((i.at - at, i.to - at, i.edit.new, i.edit.old) for i in group if not i.later)
    upper = ((i.at - at, i.to - at, i.edit.old, i.edit.new) for i in group if i.later)
    old, new = "".join(_replaced(middle, lower)), "".join(_replaced(middle, upper))
    if old != new:
        reasons = dict.fromkeys(reason for item in group for reason in item.edit.reason.split("+"))
        yield Edit(at - grown, at - grown + len(old), old, new, "+".join(reasons))


def sub(text: str, pattern: re.Pattern[str], new: Callable[[re.Match[str]], str], reason: str) -> list[Edit]:
    """Return an edit for every match of `pattern` in `text` that `new` changes."""
    found = ((match, new(match)) for match in pattern.finditer(text))
    return [Edit(m.start(), m.end(), m[0], instead, reason) for m, instead in found if instead != m[0]]


class OffsetMap:
    """Carries offsets from the raw text to the clean one and back.

    Inside an edit that keeps the length, offsets go one to one; inside any other, to one of its ends.
    """

    def __init__(self, edits: Iterable[Edit]) -> None:
        self._raw, self._raw_end = array("q"), array("q")
        self._clean, self._clean_end = array("q"), array("q")
        grown = 0
        for edit in edits:
            self._raw.append(edit.start)
            self._raw_end.append(edit.end)
            self._clean.append(edit.start + grown)
            self._clean_end.append(edit.start + grown + len(edit.new))
            grown += len(edit.new) - len(edit.old)

    def to_clean(self, offset: int) -> int:
        """Return where the raw `offset` lies in the clean text."""
        at = bisect_right(self._raw_end, offset)
        if at == len(self._raw) or self._raw[at] >= offset or self._keeps_length(at):
            return offset + self._grown(at)
        return self._clean[at]

    def to_raw(self, start: int, end: int) -> Range:
        """Return what the clean `start`:`end` was in the raw text, with what was deleted at its ends."""
        at = bisect_left(self._clean_end, start)
        if at < len(self._clean) and self._clean[at] < start == self._clean_end[at]:
            at += 1
        inside = at < len(self._clean) and self._clean[at] < start and not self._keeps_length(at)
        raw_start = self._raw[at] if inside else start - self._grown(at)
        at = bisect_right(self._clean_end, end)
        inside = at < len(self._clean) and self._clean[at] < end and not self._keeps_length(at)
        return raw_start, self._raw_end[at] if inside else end - self._grown(at)

    def _grown(self, at: int) -> int:
        return self._clean_end[at - 1] - self._raw_end[at - 1] if at else 0

    def _keeps_length(self, at: int) -> bool:
        return self._clean_end[at] - self._clean[at] == self._raw_end[at] - self._raw[at]
