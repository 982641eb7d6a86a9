from __future__ import annotations

import csv
import io

import pytest
from exchange_terms import FENGQIAO, PLAIN, as_loaded, imported, terms, there_and_back
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.errors import ReadError
from briefing.glossary.exchange.delimited import guarded, unguarded, write_csv, write_tsv
from briefing.glossary.exchange.table import joined, parted
from briefing.glossary.model import Term


def pairs(data: str | bytes, format_: str = "csv") -> list[tuple[str, str]]:
    found = imported(format_, data.encode() if isinstance(data, str) else data)
    assert not found.flaws
    return [(term.zh, term.en) for term in found.terms]


FENGQIAO_PAIR = ("枫桥经验", "Fengqiao model")
BOTH = [FENGQIAO_PAIR, ("乡村振兴", "rural revitalization")]


# Our own files


@pytest.mark.parametrize("format_", ["csv", "tsv"])
@settings(deadline=None, max_examples=25)
@given(found=terms())
def test_nothing_is_lost_there_and_back(format_: str, found: list[Term]) -> None:
    once = as_loaded(found)
    again, said = there_and_back(format_, once)
    assert again == once
    assert not said.flaws
    assert not [note for note in said.notes if "Traditional" not in note]


def test_what_is_written() -> None:
    text = write_csv([FENGQIAO]).data.decode("utf-8-sig")
    header, row = csv.reader(io.StringIO(text, newline=""))
    assert ",".join(header) == "zh,en,article,forms,also,not,use,unless,domain,reference,note"
    assert row == [
        "新时代“枫桥经验”",
        "Fengqiao model",
        "the",
        "Fengqiao models",
        "Fengqiao Experience | Fengqiao \\| approach",
        "Maple Bridge experience",
        "check",
        "学新时代枫桥经验",
        "governance",
        "white papers, English editions",
        "after Fengqiao, in Zhejiang\nfirst used in the 1960s",
    ]
    assert write_csv([FENGQIAO]).data.startswith(b"\xef\xbb\xbf")  # or Excel does not read the Chinese
    assert write_csv([FENGQIAO]).notes == ()


@pytest.mark.parametrize("write", [write_csv, write_tsv])
@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝", "＋", "－", "＠", "'=", "''@"])
def test_a_spreadsheet_has_no_formula_to_run(write, start: str) -> None:
    term = Term(
        "枫桥经验", f"{start}cmd|' /C calc'!A0", also=(f"{start}1",), note=f"{start}2", source=f"{start}3"
    )
    delimiter = "," if write is write_csv else "\t"
    text = write([term]).data.decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) for cell in row]
    assert not [cell for cell in cells if cell[:1] in tuple("=+-@＝＋－＠\t\r\n")]
    assert imported(write.__name__.removeprefix("write_"), text.encode()).terms[0].en == term.en


@given(st.text())
def test_the_guard_is_taken_off_again(cell: str) -> None:
    assert unguarded(guarded(cell)) == cell


@given(st.lists(st.text(min_size=1).map(str.strip).filter(bool)))
def test_texts_in_a_cell_are_parted_again(texts: list[str]) -> None:
    assert parted(joined(texts)) == texts


def test_other_programs_read_our_file() -> None:
    csvl10n = pytest.importorskip("translate.storage.csvl10n")
    columns = ["source", "target", *(f"column {number}" for number in range(8)), "translator_comments"]
    store = csvl10n.csvfile(fieldnames=columns)
    store.parse(write_csv([FENGQIAO, PLAIN]).data)
    assert [(unit.source, unit.target, unit.getnotes()) for unit in store.units][-2:] == [
        (FENGQIAO.zh, FENGQIAO.en, FENGQIAO.note),
        (PLAIN.zh, PLAIN.en, ""),
    ]


# Files from elsewhere


def test_a_file_by_the_translate_toolkit() -> None:
    csvl10n = pytest.importorskip("translate.storage.csvl10n")
    store = csvl10n.csvfile()
    for zh, en in BOTH:
        unit = store.addsourceunit(zh)
        unit.target = en
    store.units[0].addnote("after Fengqiao, in Zhejiang", origin="translator")
    found = imported("csv", bytes(store))
    assert [(term.zh, term.en) for term in found.terms] == BOTH
    assert found.terms[0].note == "after Fengqiao, in Zhejiang"


@pytest.mark.parametrize(
    "text",
    [
        "枫桥经验,Fengqiao model\n乡村振兴,rural revitalization\n",
        "枫桥经验;Fengqiao model\r\n乡村振兴;rural revitalization\r\n",
        "枫桥经验\tFengqiao model\r乡村振兴\trural revitalization",
        "\ufeff枫桥经验,Fengqiao model\n乡村振兴,rural revitalization\n",
        "sep=;\r\n枫桥经验;Fengqiao model\r\n乡村振兴;rural revitalization\r\n",
        "zh,en\n枫桥经验,Fengqiao model\n乡村振兴,rural revitalization\n",
        "中文;英文;备注\n枫桥经验;Fengqiao model;\n乡村振兴;rural revitalization;\n",
        "English,Chinese (Simplified)\nFengqiao model,枫桥经验\nrural revitalization,乡村振兴\n",
        "en-GB,zh_Hans_CN\nFengqiao model,枫桥经验\nrural revitalization,乡村振兴\n",
        "Source,Target\n枫桥经验,Fengqiao model\n乡村振兴,rural revitalization\n",
        "source,target\nFengqiao model,枫桥经验\nrural revitalization,乡村振兴\n",
        "Term,Translation\n枫桥经验,Fengqiao model\n乡村振兴,rural revitalization\n",
        "Fengqiao model,枫桥经验\nrural revitalization,乡村振兴\n",
        "枫桥经验,Fengqiao model,zh,en\n乡村振兴,rural revitalization,ZH,EN-GB\n",
        "Fengqiao model,枫桥经验,en,zh\n乡村振兴,rural revitalization,zh,en\n",
        "\n枫桥经验 , Fengqiao model ,,\n,,\n\n乡村振兴,rural revitalization\n",
        '"枫桥经验","Fengqiao model"\n"乡村振兴","rural revitalization"\n',
    ],
    ids=[
        "commas", "semicolons", "tabs", "BOM", "Excel's hint", "zh and en", "Chinese header",
        "swapped by header", "language codes", "source and target", "source is English",
        "term and translation", "swapped",
        "DeepL with codes", "DeepL both ways", "blank cells and lines", "all quoted",
    ],
)  # fmt: skip
def test_the_usual_tables(text: str) -> None:
    assert pairs(text) == BOTH


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "gb18030", "big5"])
def test_encodings(encoding: str) -> None:
    rows = [
        ("国务院", "State Council"),
        ("人民代表大会", "people's congress"),
        ("中央工作", "work of the centre"),
    ]
    rows += [("部分地区的主要工作", "main work in some regions"), ("全面部署", "overall plan")]
    text = "".join(f"{zh},{en}\n" for zh, en in rows)
    if encoding == "big5":
        text = "".join(
            f"{zh},{en}\n" for zh, en in [("國務院", "State Council"), ("主要的工作", "main work")]
        )
        text += "人民代表大會,people's congress\n全國的主要地區,main regions of the country\n"
        assert pairs(text.encode(encoding))[0] == ("國務院", "State Council")
    else:
        assert pairs(text.encode(encoding)) == rows


def test_synonyms_under_another_name_may_have_semicolons() -> None:
    found = imported("csv", "term,translation,synonyms\n枫桥经验,Fengqiao model,a; b；c|d\n".encode())
    assert found.terms[0].also == ("a", "b", "c", "d")


def test_what_no_field_is_for_is_named() -> None:
    found = imported("csv", "zh,en,Frequency,Empty\n枫桥经验,Fengqiao model,12,\n".encode())
    assert found.notes == ("left out: the column Frequency",)


def test_articles_go_where_they_belong() -> None:
    text = "枫桥经验,the Fengqiao model\n民政厅,A department\nA股,A shares\n海牙,The Hague\n"
    text += "国务院,The State Council\n"
    found = imported("csv", text.encode())
    assert [(term.article, term.en) for term in found.terms] == [
        ("the", "Fengqiao model"), ("", "A department"), ("", "A shares"), ("", "The Hague"),
        ("the", "State Council"),
    ]  # fmt: skip
    assert found.notes == ("articles before renderings of 2 terms are moved to `article`, or left out",)


def test_quotation_marks_that_are_not_csv_stand_as_they_are() -> None:
    text = '"双碳"目标,dual carbon goals\n"十四五规划,14th Five-Year Plan\n'
    assert pairs(text) == [('"双碳"目标', "dual carbon goals"), ('"十四五规划', "14th Five-Year Plan")]
    assert "quotation marks" in imported("csv", text.encode()).notes[0]
    assert pairs(text.replace(",", "\t"), "tsv") == pairs(text)


def test_a_term_that_comes_again_is_one_entry() -> None:
    text = "枫桥经验,Fengqiao model\n乡村振兴,rural revitalization\n“枫桥经验”,Fengqiao Experience\n"
    text += "枫橋經驗,Fengqiao way\n"
    found = imported("csv", text.encode())
    assert [(term.zh, term.en, term.also) for term in found.terms] == [
        ("枫桥经验", "Fengqiao model", ("Fengqiao Experience", "Fengqiao way")),
        ("乡村振兴", "rural revitalization", ()),
    ]
    assert "more renderings under `also`: lines 3, 4" in found.notes[0]
    assert "1 term in Traditional characters, kept" in found.notes[1]


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("zh,en\n枫桥经验,\n", 2, "`en` is empty"),
        ("zh,en\n,Fengqiao model\n", 2, "`zh` is empty"),
        ('zh,en\n"枫\n桥",[[a]]\n', 2, "[[ or ]]"),
        ("zh,en,article\n枫桥经验,Fengqiao model,les\n", 2, "`article` must be one of the, a, an"),
        ("zh,en,use\n枫桥经验,Fengqiao model,never\n", 2, "`use` must be one of mark, check"),
        ("zh,en,unless\n枫桥经验,Fengqiao model,枫桥\n", 2, "not a longer string that contains"),
        ("zh,en\n“”,nothing\n", 2, "nothing but quotation marks"),
        ("zh,en\n乡村,a\n枫桥经验,Fengqiao, model\n", 3, "3 cells for 2 columns"),
        ("乡村,a\n乡镇,b\n枫桥经验,Fengqiao, model\n", 3, "3 cells for 2 columns"),
        (f"zh,en\n{'枫' * 201},a\n", 2, "`zh` has 201 characters; the limit is 200"),
    ],
    ids=["en", "zh", "markers", "article", "use", "unless", "quotes", "cells", "bare cells", "long"],
)  # fmt: skip
def test_each_mistake_is_told_with_its_line(text: str, line: int, message: str) -> None:
    found = imported("csv", text.encode())
    assert [flaw.line for flaw in found.flaws] == [line]
    assert message in found.flaws[0].message


def test_stray_controls_and_line_breaks_in_a_term_are_a_space() -> None:
    assert pairs('zh,en\n"枫\x07桥","Fengqiao\n  model"\n') == [("枫 桥", "Fengqiao model")]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a,b,c,d,e\n枫桥经验,b,c,d,e\n", "5 columns and no header"),
        ("枫桥经验\n乡村振兴\n", "one column only"),
        ("枫桥经验," + "x" * 200_000, "more than 131,072 characters"),
        (",,\n,,\n", "no terms"),
    ],
    ids=["columns", "one", "gigantic cell", "nothing"],
)
def test_what_is_no_glossary(text: str, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        imported("csv", text.encode())


@pytest.mark.parametrize("data", [b"\x00\x01\x02\x03" * 50, b"PK\x03\x04" + bytes(99)], ids=["binary", "zip"])
def test_what_is_no_text(data: bytes) -> None:
    with pytest.raises(ReadError):
        imported("csv", data)


@settings(deadline=None)
@given(st.text(), st.sampled_from(["csv", "tsv", "omegat", "deepl-tsv"]))
def test_any_text_is_read_or_refused_in_so_many_words(text: str, format_: str) -> None:
    try:
        imported(format_, text.encode("utf-8", "replace"))
    except ReadError as error:
        assert error.message


@pytest.mark.parametrize(
    ("cell", "guarded_cell"),
    [
        ("x;=HYPERLINK(1)", "x;'=HYPERLINK(1)"),
        ("a\t@SUM(1)", "a\t'@SUM(1)"),
        ("\u200b=1+1", "'\u200b=1+1"),
        ("=1;\ufeff=2;'=3", "'=1;'\ufeff=2;''=3"),
        ("民生; -5%", "民生; -5%"),
        ("a;b-c", "a;b-c"),
    ],
)
def test_no_formula_begins_where_a_spreadsheet_may_see_a_cell(cell: str, guarded_cell: str) -> None:
    assert guarded(cell) == guarded_cell
    assert unguarded(guarded_cell) == cell


@settings(deadline=None, max_examples=200)
@given(st.text(st.sampled_from(";\t'=+-@\u200b\ufeff x＝民\n"), max_size=12))
def test_what_is_guarded_is_the_same_again(cell: str) -> None:
    assert unguarded(guarded(cell)) == cell
