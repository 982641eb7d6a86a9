from __future__ import annotations

import json
import re
import shutil
import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
import sample
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from briefing.bilingual import read_bilingual
from briefing.document import Briefing, Document, GlossaryInfo, Kind, Segment
from briefing.visible import without_controls
from briefing.write.markdown import APPENDIX, render
from briefing.write.markdown_parse import ParsedParagraph, parse
from briefing.write.markdown_text import escape
from briefing.write.record import as_yaml

if TYPE_CHECKING:
    from pathlib import Path

LAYOUTS = ("stacked", "columns")


def rendered(layout: str = "stacked", **options: str) -> str:
    return render(sample.briefing(), sample.document(), layout=layout, **options)


def front_matter(text: str) -> dict[str, object]:
    return yaml.safe_load(text.split("---\n")[1])


def record(text: str) -> dict[str, object]:
    return yaml.safe_load(text.split("### Record\n\n```yaml\n")[1].removesuffix("```\n"))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_golden(layout: str) -> None:
    sample.check_golden(f"briefing-{layout}.md", rendered(layout))


def test_the_front_matter_is_what_a_reader_wants_to_see_first() -> None:
    text = rendered(timestamp="2024-07-26T09:00:00+0800")
    data = front_matter(text)
    assert text.split("\n").index("---", 1) < 15
    assert data["title"] == sample.document().paragraphs[0].en
    assert data["title_zh"] == "强化基层治理，保障和改善民生"
    assert data["source"] == "jiangsu.txt"
    assert data["model"] == "qwen2.5-coder-1.5b-briefing with briefing-0.1"
    assert data["counts"] == (
        "6 paragraphs; 5 of 6 terms enforced; 5 of 6 figures verified; 3 errors, 1 warning, 1 note;"
        " 1 segment not translated"
    )
    assert data["signature"] == sample.briefing().signature_line


def test_the_record_tells_shipped_termbases_as_one() -> None:
    """So that it stays short: it is at the end of every Word document that somebody hands on."""

    def written(*infos: GlossaryInfo) -> list[dict[str, object]]:
        briefing = replace(sample.briefing(), glossaries=infos)
        return record(render(briefing, sample.document()))["glossaries"]

    many = [GlossaryInfo(f"{n}.yaml", "shipped", f"{n:064}", n) for n in range(80)]
    (one,) = written(*many)
    assert (one["files"], one["terms"]) == (80, 3160)
    (other,) = written(*many[:-1], replace(many[-1], sha256="f" * 64))
    assert other["sha256"] != one["sha256"]


def test_the_record_has_the_rest() -> None:
    data = record(rendered())
    document = sample.document()
    shipped, house = data["glossaries"]
    assert (shipped["layer"], shipped["files"], shipped["terms"]) == ("shipped", 1, 120)
    assert house["name"] == "house.yaml"
    assert data["model"]["fingerprint"] == "openvino 2026.4 a1b2c3"
    assert data["source"] == {
        "name": "jiangsu.txt",
        "sha256": document.source.sha256,
        "encoding": "utf-8",
        "script": "tw",
        "edits": {"pinyin": 1, "punctuation": 1, "script": 2},
        "shown": "clean",
    }
    assert data["counts"] == {
        "paragraphs": 6,
        "segments": 8,
        "untranslated": 1,
        "terms": "5 of 6",
        "figures": "5 of 6",
        "findings": {"error": 3, "warning": 1, "note": 1},
    }


def test_a_time_stamp_only_if_asked() -> None:
    assert front_matter(rendered(timestamp="2024-07-26T09:00:00+0800"))["date"] == "2024-07-26T09:00:00+0800"
    assert "date" not in front_matter(rendered())
    assert rendered() == rendered()


def test_a_text_without_heading_is_titled_by_its_first_words() -> None:
    document = replace(sample.document(), paragraphs=sample.document().paragraphs[1:])
    data = front_matter(render(sample.briefing(document), document))
    assert data["title"] == "By the end of June, the province had provided support to a ..."
    assert data["title_zh"] == "截至6月底，全省共保障低收入人口97.7万人，发放救助资金33.17亿 ..."


def test_the_source_as_it_was_read() -> None:
    parsed = parse(rendered(show_source="raw"))
    assert [paragraph.zh for paragraph in parsed] == [
        paragraph.raw for paragraph in sample.document().paragraphs
    ]


def expected(document: Document) -> tuple[ParsedParagraph, ...]:
    return tuple(
        ParsedParagraph(
            paragraph.id,
            paragraph.kind,
            without_controls(paragraph.zh),
            without_controls(" ".join(each.en for each in paragraph.segments if each.en.strip())),
        )
        for paragraph in document.paragraphs
    )


@pytest.mark.parametrize("layout", LAYOUTS)
def test_what_is_written_is_read_back(layout: str) -> None:
    assert parse(rendered(layout)) == expected(sample.document())


HARD = st.text(
    alphabet=st.one_of(
        st.sampled_from(
            list("治理，。“”*_`#>[]()<>!|\\~-+=:.&;$^%1a \t\n\r\u3000\u00a0\u200b\u202e\x00\x1b\x85•【】—")
        ),
        st.characters(exclude_categories=["Cs"]),
    ),
    min_size=1,
    max_size=40,
)
LINES = st.sampled_from(
    [
        "1. 甲", "- 乙", "+ 丙", "> 丁", "# 戊", "---", "===", "***", "```", "~~~", "    缩进", "[x]: y",
        "![a](b)", "<b>x</b>", "<!-- x -->", "&amp;", "&#35;", "a|b", "|---|", "\\", "\\|", "**p3** x",
        "[^1]: x", "(1) x", "a. x", "iv) x", "**x**", "_x_", "https://a_b_c/*", "[p1.1 not translated: x]",
        "\\*", "``a`", "$x$", "A|", "Appendix: terms and findings", APPENDIX, "•", " x ", "&", "p2",
    ]
)  # fmt: skip
TEXTS = st.one_of(HARD, LINES, st.tuples(LINES, HARD).map("".join)).filter(lambda text: text.strip())
KINDS: tuple[Kind, ...] = ("heading", "body", "list-item", "byline")
PARAGRAPHS = st.lists(
    st.tuples(
        st.sampled_from(KINDS),
        st.lists(st.tuples(TEXTS, st.one_of(TEXTS, st.just(""))), min_size=1, max_size=3),
    ),
    min_size=1,
    max_size=4,
)


def made(paragraphs: list[tuple[Kind, list[tuple[str, str]]]]) -> tuple[Briefing, Document]:
    document = replace(
        sample.document(),
        paragraphs=tuple(
            sample.paragraph(
                f"p{number}",
                kind,
                *(Segment(f"p{number}.{at}", zh, (), en, "stop") for at, (zh, en) in enumerate(texts, 1)),
            )
            for number, (kind, texts) in enumerate(paragraphs, 1)
        ),
    )
    return sample.briefing(document), document


@settings(deadline=None, max_examples=400)
@given(paragraphs=PARAGRAPHS, layout=st.sampled_from(LAYOUTS))
def test_any_text_is_shown_as_it_is_and_read_back(
    paragraphs: list[tuple[Kind, list[tuple[str, str]]]], layout: str
) -> None:
    briefing, document = made(paragraphs)
    assert parse(render(briefing, document, layout=layout)) == expected(document)


@settings(deadline=None, max_examples=300)
@given(text=TEXTS)
@pytest.mark.parametrize("preset", ["commonmark", "js-default"])
def test_escaped_text_is_one_paragraph_of_nothing_but_text(preset: str, text: str) -> None:
    tokens = MarkdownIt(preset).parse(escape(text))
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    children = tokens[1].children or []
    assert {token.type for token in children} == {"text"}
    assert "".join(token.content for token in children) == without_controls(text)


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("GDP grew 5.2%, R&D 2.6% - a record.", "GDP grew 5.2%, R&D 2.6% - a record."),
        ("Guo Fa [2022] No. 12", r"Guo Fa \[2022\] No. 12"),
        ("12. Article", r"12\. Article"),
        ("(1) Strengthen", r"\(1) Strengthen"),
        ("2022 was", "2022 was"),
        ("&lt; &", r"\&lt; &"),
        ("Press {#x}, @you, a@b.cn", r"Press \{\#x\}, \@you, a@b.cn"),
        (" x\n", "&#32;x&#10;"),
    ],
    ids=["prose", "brackets", "number", "bracketed-number", "year", "reference", "pandoc", "edges"],
)
def test_only_what_needs_it_is_escaped(text: str, markdown: str) -> None:
    assert escape(text) == markdown


def test_a_failure_is_visible_beside_its_paragraph() -> None:
    assert (
        "- \\(1) Strengthen Party-building guidance. **\\[p4.2 not translated: 完善网格化管理。\\]**"
        in rendered()
    )


def english(text: str) -> dict[str, str]:
    return {paragraph.id: paragraph.en for paragraph in parse(text)}


P3 = (
    "By the end of June, the province had provided support to a low-income population of 977,000, with "
    "3.317 billion yuan in assistance. The Fengqiao Experience was extended to 21,300 villages (communities)."
)


@pytest.mark.parametrize(
    ("old", "new", "id_", "reads"),
    [
        ("Fengqiao Experience", "**Fengqiao** *model*", "p3", P3.replace("Experience", "model")),
        ("977,000, with", "977,000,\nwith", "p3", P3),
        ("977,000, with", "977,000,  \nwith", "p3", P3.replace("000, with", "000,\nwith")),
        ("assistance. The", "assistance.\n\nThe", "p3", P3.replace("assistance. The", "assistance.\nThe")),
        ("得到推广。\n\n", "得到推广。\n", "p3", P3),
        ("(communities).\n\n>", "(communities).\n>", "p3", P3),
        ("# Strengthening", "### Strengthening", "p1", sample.document().paragraphs[0].en),
        ("# Strengthening", "Strengthening", "p1", sample.document().paragraphs[0].en),
        ("- \\(2) The", "The", "p5", "The province now has 7,593 social organizations, or 5.3% of all."),
        (
            "**\\[p4.2 not translated: 完善网格化管理。\\]**",
            "Improve grid-based management.",
            "p4",
            "(1) Strengthen Party-building guidance. Improve grid-based management.",
        ),
        ("*By staff reporter Pi Lei*", "## By Pi Lei", "p2", "By Pi Lei"),
        ("*By staff reporter Pi Lei*", "> a quotation of the editor's", "p2", "a quotation of the editor's"),
        ("*By staff reporter Pi Lei*\n\n", "", "p2", ""),
        (APPENDIX + "\n", "", "p6", sample.document().paragraphs[5].en),
        ("\n", "\r\n", "p3", P3),
        ("在2.13万", "\n> 在2.13万", "p3", P3),
    ],
    ids=[
        "emphasis", "wrapped", "hard-break", "split", "no-line-below-chinese", "no-line-above-chinese",
        "heading-level", "heading-made-text", "item-made-text", "failure-mended", "byline-made-heading",
        "quotation", "english-deleted", "comment-lost", "windows-line-ends", "chinese-wrapped",
    ],
)  # fmt: skip
def test_a_colleagues_edit_is_read(old: str, new: str, id_: str, reads: str) -> None:
    text = rendered()
    assert old in text
    edited = text.replace(old, new)
    before, after = parse(text), parse(edited)
    assert english(edited)[id_] == reads
    assert [(each.id, each.kind, each.zh) for each in after] == [
        (each.id, each.kind, each.zh) for each in before
    ]
    assert [each.en for each in after if each.id != id_] == [each.en for each in before if each.id != id_]


def test_a_line_break_in_a_table_cell_is_read() -> None:
    text = rendered("columns").replace("assistance. The", "assistance.<br>The")
    assert english(text)["p3"] == P3.replace("assistance. The", "assistance.\nThe")


def test_findings_link_to_paragraphs_that_are_there() -> None:
    text = rendered()
    links = set(re.findall(r"\]\(#(\w+)\)", text))
    assert links == {"p3", "p4", "p5"}
    assert links == set(re.findall(r'<a id="(\w+)"></a>', text))


ODD = (
    'Press {onmouseover="alert(1)"}', "{#id .class}", "text{.red}", "{=html}", "See @smith and -@doe99",
    "(@) first", "(@good) x", "[x]{.y}", "::: warn", "#. item", "$x^2$ and $5", "a~b~ c^d^", "^[note]",
    "[^1]: foo", "| line", "i. roman", "(iv) x", "+---+", "<b>x</b>", "\\begin{x}", "a@b.cn", "*[HTML]: y",
)  # fmt: skip


def pandoc(text: str) -> list[dict[str, Any]]:
    """The blocks that pandoc makes of Markdown."""
    program = shutil.which("pandoc")
    if program is None:
        pypandoc = pytest.importorskip("pypandoc")
        try:
            program = pypandoc.get_pandoc_path()
        except OSError:
            pytest.skip("pandoc is not installed")
    done = subprocess.run(
        [program, "-f", "markdown-smart", "-t", "json"], input=text.encode(), capture_output=True, check=True
    )
    blocks: list[dict[str, Any]] = json.loads(done.stdout)["blocks"]
    return blocks


@pytest.mark.parametrize("shape", ["## {}", "{}", "- {}"])
def test_pandoc_reads_nothing_but_text(shape: str) -> None:
    blocks = pandoc("中\n\n" + "".join(f"{shape.format(escape(text))}\n\n中\n\n" for text in ODD))[1::2]
    for text, block in zip(ODD, blocks, strict=True):
        if block["t"] == "Header":
            assert block["c"][1][1:] == [[], []], text
            inlines = block["c"][2]
        else:
            inlines = block["c"] if block["t"] == "Para" else block["c"][0][0]["c"]
        assert {each["t"] for each in inlines} <= {"Str", "Space"}, text
        assert "".join(each.get("c", " ") for each in inlines) == text


def test_what_is_not_seen_is_written_by_its_escape_before_and_after_the_text(tmp_path: Path) -> None:
    """An editor would show the lines after U+202E from right to left, and nothing of U+200B."""
    name = "a\u202eb\u2066\u200b\x85.txt"
    document = replace(sample.document(), source=replace(sample.document().source, name=name))
    written = render(sample.briefing(), document)
    assert not any(char in written for char in name if not char.isprintable())
    (tmp_path / "x.md").write_text(written, encoding="utf-8")
    assert read_bilingual(tmp_path / "x.md").written.source == name


@given(
    st.dictionaries(st.text("ab-1", min_size=1, max_size=3), st.text(max_size=9), min_size=1, max_size=3),
    st.integers(),
)
def test_the_record_is_the_same_bytes_without_libyaml(texts: dict[str, str], number: int) -> None:
    data: dict[str, object] = {"document": {"of": texts, "segments": number, "adapter": None}, **texts}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("briefing.write.record._FastDumper", None)
        slow = as_yaml(data)
    assert as_yaml(data) == slow
