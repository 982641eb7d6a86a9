"""Lists of edits: applied, undone, composed, and used to carry offsets across.

A list of edits is sorted and its edits do not overlap. It takes a text (`raw`) to another (`clean`); the
`start` and `end` of an edit count code points of `raw`. No list made here holds an edit that changes nothing.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

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
    lowers, uppers = iter(first), iter(second)
    lower, upper = next(lowers, None), next(uppers, None)
    grown = 0  # how much longer the text between is than the raw text, up to here
    while lower is not None and upper is not None:
        at = lower.start + grown
        if at + len(lower.new) <= upper.start:
            yield lower
            grown += len(lower.new) - len(lower.old)
            lower = next(lowers, None)
        elif upper.end <= at:
            yield _shifted(upper, -grown)
            upper = next(uppers, None)
        else:
            start, end = min(at, upper.start), max(at + len(lower.new), upper.end)
            below: list[Edit] = []
            above: list[Edit] = []
            growth = grown
            while True:
                if lower is not None and lower.start + growth < end:
                    below.append(_shifted(lower, growth))
                    end = max(end, lower.start + growth + len(lower.new))
                    growth += len(lower.new) - len(lower.old)
                    lower = next(lowers, None)
                elif upper is not None and upper.start < end:
                    above.append(upper)
                    end = max(end, upper.end)
                    upper = next(uppers, None)
                else:
                    break
            yield from _fused(start, below, above, grown)
            grown = growth
    if lower is not None:
        yield lower
        yield from lowers
    if upper is not None:
        yield _shifted(upper, -grown)
        yield from (_shifted(edit, -grown) for edit in uppers)


def _shifted(edit: Edit, by: int) -> Edit:
    return Edit(edit.start + by, edit.end + by, edit.old, edit.new, edit.reason) if by else edit


def _fused(start: int, below: list[Edit], above: list[Edit], grown: int) -> Iterator[Edit]:
    """Yield the one edit that overlapping edits come to; `start` is where they begin in the text between."""
    middle, covered = "", start
    pieces = [(edit.start, edit.new) for edit in below] + [(edit.start, edit.old) for edit in above]
    for at, text in sorted(pieces):
        if at + len(text) > covered:
            middle += text[covered - at :]
            covered = at + len(text)
    new = apply(middle, above, offset=start)
    back = ((e.start - start, e.start - start + len(e.new), e.new, e.old) for e in below)
    old = "".join(_replaced(middle, back))
    if old != new:
        reasons = dict.fromkeys(reason for edit in (*below, *above) for reason in edit.reason.split("+"))
        yield Edit(start - grown, start - grown + len(old), old, new, "+".join(reasons))


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
