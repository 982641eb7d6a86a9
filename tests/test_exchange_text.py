"""OmegaT's glossary text and DeepL's glossary files."""

from __future__ import annotations

import csv
import io
import time
from dataclasses import replace

import patterns
import pytest
from exchange_terms import FENGQIAO, PLAIN, as_loaded, imported, terms, there_and_back
from hypothesis import given, settings

from briefing.errors import ReadError
from briefing.glossary.exchange import FORMATS
from briefing.glossary.exchange.deepl import write_deepl_csv, write_deepl_tsv
from briefing.glossary.exchange.model import flat
from briefing.glossary.exchange.omegat import write_omegat
from briefing.glossary.exchange.prepare import without_article
from briefing.glossary.model import Term

# OmegaT


def test_omegat_has_a_line_each_rendering() -> None:
    exported = write_omegat([FENGQIAO, PLAIN])
    assert exported.data.decode() == (
        "# Glossary in tab-separated format -*- coding: utf-8 -*-\n"
        "新时代“枫桥经验”\tFengqiao model\tafter Fengqiao, in Zhejiang first used in the 1960s\n"
        "新时代“枫桥经验”\tFengqiao Experience\n"
        "新时代“枫桥经验”\tFengqiao | approach\n"
        "乡村振兴\trural revitalization\n"
    )
    assert exported.notes == (
        "OmegaT's glossary text: `article`, `forms`, `not`, `use: check`, `unless`, `domain` and `source` "
        "of 1 term are left out",
        "OmegaT's glossary text: the notes of 1 term are put on one line",
    )


@settings(deadline=None, max_examples=25)
@given(terms())
def test_omegat_holds_renderings_and_notes(found: list[Term]) -> None:
    once = [
        without_article(
            Term(zh=t.zh, en=t.en, also=tuple(a for a in t.also if a != t.en), note=flat(t.note), key=t.key)
        )
        for t in as_loaded(found)
        if not t.zh.startswith("#")
    ]
    if not once:
        return
    again, _ = there_and_back("omegat", once)
    expected = [replace(t, also=tuple(a for a in t.also if a != t.en)) for t in once]
    assert again == as_loaded(expected)


def test_what_starts_a_comment_in_omegat_is_left_out_and_said() -> None:
    exported = write_omegat([Term("#号", "hash"), PLAIN])
    assert (exported.count, b"hash" in exported.data) == (1, False)
    assert exported.notes == ("OmegaT's glossary text: 1 term left out, since # starts a comment",)


def test_omegat_by_the_translate_toolkit_is_read() -> None:
    omegat = pytest.importorskip("translate.storage.omegat")
    store = omegat.OmegaTFile()
    for zh, en in [
        ("枫桥经验", "Fengqiao model"),
        ("枫桥经验", "Fengqiao Experience"),
        ("乡村振兴", "rural vitality"),
    ]:
        unit = store.addsourceunit(zh)
        unit.target = en
    store.units[0].addnote("in Zhejiang")
    found = imported("omegat", bytes(store))
    assert [(t.zh, t.en, t.also, t.note) for t in found.terms] == [
        ("枫桥经验", "Fengqiao model", ("Fengqiao Experience",), "in Zhejiang"),
        ("乡村振兴", "rural vitality", (), ""),
    ]


def test_the_translate_toolkit_reads_our_omegat() -> None:
    omegat = pytest.importorskip("translate.storage.omegat")
    store = omegat.OmegaTFile()
    store.parse(write_omegat([FENGQIAO, PLAIN]).data)
    read = [(unit.source, unit.target, unit.getnotes()) for unit in store.units if unit.target]
    assert read[0] == (FENGQIAO.zh, "Fengqiao model", flat(FENGQIAO.note))
    assert [pair[:2] for pair in read[1:]] == [
        (FENGQIAO.zh, "Fengqiao Experience"),
        (FENGQIAO.zh, "Fengqiao | approach"),
        (PLAIN.zh, PLAIN.en),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_omegat_in_the_encodings_that_it_takes(encoding: str) -> None:
    text = "# a comment\r\n枫桥经验\tFengqiao model\tin Zhejiang\r\n\r\n乡村振兴\trural revitalization\r\n"
    found = imported("omegat", text.encode(encoding))
    assert [(t.zh, t.en, t.note) for t in found.terms] == [
        ("枫桥经验", "Fengqiao model", "in Zhejiang"),
        ("乡村振兴", "rural revitalization", ""),
    ]


def test_omegat_lines_without_a_tab() -> None:
    found = imported("omegat", "枫桥经验\tFengqiao model\n乡村振兴 rural\n".encode())
    assert [(flaw.line, flaw.message) for flaw in found.flaws] == [
        (2, "no tab between the term and its rendering")
    ]
    with pytest.raises(ReadError, match="no line with a term, a tab and its rendering"):
        imported("omegat", "乡村振兴 rural\n".encode())


# DeepL


def test_deepl_has_one_rendering_each_and_says_what_is_lost() -> None:
    exported = write_deepl_tsv([FENGQIAO, PLAIN])
    assert exported.data.decode() == "新时代“枫桥经验”\tFengqiao model\n乡村振兴\trural revitalization\n"
    assert exported.notes == (
        "DeepL: `article`, `forms`, `also`, `not`, `use: check`, `unless`, `domain`, `source` and `note` "
        "of 1 term are left out",
    )
    assert write_deepl_tsv([PLAIN]).notes == ()


@pytest.mark.parametrize("format_", ["deepl-tsv", "deepl-csv"])
@settings(deadline=None, max_examples=25)
@given(found=terms())
def test_deepl_holds_terms_and_renderings(format_: str, found: list[Term]) -> None:
    once = [without_article(Term(zh=t.zh, en=t.en, key=t.key)) for t in as_loaded(found)]
    data = FORMATS[format_].write(once).data
    rows = [line.split("\t") for line in data.decode().split("\n")] if format_ == "deepl-tsv" else None
    if rows is None:
        rows = list(csv.reader(io.StringIO(data.decode(), newline="")))
    # What DeepL demands: two cells a row, no control character, no space around, no term twice.
    rows = [row for row in rows if row != [""]]
    assert all(len(row) == 2 and cell and cell == cell.strip() for row in rows for cell in row)
    assert len({row[0] for row in rows}) == len(rows)
    kept = {row[0] for row in rows}
    assert [(t.zh, t.en) for t in once if t.zh in kept] == [tuple(row) for row in rows]
    assert format_ == "deepl-csv" or len(rows) == len(once)


def test_deepl_files_are_read() -> None:
    tsv = '枫桥经验\tFengqiao model\n"双碳"目标\tdual carbon goals\n'
    assert [(t.zh, t.en) for t in imported("deepl-tsv", tsv.encode()).terms] == [
        ("枫桥经验", "Fengqiao model"), ('"双碳"目标', "dual carbon goals"),
    ]  # fmt: skip
    text = "枫桥经验,Fengqiao model,ZH,EN\nhermosa,belle,ES,FR\n"
    found = imported("deepl-csv", text.encode())
    assert [(t.zh, t.en) for t in found.terms] == [("枫桥经验", "Fengqiao model")]
    assert found.notes == ("left out: pairs of other languages (1)",)


def test_deepl_csv_has_no_formula() -> None:
    exported = write_deepl_csv([Term("枫桥", "=1+1"), PLAIN])
    assert exported.data.decode() == "乡村振兴,rural revitalization\r\n"
    assert exported.notes == ("DeepL: 1 term left out, which a spreadsheet would run as a formula",)


def test_the_translate_toolkit_reads_our_deepl_csv() -> None:
    csvl10n = pytest.importorskip("translate.storage.csvl10n")
    store = csvl10n.csvfile(fieldnames=["source", "target"])
    store.parse(write_deepl_csv([FENGQIAO, PLAIN]).data)
    assert [(unit.source, unit.target) for unit in store.units] == [
        (FENGQIAO.zh, FENGQIAO.en),
        (PLAIN.zh, PLAIN.en),
    ]


def test_a_glossary_too_large_for_deepl() -> None:
    found = [Term(f"枫{number}", "x" * 190) for number in range(60_000)]
    assert write_deepl_tsv(found).notes == ("DeepL: the file is larger than the 10 MiB that DeepL takes",)
    long = write_deepl_tsv([Term("枫", "😀" * 200), Term("枫桥", "桥" * 400)])
    assert long.notes == ("DeepL: 1 term left out, of more than 1,024 bytes",)


@pytest.mark.parametrize("inside", [" ", "\t", "; ", "\u3000", "x "])
def test_a_cell_of_any_length_is_read_at_once(inside: str) -> None:
    text = f"a{inside * (100_000 // len(inside))}b"
    tbx = (
        '<martif><text><body><termEntry><langSet xml:lang="zh"><tig><term>枫桥</term></tig></langSet>'
        f'<langSet xml:lang="en"><tig><term>{text}</term></tig></langSet></termEntry></body></text></martif>'
    )
    with patterns.limit(5):
        for format_, data in (("csv", f"zh,en,synonyms\n枫桥,Fengqiao,{text}\n"), ("tbx", tbx)):
            started = time.thread_time()
            imported(format_, data.encode())
            assert time.thread_time() - started < 2
