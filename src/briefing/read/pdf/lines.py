"""Characters put together to fragments: stretches of text without a gap."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass
from statistics import median, median_low
from typing import TYPE_CHECKING

from briefing.read.fragments import Fragment
from briefing.read.powers import raised

if TYPE_CHECKING:
    from briefing.read.fragments import Rule

GUESSED = "\t"
"""A space that PDFium put in, as it does between Chinese and figures that are set a little apart."""

_WORD = re.compile("[0-9A-Za-z]")
_ENGLISH, _WIDEST = re.compile("[a-z,;)][ \t][A-Za-z(]"), 2.5
"""A space between English words, and how far it goes, in sizes, where a line is made to fill its width."""
_LETTERS, _BRACKET = re.compile("[A-Za-z]{2}"), re.compile(r"[A-Za-z]\(|\)[A-Za-z]")
_STEP = 8.0
"""Points within which the line is looked for that a stray mark belongs to."""
_STRAY = 3
"""Characters that a stray may have."""
_SMALL, _HIGHER = 0.88, 0.1
"""How a raised figure differs from its line: shares of the size of most of its characters."""
_MOST_RUNS = 100
"""Runs of a line that a stray may belong to."""


@dataclass(slots=True)
class Char:
    """A character with its sides, in points from the top left as shown, and the size of its font."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float


def joined(characters: list[Char], down: tuple[Rule, ...]) -> list[Fragment]:
    """Characters without a gap between them, as fragments; a rule between two parts them."""
    runs: list[list[Char]] = []
    run: list[Char] = []
    down = tuple(sorted(down, key=lambda rule: rule.at))
    places = [rule.at for rule in down]
    for char in characters:
        if char.text.isspace() and not run:
            continue
        if run and not _follows(run, char, down, places):
            runs.append(run)
            run = []
            if char.text.isspace():
                continue
        if run and _same(run, char):
            continue  # printed twice, to be bold
        run.append(char)
    runs.append(run)
    found: list[Fragment] = []
    for run in _with_strays(runs):
        _close(run, found)
    return found


def _with_strays(runs: list[list[Char]]) -> list[list[Char]]:
    """The runs, marks of another font in their places, which were drawn before or after their line."""
    lines: dict[int, list[list[Char]]] = defaultdict(list)
    for run in runs:
        if run and len(lines[round(run[0].bottom / _STEP)]) < _MOST_RUNS:
            lines[round(run[0].bottom / _STEP)].append(run)
    kept = []
    for run in runs:
        inked = [char for char in run if not char.text.isspace()]
        if 0 < len(inked) <= _STRAY and not any(char.text.isalnum() for char in inked):
            line = round(inked[0].bottom / _STEP)
            near = (host for step in (line - 1, line, line + 1) for host in lines.get(step, ()))
            if any(_take_in(host, inked) for host in near if host is not run):
                continue
        kept.append(run)
    return kept


def _take_in(host: list[Char], stray: list[Char]) -> bool:
    """Put a stray into the gap of a run that it stands in, if there is one."""
    size = host[0].size
    if not host[0].left < stray[0].left or not stray[-1].right < host[-1].right:
        return False
    if abs(host[0].top + host[0].bottom - stray[0].top - stray[0].bottom) > size:
        return False
    at = next((n for n, char in enumerate(host) if char.left >= stray[0].left - 0.1 * size), 0)
    while at and host[at - 1].text.isspace():
        at -= 1  # spaces have the place of what stands before them
    after = next((char for char in host[at:] if not char.text.isspace()), None)
    if not at or after is None or host[at - 1].right > stray[0].left + 0.3 * size:
        return False
    if stray[-1].right > after.left + 0.3 * size:
        return False
    host[at:at] = stray
    return True


def _same(run: list[Char], char: Char) -> bool:
    last = run[-1]
    return last.text == char.text and abs(last.left - char.left) < 0.2 * max(1.0, char.size)


def _follows(run: list[Char], char: Char, down: tuple[Rule, ...], places: list[float]) -> bool:
    """Whether `char` goes on from a run: `places` are those of the rules `down`, from the left."""
    last = run[-1]
    size = max(last.size, char.size, 1.0)
    gap = char.left - last.right
    middle = (char.top + char.bottom) / 2
    if abs((last.top + last.bottom) / 2 - middle) > 0.45 * size or not -1.2 * size < gap < _WIDEST * size:
        return False
    if gap >= size and not _ENGLISH.fullmatch("".join(each.text for each in (*run[-2:], char))):
        return False
    between = slice(bisect_left(places, last.right - 2), bisect_right(places, char.left + 2))
    return not any(rule.start <= middle <= rule.end for rule in down[between])


def _raise(run: list[Char]) -> None:
    """Write figures that are smaller and stand higher than their line as powers: 亿m3 -> 亿m³."""
    size = median_low(char.size for char in run) if run else 0
    high = [char.size < _SMALL * size and char.text.isdecimal() for char in run]
    if not any(high):
        return
    line = median(
        char.top + char.bottom for char in run if char.size >= _SMALL * size and not char.text.isspace()
    )
    for char, small in zip(run, high, strict=True):
        if small and line - char.top - char.bottom > 2 * _HIGHER * size:
            char.text = raised(char.text)


def _close(run: list[Char], found: list[Fragment]) -> None:
    """Make a fragment of a run; where a gap parts words or phrases without a space, one is put in."""
    _raise(run)
    parts: list[str] = []
    last: Char | None = None
    space = ""
    for char in run:
        if char.text.isspace():
            space = char.text
            continue
        if last is not None:
            alike = bool(_WORD.match(char.text)) == bool(_WORD.match(last.text))
            words = alike and char.text.isalnum() and last.text.isalnum()
            pair = last.text + char.text if space else ""
            if space == " " or (space and _LETTERS.match(pair)):
                least = 0.1
            else:
                least = 0.2 if space and (words or _BRACKET.match(pair)) else 0.45
            dash = char.text == last.text and not words  # —— and …… are one mark each
            if not dash and char.left - last.right > least * char.size:
                parts.append(" ")
        parts.append(char.text)
        last, space = char, ""
    text = "".join(parts)
    inked = [char for char in run if not char.text.isspace()]
    if not inked:
        return
    sizes = sorted(char.size for char in inked)
    found.append(
        Fragment(
            text.strip(),
            min(char.left for char in inked),
            min(char.top for char in inked),
            max(char.right for char in inked),
            max(char.bottom for char in inked),
            sizes[len(sizes) // 2],
        )
    )
