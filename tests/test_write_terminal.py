from __future__ import annotations

import io
import itertools
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
import sample
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from briefing.document import Document, Finding, Segment
from briefing.visible import visible
from briefing.write.summary import summarize
from briefing.write.terminal import TerminalWriter
from briefing.write.wrap import wrap


def show(document: Document, width: int, *, colour: bool = False, encoding: str = "utf-8") -> str:
    file = io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors="replace", newline="")
    console = Console(
        file=file,
        width=width,
        force_terminal=colour,
        color_system="standard" if colour else None,
        legacy_windows=False,
        _environ={},
    )
    writer = TerminalWriter(console)
    writer.begin(document)
    for paragraph in document.paragraphs:
        writer.paragraph(paragraph)
    writer.end(summarize([document], 41.23), sample.briefing().signature_line)
    file.flush()
    buffer = file.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode(encoding)


def one(zh: str, en: str, findings: tuple[Finding, ...] = ()) -> Document:
    segment = Segment("p1.1", zh, (), en, "stop", findings)
    return replace(sample.document(), paragraphs=(sample.paragraph("p1", "body", segment),))


@pytest.mark.parametrize("width", [50, 80, 140])
def test_terminal_golden(width: int) -> None:
    sample.check_golden(f"terminal-{width}.txt", show(sample.document(), width))


def test_terminal_golden_in_colour() -> None:
    sample.check_golden("terminal-100.ansi", show(sample.document(), 100, colour=True))


def columns(shown: str, left: int, gap: int) -> tuple[str, str]:
    """The text of the two columns, without spaces: a column is where its cells are."""
    texts = ["", ""]
    for line in shown.splitlines():
        at = 0
        for char in line:
            texts[at >= left + gap] += char
            at += cell_len(char)
    return "".join(texts[0].split()), "".join(texts[1].split())


WORDS = st.text(
    alphabet=st.one_of(
        st.sampled_from("治理保障民生，。“”（）《》…—A1.,%$[]/\\ *_`'\"\t\n\x1b\x07\x9b\u202e\u200b\u3000"),
        st.characters(min_codepoint=32, max_codepoint=0x2FFFF, exclude_categories=["Mn", "Me", "Mc", "Cs"]),
    ),
    min_size=1,
    max_size=300,
)


@settings(deadline=None, max_examples=150)
@given(zh=WORDS, en=WORDS, width=st.integers(30, 200))
def test_every_character_is_shown_in_its_column(zh: str, en: str, width: int) -> None:
    document = one("治" + zh, "A" + en)
    shown = show(document, width)
    body = shown.split("\n\n")[1]
    lines = body.split("\n")
    wanted_zh, wanted_en = ("".join(visible(text).split()) for text in ("治" + zh, "A" + en))
    assert all(cell_len(line) <= max(width, 4) for line in lines)
    margin = 6
    texts = [line[margin:] for line in lines]
    if width < 70:
        assert "".join("".join(texts).split()) == wanted_zh + wanted_en
        return
    left = int((min(width, 180) - margin - 3) * 0.42)
    assert columns("\n".join(texts), left, 3) == (wanted_zh, wanted_en)


@settings(deadline=None, max_examples=300)
@given(text=WORDS, width=st.integers(1, 60))
def test_lines_hold_every_character_once_and_are_no_wider_than_asked(text: str, width: int) -> None:
    ranges = wrap(text, width)
    assert "".join("".join(text[start:end] for start, end in ranges).split()) == "".join(text.split())
    assert all(end <= start for (_, end), (start, _) in itertools.pairwise(ranges))
    assert all(cell_len(text[start:end]) <= width or end - start == 1 for start, end in ranges)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("实现高质量发展。", 14, ["实现高质量发", "展。"]),  # 。 begins no line
        ("发布《通知》等", 6, ["发布", "《通", "知》等"]),  # 《 ends no line
        ("他说：“好。”", 10, ["他说：", "“好。”"]),
        ("增长5.2%左右", 6, ["增长", "5.2%左", "右"]),  # a number stays whole
        ("don’t stop", 6, ["don’t", "stop"]),
        ("a “quoted” word", 9, ["a", "“quoted”", "word"]),
        ("https://example.org", 8, ["https://", "example.", "org"]),
        ("治理", 1, ["治", "理"]),
        ("", 10, []),
        ("   ", 10, []),
    ],
    ids=[
        "closer",
        "opener",
        "quotation",
        "number",
        "apostrophe",
        "english-quotes",
        "url",
        "one-cell",
        "empty",
        "blank",
    ],
)
def test_where_lines_break(text: str, width: int, lines: list[str]) -> None:
    assert [text[start:end] for start, end in wrap(text, width)] == lines


def test_a_long_line_takes_linear_time() -> None:
    text = "坚持“" * 200_000 + " " * 200_000 + "a" * 200_000
    assert sum(end - start for start, end in wrap(text, 60)) == 800_000


def test_markup_and_control_sequences_are_text() -> None:
    shown = show(
        one("[red]甲[/] :smile: \x1b[31m乙\x1b]0;title\x07", "[bold]A[/bold] \x1b[2J\x9b31m B\r\n"), 120
    )
    assert "[red]甲[/] :smile: ␛[31m乙␛]0;title␇" in shown
    assert "[bold]A[/bold] ␛[2J\ufffd31m B" in shown
    assert not {"\x1b", "\x07", "\x9b", "\r"} & set(shown)


def test_a_failure_is_marked_and_shows_its_chinese() -> None:
    shown = show(one("完善网格化管理。", ""), 100)
    assert "[p1.1 not translated: 完善网格化管理。]" in shown
    assert "✗ p1" in shown
    assert "p1.1 untranslated" in shown


def test_terms_and_figures_are_highlighted_on_both_sides() -> None:
    shown = show(sample.document(), 200, colour=True)
    for term in ("低收入人口", "low-income population"):
        assert f"\x1b[1;32m{term}" in shown
    for figure in ("97.7万", "977,000"):
        assert f"\x1b[4m{figure}" in shown
    assert "\x1b[1;4;31m枫" in shown


def test_marks_are_ascii_where_the_encoding_has_no_others() -> None:
    shown = show(sample.document(), 100, encoding="gb18030")
    assert "x p3" in shown
    assert "✗" not in shown


def test_findings_of_several_documents_name_theirs() -> None:
    file = io.StringIO()
    writer = TerminalWriter(Console(file=file, width=120, _environ={}))
    documents = [
        sample.document(),
        replace(sample.document(), source=replace(sample.document().source, name="b.txt")),
    ]
    for document in documents:
        writer.begin(document)
        for paragraph in document.paragraphs:
            writer.paragraph(paragraph)
    writer.end(summarize(documents))
    assert "✗ b.txt p5.1 figure-missing" in file.getvalue()
    assert "2 documents · 12 paragraphs" in file.getvalue()


def test_a_paragraph_is_printed_when_it_is_finished() -> None:
    file = io.StringIO()
    writer = TerminalWriter(Console(file=file, width=120, _environ={}))
    document = sample.document()
    writer.begin(document)
    writer.paragraph(document.paragraphs[0])
    assert "primary-level governance" in file.getvalue()
    assert "Pi Lei" not in file.getvalue()


def test_the_picture_has_every_character_at_its_cell() -> None:
    root = Path(__file__).parents[1]
    shown = (root / "tests/golden/terminal-100.ansi").read_bytes()
    done = subprocess.run(
        [sys.executable, root / "examples/picture.py"], input=shown, capture_output=True, check=True
    )
    svg = ElementTree.fromstring(done.stdout)
    texts = [each for each in svg.iter("{http://www.w3.org/2000/svg}text") if each.get("x")]
    plain = re.sub(r"\x1b\[[\d;]*m", "", shown.decode())
    assert "".join("".join(each.text or "" for each in texts if each.get("y")).split()).endswith(
        "".join(plain.split())
    )
    english = next(each for each in texts if (each.text or "").startswith("Strengthening"))
    column = plain.splitlines()[2].index("Strengthening")
    cells = cell_len(plain.splitlines()[2][:column])
    assert float(english.get("x") or 0) == pytest.approx(cells * 12.2)
