"""OmegaT's glossary text: a line each rendering, term, rendering and comment parted by tabs.

No quoting, and a line that starts with # is a comment: the first tells OmegaT that the file is in UTF-8
(GlossaryReaderTSV in its sources; manual, "Glossaries"). A term with several renderings has several lines;
the first is the one to use.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.errors import ReadError
from briefing.glossary.exchange.headers import header
from briefing.glossary.exchange.model import (
    MAX_ROWS,
    Exported,
    Flaw,
    Imported,
    flat,
    left_out,
    terms_of,
)
from briefing.glossary.exchange.table import turned
from briefing.glossary.model import Term
from briefing.read.encoding import decode

if TYPE_CHECKING:
    from collections.abc import Sequence

LABEL = "OmegaT's glossary text"
_FIRST_LINE = "# Glossary in tab-separated format -*- coding: utf-8 -*-"


def read_omegat(data: bytes, file: str) -> Imported:
    """The terms of a glossary text, in UTF-8 or what else Chinese is written in."""
    return replace(read_pairs(data, comment="#"), several=True)


def read_pairs(data: bytes, comment: str = "") -> Imported:
    """The terms of lines without any quoting; those that start with `comment` do not count."""
    text, _ = decode(data)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if len(lines) > MAX_ROWS:
        raise ReadError(f"has more than {MAX_ROWS:,} lines", "Split it into smaller files")
    terms: list[Term] = []
    flaws: list[Flaw] = []
    for number, line in enumerate(lines, 1):
        if (comment and line.startswith(comment)) or not line.strip():
            continue
        zh, *rest = cells = [cell.strip() for cell in line.split("\t")]
        if not terms and header(cells):
            continue
        if not rest:
            flaws.append(Flaw(number, "no tab between the term and its rendering"))
        else:
            terms.append(Term(zh=zh, en=rest[0], note=" ".join(filter(None, rest[1:])), line=number))
    if not terms:
        raise ReadError("has no line with a term, a tab and its rendering", "Check that it is the right file")
    return turned(Imported(tuple(terms), tuple(flaws)))


def write_omegat(terms: Sequence[Term]) -> Exported:
    """The terms with their renderings, preferred first, and the note as the comment of the first."""
    kept = [term for term in terms if not term.zh.startswith("#")]
    lines = [_FIRST_LINE]
    flattened = 0
    for term in kept:
        note = flat(term.note)
        flattened += note != term.note
        lines.append("\t".join(filter(None, (term.zh, term.en, note))))
        lines += (f"{term.zh}\t{each}" for each in term.also)
    notes = left_out(kept, LABEL, ("zh", "en", "also", "note"))
    if flattened:
        notes.append(f"{LABEL}: the notes of {terms_of(flattened)} are put on one line")
    if len(kept) < len(terms):
        notes.append(f"{LABEL}: {terms_of(len(terms) - len(kept))} left out, since # starts a comment")
    return Exported(("\n".join(lines) + "\n").encode(), len(kept), tuple(notes))
