"""Pairs are read from all that holds them, and what holds none is an error that says why."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path

import pairs
import patterns
import pytest

from briefing import bilingual
from briefing.bilingual import is_briefing, read_bilingual
from briefing.errors import ReadError
from briefing.write import json, markdown, plain

ROWS = [
    ("民政部发布通知。", "The Ministry of Civil Affairs issued a notice."),
    ("“枫桥经验”", 'the "Fengqiao model"'),
]


def written(path: Path, text: str | bytes) -> Path:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


@pytest.fixture
def briefing_md(tmp_path: Path) -> Path:
    work = pairs.briefing()
    return written(tmp_path / "article.md", markdown.render(work, work.documents[0]))


def test_markdown_has_its_paragraphs_and_what_it_says_of_itself(briefing_md: Path) -> None:
    read = read_bilingual(briefing_md)
    assert read.form == "markdown"
    assert [(pair.zh, pair.en) for pair in read.pairs] == list(pairs.TEXT)
    assert [pair.id for pair in read.pairs] == ["p1", "p2", "p3", "p4", "p5"]
    assert read.pairs[0].kind == "heading"
    assert read.written.paragraphs == 5
    assert ("枫桥经验", "Fengqiao model") in read.written.terms
    assert ("中文", "English") not in read.written.terms
    assert read.written.source == "article.txt"
    assert read.written.clean


def test_an_older_briefing_has_its_record_before_the_text(briefing_md: Path) -> None:
    text = briefing_md.read_text(encoding="utf-8")
    body, _, record = text.partition("### Record\n\n```yaml\n")
    old = "---\n" + record.removesuffix("```\n") + "---\n" + body.split("---\n", 2)[2]
    new = read_bilingual(briefing_md).written
    assert new.english
    assert read_bilingual(written(briefing_md, old)).written == new


@pytest.mark.parametrize("way", ["pandoc", "indented", "attributes"])
def test_the_record_is_read_as_other_editors_write_it(briefing_md: Path, way: str) -> None:
    text = briefing_md.read_text(encoding="utf-8")
    body, _, record = text.partition("```yaml\n")
    lines = record.removesuffix("```\n").splitlines(keepends=True)
    saved = {
        "pandoc": f"``` yaml\n{''.join(lines)}```\n",
        "attributes": f"``` {{.yaml}}\n{''.join(lines)}```\n\n## A note of the editor's\n",
        "indented": "".join(f"    {line}" for line in lines) + "\n",
    }
    before = read_bilingual(briefing_md).written
    assert read_bilingual(written(briefing_md, body + saved[way])).written == before


def test_the_appendix_tells_what_was_missing_as_it_was_written(tmp_path: Path) -> None:
    text = (("坚持“枫桥经验”。", "Uphold the Maple Bridge practice."), *pairs.TEXT[1:])
    work = pairs.briefing(text)
    path = written(tmp_path / "a.md", markdown.render(work, work.documents[0]))
    findings = read_bilingual(path).written.findings
    assert ("p1", "term-missing") in {(id_, rule) for id_, rule, _ in findings}


def test_marks_of_what_was_not_translated_are_seen(tmp_path: Path) -> None:
    golden = Path(__file__).parent / "golden" / "briefing-stacked.md"
    read = read_bilingual(golden)
    assert read.failed == ("p4",)
    assert (
        next(pair for pair in read.pairs if pair.id == "p4").en == "(1) Strengthen Party-building guidance."
    )


def test_markdown_without_its_front_matter_and_appendix_is_read(briefing_md: Path) -> None:
    text = briefing_md.read_text(encoding="utf-8").split("---\n", 2)[2]
    read = read_bilingual(written(briefing_md, text[: text.index("<!--")]))
    assert len(read.pairs) == 5
    assert read.written.paragraphs is None
    assert read.written.terms == frozenset()


@pytest.mark.parametrize(
    "front", ["---\n[1, 2\n---\n", "---\ncounts: 3\n---\n", "---\ncounts: {paragraphs: -5}\n---\n"],
    ids=["broken", "no mapping", "negative"],
)  # fmt: skip
def test_a_front_matter_that_says_nothing_is_no_error(tmp_path: Path, front: str) -> None:
    path = written(tmp_path / "a.md", front + "\n> **p1** 民政部发布通知。\n\nA notice was issued.\n")
    assert read_bilingual(path).written.paragraphs is None


def test_json_has_its_sentences(tmp_path: Path) -> None:
    path = written(tmp_path / "a.json", json.render(pairs.briefing()))
    read = read_bilingual(path)
    assert [(pair.zh, pair.en) for pair in read.pairs] == list(pairs.TEXT)
    assert len(read.pairs[1].parts) == 2
    assert read.pairs[1].parts[1][0] == "全省发挥“五社联动”机制的作用。"


def test_json_without_a_paragraph_or_a_text_in_it_is_none_of_briefings(tmp_path: Path) -> None:
    whole = json.render(pairs.briefing())
    for text in ('{"briefing": 1, "documents": []}', re.sub(r'"zh": "[^"]*"', '"zh": null', whole)):
        with pytest.raises(ReadError, match="is not JSON that briefing wrote"):
            read_bilingual(written(tmp_path / "a.json", text))


@pytest.mark.parametrize("name", ["a.txt", "a.tsv", "a"])
def test_plain_text_has_its_paragraphs(tmp_path: Path, name: str) -> None:
    text = plain.render(pairs.briefing())
    read = read_bilingual(written(tmp_path / name, text))
    assert read.form == "plain"
    assert [(pair.zh, pair.en) for pair in read.pairs] == list(pairs.TEXT)
    assert [pair.id for pair in read.pairs] == ["p1", "p2", "p3", "p4", "p5"]
    gone = text.replace(f"p1\t{pairs.TEXT[0][0]}\n", "").replace(f"p2\t{pairs.TEXT[1][1]}\n", "")
    read = read_bilingual(written(tmp_path / name, gone))
    assert [(pair.zh, pair.en) for pair in read.pairs[:2]] == [(pairs.TEXT[0][1], ""), (pairs.TEXT[1][0], "")]
    assert len(read.pairs) == 5


def test_plain_text_of_several_documents_tells_them_apart(tmp_path: Path) -> None:
    golden = (Path(__file__).parent / "golden" / "briefing.txt").read_text(encoding="utf-8")
    assert read_bilingual(written(tmp_path / "a.txt", golden)).failed == ("p4",)
    read = read_bilingual(written(tmp_path / "a.txt", golden * 2))
    assert read.failed == ("1:p4", "2:p4")


def test_a_table_with_numbers_is_no_plain_text(tmp_path: Path) -> None:
    rows = "".join(f"p1\t{zh}\t{en}\n" for zh, en in ROWS)
    assert read_bilingual(written(tmp_path / "a.tsv", "id\tzh\ten\n" + rows)).form == "table"


TABLES = {
    "tsv": ("a.tsv", "".join(f"{zh}\t{en}\n" for zh, en in ROWS)),
    "tsv without a last line break": ("a.tsv", "\n".join(f"{zh}\t{en}" for zh, en in ROWS)),
    "tsv with a header": ("a.tsv", "zh\ten\n" + "".join(f"{zh}\t{en}\n" for zh, en in ROWS)),
    "English first": ("a.tsv", "".join(f"{en}\t{zh}\n" for zh, en in ROWS)),
    "named, with a third": ("a.tsv", "id\t英文\t中文\n" + "".join(f"7\t{en}\t{zh}\n" for zh, en in ROWS)),
    "csv": ("a.csv", "".join('"{}","{}"\n'.format(zh, en.replace('"', '""')) for zh, en in ROWS)),
    "csv with semicolons": (
        "a.csv",
        "".join('{};"{}"\n'.format(zh, en.replace('"', '""')) for zh, en in ROWS),
    ),
    "quoted as a spreadsheet does": (
        "a.tsv",
        "".join('{}\t"{}"\n'.format(zh, en.replace('"', '""')) for zh, en in ROWS),
    ),
    "line breaks of Windows": ("a.tsv", "".join(f"{zh}\t{en}\r\n" for zh, en in ROWS)),
    "empty lines": ("a.tsv", "\n\n".join(f"{zh}\t{en}" for zh, en in ROWS) + "\n\n"),
    "UTF-16": ("a.tsv", "".join(f"{zh}\t{en}\n" for zh, en in ROWS).encode("utf-16")),
    "GB18030": ("a.tsv", ("".join(f"{zh}\t{en}\n" for zh, en in ROWS) * 3).encode("gb18030")),
    "no suffix": ("pairs", "".join(f"{zh}\t{en}\n" for zh, en in ROWS)),
}


@pytest.mark.parametrize("case", TABLES, ids=list(TABLES))
def test_tables(tmp_path: Path, case: str) -> None:
    name, content = TABLES[case]
    read = read_bilingual(written(tmp_path / name, content))
    assert read.form == "table"
    assert [(pair.zh, pair.en) for pair in read.pairs[:2]] == ROWS


def test_rows_are_named_by_their_lines(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", 'zh,en\n"一是\n突出",First\n二是突出,Second\n')
    assert [pair.id for pair in read_bilingual(path).pairs] == ["2", "4"]


def test_a_quotation_mark_that_is_not_closed_takes_no_rows(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", '民政,"welfare\n枫桥经验,"the ""Fengqiao"" model"\n养老,care\n')
    read = read_bilingual(path)
    assert [(pair.id, pair.zh, pair.en) for pair in read.pairs] == [
        ("1", "民政", '"welfare'),
        ("2", "枫桥经验", 'the "Fengqiao" model'),
        ("3", "养老", "care"),
    ]


def test_a_row_without_its_english_stays(tmp_path: Path) -> None:
    path = written(tmp_path / "a.tsv", "民政部发布通知。\tA notice.\n国务院同意。\n")
    assert [pair.en for pair in read_bilingual(path).pairs] == ["A notice.", ""]


def test_standard_input_is_told_by_its_content() -> None:
    text = "民政部发布通知。\tA notice was issued.\n"
    assert read_bilingual("-", stdin=io.BytesIO(text.encode())).form == "table"
    md = "> **p1** 民政部发布通知。\n\nA notice was issued.\n"
    assert read_bilingual("-", stdin=io.BytesIO(md.encode())).pairs[0].en == "A notice was issued."


ERRORS = {
    "empty": ("a.tsv", "", "is empty"),
    "one column": ("a.tsv", "民政部发布通知。\n", "has one column"),
    "three columns without names": ("a.tsv", "1\t民政部\tministry\n", "has 3 columns"),
    "no Chinese": ("a.tsv", "one\ttwo\n", "has no column of Chinese"),
    "Markdown of somebody else": (
        "a.md",
        "# 标题\n\n民政部发布通知。\n",
        "has no paragraphs as briefing writes them",
    ),
    "JSON of somebody else": ("a.json", '{"中文": 1}', "is not JSON that briefing wrote"),
    "broken JSON": ("a.json", '{"中文', "is not JSON that briefing wrote"),
    "a page": ("a.html", "<!doctype html>\n<p>民政部,发布,通知</p>\n", "is a page or a file of XML"),
    "a PDF": ("a.pdf", "%PDF-1.7\n", "is a PDF, which is not read back"),
    "a translation memory": ("a.tmx", '<?xml version="1.0"?>\n<tmx/>', "is a page or a file of XML"),
    "binary": ("a.csv", bytes(range(256)) * 8, "is not text"),
}


@pytest.mark.parametrize("case", ERRORS, ids=list(ERRORS))
def test_errors(tmp_path: Path, case: str) -> None:
    name, content, expected = ERRORS[case]
    path = written(tmp_path / name, content)
    with pytest.raises(ReadError) as error:
        read_bilingual(path)
    assert expected in str(error.value)
    assert str(path) in str(error.value)
    assert error.value.hint


def test_what_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="does not exist"):
        read_bilingual(tmp_path / "none.tsv")
    with pytest.raises(ReadError, match="is a folder"):
        read_bilingual(tmp_path)


def test_a_briefing_is_told_from_a_source(briefing_md: Path, tmp_path: Path) -> None:
    assert is_briefing(briefing_md)
    assert not is_briefing(written(tmp_path / "source.md", "# 标题\n\n**p1** 民政部\n"))
    assert not is_briefing(written(tmp_path / "source.txt", "> **p1** 民政部\n"))


LAUGHS = "".join(
    f"a{level}: &a{level} [{','.join([f'*a{level - 1}' if level else 'x'] * 10)}]\n" for level in range(10)
)


@pytest.mark.parametrize(
    "front",
    [
        LAUGHS + "source: {name: *a9}\n",
        "counts: {paragraphs: " + "1:" * 200_000 + "1}\n",
        "source: " + "[" * 100_000 + "\n",
        "source: {name: !!python/name:os.system x}\n",
        "source:\n  name: " + "x" * (2 << 20) + "\n",
        "counts: [paragraphs, 5]\nsource: [name]\n",
        "- source\n",
    ],
    ids=["aliases", "base-60", "deep", "tag", "large", "lists", "no-mapping"],
)
def test_a_front_matter_that_would_blow_up_says_nothing(tmp_path: Path, front: str) -> None:
    path = written(tmp_path / "a.md", f"---\n{front}---\n\n> **p1** 枫桥经验在全省推广。\n\nEnglish.\n")
    with patterns.limit(2):
        read = read_bilingual(path)
    assert (read.written.paragraphs, read.written.source) == (None, "")
    assert [pair.id for pair in read.pairs] == ["p1"]


@pytest.mark.parametrize(
    "name", ["a\u0085b.txt", "yes", "12", "a: b #c.txt", "\u2028'\"\ufeff.txt", "null", "*x"]
)
def test_the_name_of_the_source_is_read_as_it_was_written(tmp_path: Path, name: str) -> None:
    work = pairs.briefing()
    document = work.documents[0]
    document = replace(document, source=replace(document.source, name=name))
    path = written(tmp_path / "a.md", markdown.render(work, document))
    assert read_bilingual(path).written.source == name


def test_one_reader_parses_yaml() -> None:
    """Another would need its guards again: `yaml_edit` finds places in a text that this one has admitted."""
    source = Path(bilingual.__file__).parent.parent
    calls = re.compile(r"yaml\.(?:safe_|full_|unsafe_)?(?:load|parse|compose|scan|load_all|Loader)\b")
    readers = {path.name for path in source.rglob("*.py") if calls.search(path.read_text(encoding="utf-8"))}
    assert readers == {"yaml_nodes.py", "yaml_edit.py"}
