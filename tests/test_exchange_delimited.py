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
    assert found.notes[1:] == ("articles before renderings of 2 terms are moved to `article`, or left out",)


def test_quotation_marks_that_are_not_csv_stand_as_they_are() -> None:
    text = '"双碳"目标,dual carbon goals\n"十四五规划,14th Five-Year Plan\n'
    assert pairs(text) == [('"双碳"目标', "dual carbon goals"), ('"十四五规划', "14th Five-Year Plan")]
    assert "quotation marks" in imported("csv", text.encode()).notes[0]
    assert pairs(text.replace(",", "\t"), "tsv") == pairs(text)


QUOTES = {
    "not closed": ('"未完,x', ('"未完', "x")),
    "opened in the rendering": ('未完,"x', ("未完", '"x')),
    "text after it": ('"未完"的,x', ('"未完"的', "x")),
    "closed before its time": ('未完,"an "x" of sorts"', ("未完", '"an "x" of sorts"')),
}


@pytest.mark.parametrize(("line", "pair"), QUOTES.values(), ids=QUOTES)
@pytest.mark.parametrize("format_", ["csv", "tsv"])
def test_a_broken_quotation_mark_breaks_its_line_alone(
    line: str, pair: tuple[str, str], format_: str
) -> None:
    good = ['"河长制","river chief, RC"', '"林长制",forest chief', '路长制,"road\nchief"', '直径,"5"" pipe"']
    whole = [
        ("河长制", "river chief, RC"),
        ("林长制", "forest chief"),
        ("路长制", "road chief"),
        ("直径", '5" pipe'),
    ]
    for at in range(len(good) + 1):
        text = "\n".join([*good[:at], line, *good[at:]])
        if format_ == "tsv":
            text = text.replace(",", "\t").replace("chief\t RC", "chief, RC")
        found = imported(format_, text.encode())
        assert [(term.zh, term.en) for term in found.terms] == [*whole[:at], pair, *whole[at:]]
        number = text.split("\n").index(line.replace(",", "\t") if format_ == "tsv" else line) + 1
        assert found.notes[0].startswith(f"line {number}: quotation marks not as in CSV")


def test_a_mark_that_is_closed_lines_later_takes_no_lines_with_it() -> None:
    text = '河长制,"river chief\n林长制,forest chief\n直径,5"\n'
    found = imported("csv", text.encode())
    assert [term.line for term in found.terms] == [1, 2, 3]
    assert found.notes[0].startswith("line 1: quotation marks")


def test_a_file_full_of_broken_marks_is_read_all_the_same() -> None:
    text = "".join(f'"词{number},word {number}\n' for number in range(20_000))
    found = imported("csv", text.encode())
    assert len(found.terms) == 20_000
    assert found.notes[0].startswith("lines 1, 2, 3, 4, 5 and 95 more: quotation marks")


HEADERS = {
    "memoQ": "Chinese_PRC,English_United_States",
    "Trados": '"Chinese (Simplified, PRC)","English (United Kingdom)"',
    "Trados, another release": "Chinese (Simplified Han China),English (United States)",
    "Crowdin": "Term [zh-CN],Term [en]",
    "Lokalise": "zh_CN,en_GB",
    "Windows": "CHS,ENU",
    "Windows by number": "2052,1033",
    "ISO 639-2": "zho,eng",
    "word order": "Simplified Chinese,US English",
    "a side and its language": "Source (zh-Hans-CN),Target (en-US)",
    "countries for languages": "CN,EN",
    "Chinese": "中文术语,英文译名",
    "Chinese with scripts": "中文（简体）,英语（美国）",
    "German": "Chinesisch,Englisch",
    "languages with a colon": "Chinese:,English:",
    "a language and a bare side": "Chinese,Term",
    "bare sides": "Source term,Target term",
    "capitals": "CHINESE,ENGLISH",
}


@pytest.mark.parametrize("header", HEADERS.values(), ids=HEADERS)
def test_names_of_languages_are_a_header(header: str) -> None:
    row = "田长制,farmland chief system\n"
    found = imported("csv", f"{header}\n{row}".encode())
    assert [(term.zh, term.en, term.line) for term in found.terms] == [("田长制", "farmland chief system", 2)]
    tabs = f"{header}\n{row}".replace(",", "\t").encode() if '"' not in header else b""
    if tabs:
        assert [(term.zh, term.en) for term in imported("omegat", tabs).terms] == [
            ("田长制", "farmland chief system")
        ]


def test_the_table_of_a_tool_for_translators() -> None:
    text = (
        "Entry_ID,Entry_Domain,Chinese_PRC_Def,Chinese_PRC,Term_Info,English_Def,English,English,Note\n"
        "7,land,责任人,田长制,,who answers,farmland chief system,field chief system,since 2020\n"
    )
    found = imported("csv", text.encode())
    (term,) = found.terms
    assert (term.zh, term.en, term.also) == ("田长制", "farmland chief system", ("field chief system",))
    assert (term.note, term.domain) == ("since 2020", "")
    assert found.notes == (
        "the column Chinese_PRC is taken for the term, the column English for the rendering",
        "left out: the columns Entry_ID, Entry_Domain, Chinese_PRC_Def and English_Def",
    )


@pytest.mark.parametrize(
    "row",
    ["中文,Chinese", "英语,English", "翻译,translation", "术语,term", "来源,source", "普通话,Mandarin"],
)
def test_a_term_that_is_the_name_of_a_language_is_a_term(row: str) -> None:
    assert pairs(f"{row}\n田长制,farmland chief system\n")[0] == tuple(row.split(","))


def test_names_in_words_that_nobody_foresaw() -> None:
    text = "Begriff,Wiedergabe\n田长制,farmland chief system\n河长制,river chief system\n"
    found = imported("csv", text.encode())
    assert [term.zh for term in found.terms] == ["田长制", "河长制"]
    assert found.notes[1] == "line 1 is taken for the names of the columns: Begriff and Wiedergabe"


@pytest.mark.parametrize("format_", ["csv", "tsv", "omegat", "deepl-tsv"])
@pytest.mark.parametrize("head", ["", "zh\ten\n", "source\ttarget\n"])
def test_a_glossary_without_any_chinese_is_refused(format_: str, head: str) -> None:
    text = f"{head}reform\treforma\nopening up\totevírání\n"
    if format_ == "csv":
        text = text.replace("\t", ",")
    with pytest.raises(ReadError, match="has no Chinese in it"):
        imported(format_, text.encode())


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("田长制,farmland chief\n", "column 1 is taken for the term, column 2 for the rendering"),
        ("farmland chief,田长制\n", "column 2 is taken for the term, column 1 for the rendering"),
        ("1,田长制,farmland chief\n2,河长制,river chief\n", "column 2 is taken for the term, column 3 for"),
        ("田长制,耕地,farmland chief\n", "column 2 is taken for the term, column 3 for the rendering"),
        ("zh,en\nfarmland chief,田长制\n", "the column en is taken for the term, the column zh for"),
        ("Term,译名\nfarmland chief,田长制\n", "the column 译名 is taken for the term, the column Term for"),
    ],
)
def test_it_is_told_which_column_was_taken(text: str, note: str) -> None:
    found = imported("csv", text.encode())
    assert found.notes[0].startswith(note)
    assert all("chief" in term.en and not term.note.isdigit() for term in found.terms)


def test_a_row_without_chinese_among_others_is_told() -> None:
    text = "田长制,farmland chief\nGDP,gross domestic product\n未保站,station (未保站)\n"
    found = imported("csv", text.encode())
    assert [term.zh for term in found.terms] == ["田长制", "GDP", "未保站"]
    assert found.notes[-1] == "no Chinese in the term, or some in its rendering, kept as it is: lines 2, 3"


ALTERNATIVES = {
    "a slash": ("one-stop service / all-in-one service", "one-stop service", ["all-in-one service"], []),
    "semicolons": ("river chief; river head；chief", "river chief", ["river head", "chief"], []),
    "numbered": ("1. river chief; 2. river head", "river chief", ["river head"], []),
    "circled numbers": ("①river chief ②river head", "river chief", ["river head"], []),
    "bars": ("river chief | river head", "river chief", ["river head"], []),
    "a plural": ("community worker(s)", "community worker", [], ["community workers"]),
    "plurals": ("policy(ies) and measure（s）", "policy and measure", [], ["policies and measures"]),
    "a plural in -es": ("bus(es)", "bus", [], ["buses"]),
    "a plural behind a slash": ("volunteer/s", "volunteer", [], ["volunteers"]),
    "both": ("carer(s) / helper(s)", "carer", ["helper", "helpers"], ["carers"]),
    "inside brackets": ("daily (24 / 7; any day) care", "daily (24 / 7; any day) care", [], []),
    "a slash without spaces": ("and/or clause", "and/or clause", [], []),
    "a rate": ("5 / 100", "5 / 100", [], []),
}  # fmt: skip


@pytest.mark.parametrize(("cell", "en", "also", "forms"), ALTERNATIVES.values(), ids=ALTERNATIVES)
def test_what_a_cell_has_together_is_parted(cell: str, en: str, also: list[str], forms: list[str]) -> None:
    found = imported("csv", f'河长制,"{cell}"\n'.encode())
    (term,) = found.terms
    assert (term.en, list(term.also), list(term.forms)) == (en, also, forms)
    told = " ".join(found.notes[1:])
    assert ("several renderings" in told) == bool(also)
    assert ("a plural in brackets" in told) == bool(forms)
    assert ("kept as they are" in told) == bool({*"(/"} & {*en})


def test_alternatives_in_a_term_are_told() -> None:
    found = imported("csv", "碳达峰/碳中和,carbon goals\n老年人（六十岁以上）,older people\n".encode())
    assert "found only where a text has them so: lines 1, 2" in found.notes[-1]


def test_a_termbase_of_our_own_is_taken_as_it_stands() -> None:
    term = Term("一站式", "one-stop / all-in-one", also=("worker(s); staff",))
    found = imported("csv", write_csv([term]).data)
    assert (found.terms[0].en, found.terms[0].also, found.notes) == (term.en, term.also, ())


def test_a_term_that_comes_again_is_one_entry() -> None:
    text = "枫桥经验,Fengqiao model\n乡村振兴,rural revitalization\n“枫桥经验”,Fengqiao Experience\n"
    text += "枫橋經驗,Fengqiao way\n"
    found = imported("csv", text.encode())
    assert [(term.zh, term.en, term.also) for term in found.terms] == [
        ("枫桥经验", "Fengqiao model", ("Fengqiao Experience", "Fengqiao way")),
        ("乡村振兴", "rural revitalization", ()),
    ]
    assert "more renderings under `also`: lines 3, 4" in found.notes[1]
    assert "1 term in Traditional characters, kept" in found.notes[2]


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
