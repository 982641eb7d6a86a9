"""DeepL's glossary files: term and rendering, in TSV or CSV, without a header.

No term twice, no control characters, at most 1,024 bytes of UTF-8 a term or rendering and 10 MiB a file
(DeepL's API reference, "Glossaries"). TSV has no quotation marks; CSV has those of RFC 4180, and may have
the codes of the two languages in a third and fourth column.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.glossary.exchange.delimited import delimited, is_formula, read_csv
from briefing.glossary.exchange.model import Exported, Imported, left_out, terms_of
from briefing.glossary.exchange.omegat import read_pairs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.glossary.model import Term

LABEL = "DeepL"
MAX_TEXT = 1024
MAX_FILE = 10 * 1024 * 1024


def read_deepl_tsv(data: bytes, file: str) -> Imported:
    """The terms of a TSV file, its quotation marks as they stand."""
    return read_pairs(data)


def read_deepl_csv(data: bytes, file: str) -> Imported:
    """The terms of a CSV file, with or without language codes."""
    return read_csv(data, file)


def write_deepl_tsv(terms: Sequence[Term]) -> Exported:
    """Term and rendering, parted by a tab."""
    kept, notes = _kept(terms)
    return _exported("".join(f"{term.zh}\t{term.en}\n" for term in kept), kept, notes)


def write_deepl_csv(terms: Sequence[Term]) -> Exported:
    """The same in CSV, which people open in spreadsheets: none of it may start as a formula does."""
    kept, notes = _kept(terms)
    safe = [term for term in kept if not (is_formula(term.zh) or is_formula(term.en))]
    if len(safe) < len(kept):
        notes.append(
            f"{LABEL}: {terms_of(len(kept) - len(safe))} left out, which a spreadsheet would run as a formula"
        )
    return _exported(delimited(((term.zh, term.en) for term in safe), ","), safe, notes)


def _kept(terms: Sequence[Term]) -> tuple[list[Term], list[str]]:
    kept = [term for term in terms if _fits(term.zh) and _fits(term.en)]
    notes = left_out(kept, LABEL, ("zh", "en"))
    if len(kept) < len(terms):
        number = terms_of(len(terms) - len(kept))
        notes.append(f"{LABEL}: {number} left out, of more than {MAX_TEXT:,} bytes")
    return kept, notes


def _fits(text: str) -> bool:
    return len(text.encode()) <= MAX_TEXT


def _exported(text: str, kept: Sequence[Term], notes: list[str]) -> Exported:
    data = text.encode()
    if len(data) > MAX_FILE:
        notes.append(f"{LABEL}: the file is larger than the 10 MiB that DeepL takes")
    return Exported(data, len(kept), tuple(notes))
