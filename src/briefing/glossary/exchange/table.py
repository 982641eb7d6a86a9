"""Tells the columns of a table apart: by its header, or without one by where the Chinese is."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from briefing.chinese import has_han
from briefing.errors import ReadError
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

_ALIASES = {
    "zh": "chinese 中文 汉语 漢語 原文 术语 術語 词条 詞條 term sourceterm sourcetext",
    "en": "english 英文 英语 英語 译文 譯文 译名 譯名 翻译 翻譯 translation rendering target targetterm "
    "targettext",
    "article": "",
    "forms": "",
    "also": "synonym synonyms admitted variant variants alternative alternatives 同义词 同義詞 别名 其他译法",
    "not": "forbidden deprecated avoid donotuse 禁用 禁用译法 误译",
    "use": "",
    "unless": "",
    "domain": "field subject subjectfield category topic 领域 領域 分类 分類 学科 專業 专业",
    "source": "reference ref references 来源 來源 出处 出處",
    "note": "notes comment comments remark remarks description definition translatorcomments 备注 備註 说明 "
    "說明 注释 註釋 定义 定義 注",
}
_NAMES = {alias: column for column, aliases in _ALIASES.items() for alias in (column, *aliases.split())}
_ZH = re.compile(r"(?:zh|zho|chi|cmn)(?:[-_][a-z0-9_-]+)?", re.IGNORECASE)
_EN = re.compile(r"(?:en|eng)(?:[-_][a-z0-9_-]+)?", re.IGNORECASE)
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:[-_][a-z0-9]{2,8}){0,2}", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
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


def header(cells: Sequence[str]) -> dict[int, str]:
    """Which column is which field, if `cells` are the names of columns; otherwise nothing."""
    names = [_name(cell) for cell in cells]
    if not any(names[:2]):  # a pair with its language codes: 枫桥经验,Fengqiao model,zh,en
        return {}
    if not ({"zh", "en"} <= {*names}):
        lower = [cell.strip().lower() for cell in cells]
        if "source" not in lower or "en" not in names:
            return {}
        names[lower.index("source")] = "zh"
    found: dict[int, str] = {}
    for index, name in enumerate(names):
        if name and name not in found.values():
            found[index] = name
    return found


def _name(cell: str) -> str:
    text = _IN_BRACKETS.sub("", cell).strip()
    if _ZH.fullmatch(text):
        return "zh"
    if _EN.fullmatch(text):
        return "en"
    return _NAMES.get(re.sub(r"[\s_-]", "", text).lower(), "")


def _trimmed(cells: Sequence[str]) -> list[str]:
    """The cells without space around them and without empty ones at the end."""
    found = [cell.strip() for cell in cells]
    while found and not found[-1]:
        found.pop()
    return found


def _with_header(rows: Sequence[Row], columns: dict[int, str], unit: str) -> Imported:
    names = rows[0][1]
    terms, flaws = [], []
    for line, cells in rows[1:]:
        if len(cells) > len(names):
            flaws.append(Flaw(line, _too_many(len(cells), len(names))))
            continue
        held = {name: cells[index] for index, name in columns.items() if index < len(cells)}
        if any(held.values()):
            terms.append(_term(line, held, {names[index]: name for index, name in columns.items()}))
    whole = {"zh", "en", "article"} <= {*names}
    imported = Imported(tuple(terms), tuple(flaws), _unread(rows, columns), unit, whole)
    # Source and target do not say which of them is Chinese.
    doubtful = {"source", "sourceterm", "sourcetext", "term"}
    zh = next(names[index] for index, name in columns.items() if name == "zh")
    return turned(imported) if re.sub(r"[\s_-]", "", zh).lower() in doubtful else imported


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
    terms, flaws = [], []
    most = max(width, 3) if wide else width
    for line, cells in rows:
        if len(cells) > most:
            flaws.append(Flaw(line, _too_many(len(cells), width)))
        else:
            terms.append(_term(line, dict(zip(("zh", "en", "note"), cells, strict=False))))
    return turned(Imported(tuple(terms), tuple(flaws), unit=unit))


def _with_codes(rows: Sequence[Row], unit: str) -> Imported | None:
    """The terms of rows like 枫桥经验,Fengqiao model,zh,en; None if they are of another kind."""
    terms = []
    for line, cells in rows:
        if len(cells) != 4 or not (_LANGUAGE.fullmatch(cells[2]) and _LANGUAGE.fullmatch(cells[3])):
            return None
        zh, en, *codes = cells
        if _EN.fullmatch(codes[0]) and _ZH.fullmatch(codes[1]):
            zh, en = en, zh
        elif not (_ZH.fullmatch(codes[0]) and _EN.fullmatch(codes[1])):
            continue
        terms.append(_term(line, {"zh": zh, "en": en}))
    others = len(rows) - len(terms)
    notes = (f"left out: pairs of other languages ({others:,})",) if others else ()
    return Imported(tuple(terms), notes=notes, unit=unit)


def turned(imported: Imported) -> Imported:
    """`imported`, with term and rendering exchanged if the Chinese stands on the other side."""
    right = sum(has_han(term.zh) and not has_han(term.en) for term in imported.terms)
    wrong = sum(has_han(term.en) and not has_han(term.zh) for term in imported.terms)
    if wrong <= right:
        return imported
    terms = tuple(replace(term, zh=term.en, en=term.zh, key="") for term in imported.terms)
    note = "the second column is Chinese: it is taken for the term, the first for the rendering"
    return replace(imported, terms=terms, notes=(*imported.notes, note))


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
