"""Reads Chinese with its English: a briefing, edited or not, and XLIFF and tables from elsewhere."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import accumulate, takewhile
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING

from briefing.bilingual import data as json_data
from briefing.bilingual.pairs import AsWritten, Bilingual, Form, Pair, as_written
from briefing.chinese import has_han
from briefing.errors import ReadError
from briefing.glossary.exchange.delimited import rows_of
from briefing.read import read_bytes, take
from briefing.read.briefings import ANCHOR, PLAIN
from briefing.read.encoding import decode
from briefing.streams import standard_input

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import BinaryIO


TABLES = (".tsv", ".csv", ".tab")
MARKDOWN = (".md", ".markdown")
DOCX, XLIFF = ".docx", (".xlf", ".xliff")
MAX_BYTES = 64 * 1024 * 1024
"""Of a file of pairs; a briefing of a whole book has a few."""

_BEGINNING = 2_000
"""Bytes in which XLIFF tells that it is, after a declaration and comments."""

_PDF = b"%PDF-"
_RECORD = re.compile(r"^#{1,6} Record$", re.MULTILINE)
_APPENDIX_ROW = re.compile(
    r"^\|((?:[^|\\\n]|\\.)+)\|((?:[^|\\\n]|\\.)+)\| *(\d+) *\| *(\d+) *\|", re.MULTILINE
)
_APPENDIX_FINDING = re.compile(r"^[-*] +\[(p\d+)\.\d+\]\S* +\S+ +\w+, +([a-z-]+): +(.*)$", re.MULTILINE)
_MARKUP = re.compile(r"\ufeff?\s*<(?:\?xml|!doctype|html|tmx)\b", re.IGNORECASE)
_FRONT_MATTER = re.compile(r"\A---\n(.*?\n)---\n", re.DOTALL)
_ESCAPED = re.compile(r"\\(.)")
_FAILURE = re.compile(r"\[(p\d+)\.\d+ not translated: ")
_PLAIN_PAIR = re.compile(r"^(p\d+)\t(.*)(?:\n\1\t(.*))?$", re.MULTILINE)
"""A paragraph in plain text: its number, a tab and the Chinese, then the same with the English, if any."""
_NAMES_ZH = frozenset(("zh", "zh-cn", "zh-hans", "zh-tw", "zh-hant", "chinese", "中文", "原文", "汉语"))
_NAMES_EN = frozenset(("en", "en-us", "en-gb", "english", "英文", "译文", "英语", "英译"))


def read_bilingual(path: str | Path, *, stdin: BinaryIO | None = None) -> Bilingual:
    """The pairs of the file at `path`, or on standard input where `path` is `-`.

    `.md` is Markdown that briefing wrote, `.json` its data, `.tsv` and `.csv` two columns, Chinese and
    English in any order, with or without a first row of names; more columns are allowed where the names of
    two tell (`zh`, `en`). `.docx` is a Word document that briefing wrote, `.xlf` XLIFF of any
    program. Of what has no such suffix, the content decides; briefing's plain text is told by it under any.
    Raises ReadError.
    """
    if str(path) == "-":
        name, suffix = "standard input", ""
        data = take(stdin or standard_input(), name, MAX_BYTES)
    else:
        path = Path(path)
        name, suffix = str(path), path.suffix.lower()
        data = read_bytes(path, MAX_BYTES)
    if not data.strip():
        raise ReadError(f"{name} is empty", "Give a file with Chinese and its English")
    if suffix == DOCX or data.startswith(b"PK"):
        from briefing.bilingual import docx

        return docx.read(name, data)
    if suffix in XLIFF or b"<xliff" in data[:_BEGINNING]:
        from briefing.bilingual import xliff

        return xliff.read(name, data)
    beside = "Check the .md, .docx, .xlf or .json that briefing wrote beside it, or a table (.tsv, .csv)"
    if data.startswith(_PDF):
        raise ReadError(f"{name} is a PDF, which is not read back", beside)
    try:
        text, _ = decode(data)
    except ReadError as error:
        raise ReadError(f"{name} {error.message}", error.hint) from error
    text = text.replace("\r\n", "\n")
    if suffix not in TABLES and _MARKUP.match(text):
        raise ReadError(
            f"{name} is a page or a file of XML, which is not read back",
            beside,
        )
    form = _form(suffix, text)
    if form == "markdown":
        return _markdown(name, text)
    if form == "json":
        return json_data.read(name, text)
    if form == "plain":
        return _plain_text(name, text)
    return _table(name, text, suffix)


def is_briefing(path: str | Path) -> bool:
    """Whether the file looks like a briefing, or like XLIFF: Chinese with its English, not a source."""
    path = Path(path)
    suffix = path.suffix.lower()
    if suffix not in (*MARKDOWN, ".json", DOCX, *XLIFF):
        return False
    try:
        if suffix == DOCX:
            return bool(read_bilingual(path).pairs)
        text, _ = decode(read_bytes(path, MAX_BYTES))
    except ReadError:
        return False
    return suffix in (".json", *XLIFF) or ANCHOR.search(text) is not None


def _form(suffix: str, text: str) -> Form:
    if suffix in MARKDOWN:
        return "markdown"
    if suffix == ".json":
        return "json"
    if PLAIN.search(text):
        return "plain"
    if suffix in TABLES:
        return "table"
    if text.lstrip().startswith("{"):
        return "json"
    return "markdown" if ANCHOR.search(text) else "table"


# Markdown


def _markdown(name: str, text: str) -> Bilingual:
    from briefing.write.markdown_parse import parse

    pairs = tuple(Pair(each.id, each.kind, each.zh, each.en) for each in parse(text))
    if not pairs:
        raise ReadError(
            f"{name} has no paragraphs as briefing writes them (> **p1** 中文)",
            "Check Markdown that `briefing translate -o` wrote, or a table of pairs (.tsv, .csv)",
        )
    body, appendix = _parted(text)
    failed = tuple(dict.fromkeys(_FAILURE.findall(_plain(body))))
    return Bilingual(name, "markdown", pairs, _as_written(text, appendix), failed)


def _parted(text: str) -> tuple[str, str]:
    """The text and its appendix."""
    from briefing.write.record import APPENDIX_TITLE

    at = text.rfind(f"## {APPENDIX_TITLE}")
    return (text[:at], text[at:]) if at >= 0 else (text, "")


def _as_written(text: str, appendix: str) -> AsWritten:
    return replace(
        as_written(_record(appendix) or _front_matter(text)),
        terms=frozenset((_plain(m[1]), _plain(m[2])) for m in _APPENDIX_ROW.finditer(appendix)),
        findings=frozenset((m[1], m[2], _plain(m[3])) for m in _APPENDIX_FINDING.finditer(appendix)),
    )


def _record(appendix: str) -> str:
    """The YAML below the last heading `Record`: in a fence, or indented, as some editors write it."""
    headings = list(_RECORD.finditer(appendix))
    if not headings:
        return ""
    lines = appendix[headings[-1].end() :].strip("\n").split("\n")
    if lines[0].startswith("```"):
        return "\n".join(takewhile(lambda line: not line.startswith("```"), lines[1:]))
    return dedent("\n".join(takewhile(lambda line: line.startswith("    "), lines)))


def _front_matter(text: str) -> str:
    """What stands before the text, where older briefings have the record."""
    match = _FRONT_MATTER.match(text)
    return match[1] if match else ""


def _plain(markdown: str) -> str:
    return _ESCAPED.sub(r"\1", markdown.strip())


# Plain text


def _plain_text(name: str, text: str) -> Bilingual:
    """The paragraphs of the documents; of several, a paragraph has the number of its document before its own.

    Where somebody took the English out, it is empty.
    """
    found = _PLAIN_PAIR.findall(text)
    numbers = list(accumulate(int(id_ == "p1") for id_, _, _ in found))
    pairs = tuple(
        Pair(f"{number}:{id_}" if numbers[-1] > 1 else id_, "body", zh, en)
        for number, (id_, zh, en) in zip(numbers, found, strict=True)
    )
    return Bilingual(
        name, "plain", pairs, failed=tuple(each.id for each in pairs if _FAILURE.search(each.en))
    )


# Tables


def _table(name: str, text: str, suffix: str) -> Bilingual:
    rows = _rows(name, text, _delimiter(text, suffix))
    if not rows:
        raise ReadError(f"{name} has no rows", "Give two columns, Chinese and English")
    columns = _named_columns(rows[0][1])
    if columns:
        rows = rows[1:]
    zh, en = columns or _guessed_columns(name, rows)
    pairs = [
        Pair(str(line), "body", _cell(row, zh), _cell(row, en))
        for line, row in rows
        if any(cell.strip() for cell in row)
    ]
    if not any(has_han(pair.zh) for pair in pairs):
        raise ReadError(f"{name} has no column of Chinese", "Give two columns, Chinese and English")
    return Bilingual(name, "table", tuple(pairs))


def _delimiter(text: str, suffix: str) -> str:
    """Tab in a .tsv; otherwise the one of tab, comma and semicolon that most lines have."""
    if suffix in (".tsv", ".tab"):
        return "\t"
    lines = text.split("\n", 200)[:200]
    return max("\t,;", key=lambda each: (sum(each in line for line in lines), -"\t,;".index(each)))


def _rows(name: str, text: str, delimiter: str) -> list[tuple[int, list[str]]]:
    """Each row with the line that it begins at. In a .tsv, a quotation mark inside a cell is just that."""
    if delimiter == "\t":
        lines = enumerate(text.split("\n"), 1)
        return [
            (number, [_unquoted(cell) for cell in line.split("\t")]) for number, line in lines if line.strip()
        ]
    try:
        found, _ = rows_of(text, delimiter)
    except ReadError as error:
        raise ReadError(f"{name} {error.message}", error.hint) from error
    return [row for row in found if any(cell.strip() for cell in row[1])]


def _unquoted(cell: str) -> str:
    """A cell without the quotation marks that a spreadsheet put around it, doubling those inside."""
    cell = cell.strip()
    inner = cell[1:-1]
    if len(cell) > 1 and cell[0] == cell[-1] == '"' and '"' not in inner.replace('""', ""):
        return inner.replace('""', '"')
    return cell


def _named_columns(row: Sequence[str]) -> tuple[int, int] | None:
    names = [cell.strip().lower() for cell in row]
    zh = next((at for at, each in enumerate(names) if each in _NAMES_ZH), None)
    en = next((at for at, each in enumerate(names) if each in _NAMES_EN), None)
    if zh is not None and en is not None:
        return zh, en
    return None


def _guessed_columns(name: str, rows: Sequence[tuple[int, list[str]]]) -> tuple[int, int]:
    sample = [row for _, row in rows[:200]]
    width = max(map(len, sample))
    if width != 2:
        what = "one column" if width == 1 else f"{width} columns, and their names are not zh and en"
        raise ReadError(f"{name} has {what}", "Give two columns, or name those that count zh and en")
    han = [sum(has_han(_cell(row, at)) for row in sample) for at in range(2)]
    return (0, 1) if han[0] >= han[1] else (1, 0)


def _cell(row: Sequence[str], at: int) -> str:
    return row[at].strip() if at < len(row) else ""
