"""Tells the columns of a table apart: by its header, or without one by where the Chinese is."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from briefing.chinese import has_han
from briefing.errors import ReadError
from briefing.glossary.exchange.alternatives import with_alternatives
from briefing.glossary.exchange.headers import header, is_code, language
from briefing.glossary.exchange.model import COLUMNS, LISTS, Flaw, Imported, enumerated, value
from briefing.glossary.model import Term

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.glossary.model import Use

Row = tuple[int, list[str]]
"""The line or row where it starts, and its cells."""

SEPARATOR = " | "
"""Between the texts of a cell that holds a list. In a text, `|` is written as `\\|` and `\\` as `\\\\`."""

HEADER = tuple("reference" if column == "source" else column for column in COLUMNS)
"""The names of the columns in a table. Not `source`, which other programs take for the term."""

_PARTS = re.compile(r"\\(.)|\|", re.DOTALL)
_LOOSE = re.compile("[|;；]")


def read_table(rows: Sequence[Row], *, unit: str, wide: bool = True) -> Imported:
    """The terms of a table, whose first row may name its columns.

    With a header, `zh` and `en` (or what other programs call them: Chinese, 中文, zh-CN, source and target)
    are needed, in any order. Without one, the first two columns are the term and its rendering, whichever is
    which; the third is a comment, or third and fourth are language codes, as DeepL has them. `wide` admits
    rows with a comment where others have none. Raises ReadError.
    """
    rows = [(line, _trimmed(cells)) for line, cells in rows]
    rows = [row for row in rows if row[1]]
    if not rows:
        raise ReadError("has no terms in it", "Check that it is the right file")
    columns = header(rows[0][1])
    if columns:
        return _with_header(rows, columns, unit)
    return _without_header(rows, unit, wide=wide)


def _trimmed(cells: Sequence[str]) -> list[str]:
    """The cells without space around them and without empty ones at the end."""
    found = [cell.strip() for cell in cells]
    while found and not found[-1]:
        found.pop()
    return found


def _with_header(rows: Sequence[Row], columns: dict[int, str], unit: str) -> Imported:
    names = rows[0][1]
    written = {names[index]: name for index, name in columns.items()}
    terms, flaws = [], []
    for line, cells in rows[1:]:
        if len(cells) > len(names):
            flaws.append(Flaw(line, _too_many(len(cells), len(names))))
            continue
        held: dict[str, str] = {}
        for index, name in columns.items():
            if index < len(cells):
                held[name] = SEPARATOR.join(filter(None, (held.get(name), cells[index])))
        if any(held.values()):
            terms.append(_term(line, held, written))
    whole = {"zh", "en", "article"} <= {*names}
    imported = Imported(tuple(terms), tuple(flaws), _unread(rows, columns), unit, whole)
    zh, en = (next(names[at] for at, each in columns.items() if each == name) for name in ("zh", "en"))
    imported = turned(imported, f"the column {zh}", f"the column {en}", told=(zh, en) != ("zh", "en"))
    return imported if whole else with_alternatives(imported)


def _unread(rows: Sequence[Row], columns: dict[int, str]) -> tuple[str, ...]:
    """What is to be said about columns that have something in them and that no field is for."""
    filled = {index for _, cells in rows[1:] for index, cell in enumerate(cells) if cell}
    names = [
        name or f"number {index + 1}" for index, name in enumerate(rows[0][1]) if index in filled - {*columns}
    ]
    if not names:
        return ()
    return (f"left out: the column{'' if len(names) == 1 else 's'} {enumerated(names)}",)


def _too_many(cells: int, columns: int) -> str:
    return f"{cells} cells for {columns} columns; put a cell with the delimiter in it in quotation marks"


def _without_header(rows: Sequence[Row], unit: str, *, wide: bool) -> Imported:
    width = Counter(len(cells) for _, cells in rows).most_common(1)[0][0]
    pairs = _with_codes(rows, unit) if width == 4 else None
    if pairs is None and width > 3:
        raise ReadError(
            f"has {width} columns and no header that names them",
            "Name them in the first line: zh and en, and if you have them article, forms, also, not, use, "
            "unless, domain, source, note",
        )
    if width < 2:
        raise ReadError(
            "has one column only",
            "Give term and rendering in two, parted by a comma, a semicolon or a tab",
        )
    if pairs is not None:
        return pairs
    notes = []
    if _names_columns(rows):
        names = enumerated(rows[0][1])
        notes.append(f"{unit} {rows[0][0]} is taken for the names of the columns: {names}")
        rows = rows[1:]
    first, second, third = _pair(rows)
    fields = {"zh": first, "en": second, "note": third}
    if not any(_has_word(cells[third]) for _, cells in rows if third < len(cells)):
        del fields["note"]  # numbers of the rows, if anything
    most = max(width, 3) if wide else width
    terms, flaws = [], []
    for line, cells in rows:
        if len(cells) > most:
            flaws.append(Flaw(line, _too_many(len(cells), width)))
        else:
            held = {name: cells[at] for name, at in fields.items() if at < len(cells)}
            terms.append(_term(line, held))
    imported = Imported(tuple(terms), tuple(flaws), tuple(notes), unit)
    return with_alternatives(turned(imported, f"column {first + 1}", f"column {second + 1}", told=True))


def _names_columns(rows: Sequence[Row]) -> bool:
    """Whether the first row has no Chinese and all others have: it names the columns, in whatever words."""
    chinese = [any(map(has_han, cells)) for _, cells in rows]
    return len(rows) > 2 and not chinese[0] and all(chinese[1:])


def _pair(rows: Sequence[Row]) -> tuple[int, int, int]:
    """Which two of up to three columns are Chinese and another language most often, and which is left.

    The first two, where nothing speaks for others: 1,枫桥经验,Fengqiao model has its numbers in the first.
    """
    orders = ((0, 1, 2), (1, 2, 0), (0, 2, 1))
    found = Counter(dict.fromkeys(orders, 0))
    for _, cells in rows:
        han = [has_han(cell) for cell in cells[:3]]
        words = [_has_word(cell) for cell in cells[:3]]
        for one, other, left in orders:
            if other < len(han) and han[one] != han[other] and words[one] and words[other]:
                found[one, other, left] += 1
    return max(orders, key=found.__getitem__)


def _with_codes(rows: Sequence[Row], unit: str) -> Imported | None:
    """The terms of rows like 枫桥经验,Fengqiao model,zh,en; None if they are of another kind."""
    terms = []
    for line, cells in rows:
        if len(cells) != 4 or not (is_code(cells[2]) and is_code(cells[3])):
            return None
        zh, en, *codes = cells
        if [*map(language, codes)] == ["en", "zh"]:
            zh, en = en, zh
        elif [*map(language, codes)] != ["zh", "en"]:
            continue
        terms.append(_term(line, {"zh": zh, "en": en}))
    others = len(rows) - len(terms)
    notes = (f"left out: pairs of other languages ({others:,})",) if others else ()
    return with_alternatives(Imported(tuple(terms), notes=notes, unit=unit))


def turned(
    imported: Imported, first: str = "column 1", second: str = "column 2", *, told: bool = False
) -> Imported:
    """`imported`, with term and rendering exchanged if the Chinese stands on the other side.

    `first` and `second` are what the columns are called in the note that says which was taken for which:
    always if `told`, otherwise where they are exchanged. Raises ReadError if neither has any Chinese.
    """
    words = any(_has_word(term.zh) and _has_word(term.en) for term in imported.terms)
    if words and not any(has_han(term.zh + term.en) for term in imported.terms):
        raise ReadError(
            f"has no Chinese in it, neither in {first} nor in {second}",
            "Give Chinese terms with their English; zh and en in the first line say which column is which",
        )
    right = sum(has_han(term.zh) and not has_han(term.en) for term in imported.terms)
    wrong = sum(has_han(term.en) and not has_han(term.zh) for term in imported.terms)
    terms = imported.terms
    if wrong > right:
        terms = tuple(replace(term, zh=term.en, en=term.zh, key="") for term in terms)
        first, second = second, first
    if not told and wrong <= right:
        return imported
    note = f"{first} is taken for the term, {second} for the rendering"
    return replace(imported, terms=terms, notes=(note, *imported.notes))


def _has_word(text: str) -> bool:
    return any(map(str.isalpha, text))


def _term(line: int, held: dict[str, str], written: dict[str, str] | None = None) -> Term:
    """The entry of a row. A list is parted at `|`, and under another program's name at `;` too."""
    own = {column for column in LISTS if written is None or column in written}
    lists = {
        column: tuple(parted(held[column]) if column in own else _loosely_parted(held[column]))
        for column in LISTS
        if column in held
    }
    return Term(
        zh=held.get("zh", ""),
        en=held.get("en", ""),
        article=held.get("article", ""),
        forms=lists.get("forms", ()),
        also=lists.get("also", ()),
        forbidden=lists.get("not", ()),
        use=cast("Use", held.get("use") or "mark"),
        unless=lists.get("unless", ()),
        domain=held.get("domain", ""),
        source=held.get("source", ""),
        note=held.get("note", ""),
        line=line,
    )


def cells_of(term: Term) -> list[str]:
    """The cells of an entry, one for each of COLUMNS."""
    found = (value(term, column) for column in COLUMNS)
    return [held if isinstance(held, str) else joined(held) for held in found]


def joined(texts: Sequence[str]) -> str:
    """Several texts in one cell."""
    return SEPARATOR.join(text.replace("\\", "\\\\").replace("|", "\\|") for text in texts)


def parted(cell: str) -> list[str]:
    """The texts that `joined` put into a cell."""
    texts = [""]
    at = 0
    for match in _PARTS.finditer(cell):
        texts[-1] += cell[at : match.start()]
        at = match.end()
        if match[1] is None:
            texts.append("")
        else:
            texts[-1] += match[1] if match[1] in "\\|" else match[0]
    texts[-1] += cell[at:]
    return [text.strip() for text in texts if text.strip()]


def _loosely_parted(cell: str) -> list[str]:
    return [text for text in map(str.strip, _LOOSE.split(cell)) if text]
