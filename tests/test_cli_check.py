"""`briefing check`: what is printed where, and the exit status."""

from __future__ import annotations

import io
import json
import sys
from typing import TYPE_CHECKING, Literal

import pairs
import pytest
from rich.cells import cell_len
from rich.console import Console

from briefing.cli import app as application
from briefing.cli import review_print
from briefing.write import docx, exchange, markdown
from briefing.write import json as json_writer

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

GLOSSARY = """\
terms:
  - zh: 枫桥经验
    en: Fengqiao model
    also: [Fengqiao Experience]
    not: [Maple Bridge experience]
  - zh: 低收入人口
    en: low-income population
  - zh: 社会组织
    en: social organization
    forms: [social organizations]
"""
WRONG = (
    pairs.TEXT[2][0],
    "Localities upheld the Maple Bridge experience for the new era and moved governance down.",
)


pytestmark = pytest.mark.usefixtures("shipped")


@pytest.fixture(autouse=True)
def house(work: Path) -> None:
    """The terms of the tests."""
    (work / "house.yaml").write_text(GLOSSARY, encoding="utf-8")


def briefing(*arguments: str | Path) -> int:
    return application.run([str(each) for each in arguments])


def check(*arguments: str | Path) -> int:
    return briefing("check", *arguments, "-g", "house.yaml")


def edit(path: Path, old: str, new: str) -> None:
    body, mark, appendix = path.read_text(encoding="utf-8").partition("<!--")
    assert old in body
    path.write_text(body.replace(old, new) + mark + appendix, encoding="utf-8")


def table(path: Path, *rows: tuple[str, str]) -> Path:
    path.write_text("".join(f"{zh}\t{en}\n" for zh, en in rows), encoding="utf-8")
    return path


def one_line(capsys: pytest.CaptureFixture[str]) -> str:
    error = capsys.readouterr().err
    assert error.startswith("briefing: ")
    assert error.count("\n") == 1
    return error


def test_word_and_xliff_are_checked_like_markdown(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (*pairs.TEXT[:2], WRONG, *pairs.TEXT[3:])
    made = pairs.briefing(text)
    (document,) = made.documents
    (work / "a.docx").write_bytes(docx.render(made, document))
    (work / "a.xlf").write_text(exchange.xliff12(made, document), encoding="utf-8")
    (work / "a.md").write_text(markdown.render(made, document), encoding="utf-8")
    told = []
    for name in ("a.docx", "a.xlf", "a.md"):
        assert check(name, "--strict") == 3
        told.append(capsys.readouterr().out.replace(name, ""))
    assert "p3\terror: term-" in told[0]
    assert told[0] == told[1] == told[2]


def test_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert briefing("check", "--help") == 0
    assert capsys.readouterr().out.startswith("Usage: briefing check")


def test_a_right_document_has_a_summary_alone(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check("article.md", "--strict") == 0
    printed = capsys.readouterr().out
    assert printed.count("\n") == 1
    assert printed.startswith("# article.md: 5 pairs, ")
    assert "0 errors, 0 warnings, 0 notes" in printed


def test_findings_are_lines_with_their_paragraph(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(article, pairs.TEXT[2][1], WRONG[1])
    edit(article, "977,000", "979,000")
    assert check("article.md") == 0
    lines = capsys.readouterr().out.splitlines()
    assert any(
        line.startswith("p2\terror: figure-altered: ") and "; expected: 977,000" in line for line in lines
    )
    assert any(line.startswith("p3\terror: term-missing: ") and "枫桥经验" in line for line in lines)
    assert any(line.startswith("p3\terror: term-forbidden: ") for line in lines)
    assert any(
        line.startswith("p3\tchanged: 枫桥经验 is no longer rendered as 'Fengqiao model'") for line in lines
    )


def test_of_a_paragraph_whose_english_was_taken_out_no_term_is_called_changed(
    article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(article, pairs.TEXT[2][1], "")
    assert check("article.md") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("p3\terror: empty")
    assert not any("changed" in line for line in lines)


def test_an_admitted_rendering_that_somebody_chose_is_told(
    article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(article, "Fengqiao model", "Fengqiao Experience")
    assert check("article.md", "--strict") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == (
        "p3\tchanged: 枫桥经验 is rendered as 'Fengqiao Experience' (p3, p5);"
        " the glossary admits that beside 'Fengqiao model'"
    )


ADMITTED = pairs.TEXT[2][1].replace("Fengqiao model", "Fengqiao Experience")


def written(work: Path, paragraphs: Sequence[tuple[str, str]]) -> Path:
    """The Markdown of a briefing whose engine gave this English, its terms those of `GLOSSARY`."""
    briefing = pairs.briefing(paragraphs)
    path = work / "ours.md"
    path.write_text(markdown.render(briefing, briefing.documents[0]), encoding="utf-8")
    return path


@pytest.mark.parametrize("layout", ["stacked", "columns"])
def test_what_nobody_changed_is_not_called_changed(
    layout: Literal["stacked", "columns"], work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # The engine itself wrote an admitted rendering, which stood in no marker.
    briefing = pairs.briefing([*pairs.TEXT[:2], (pairs.TEXT[2][0], ADMITTED), *pairs.TEXT[3:]])
    text = markdown.render(briefing, briefing.documents[0], layout=layout)
    (work / "ours.md").write_text(text, encoding="utf-8")
    assert check("ours.md") == 0
    assert "changed:" not in capsys.readouterr().out


def test_of_an_edited_briefing_the_edited_paragraphs_count(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(work, [*pairs.TEXT[:2], (pairs.TEXT[2][0], ADMITTED), *pairs.TEXT[3:]])
    edit(path, "This year, the Fengqiao model", "In 2026, the Fengqiao Experience")
    assert check("ours.md") == 0
    lines = [line for line in capsys.readouterr().out.splitlines() if "changed:" in line]
    assert all(line.startswith("p5\tchanged: 枫桥经验") for line in lines)
    assert lines[0].startswith("p5\tchanged: 枫桥经验 is rendered as 'Fengqiao Experience' (p5);")


def test_what_an_editor_does_to_spaces_and_quotation_marks_is_no_change(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(work, [*pairs.TEXT[:2], (pairs.TEXT[2][0], ADMITTED), *pairs.TEXT[3:]])
    edit(path, "Localities upheld and developed the", "Localities  upheld\nand developed the")
    edit(path, "“five-community linkage” mechanism", '"five-community linkage" mechanism')
    assert check("ours.md") == 0
    assert "changed:" not in capsys.readouterr().out


def test_strict(article: Path) -> None:
    edit(article, "977,000", "979,000")
    assert check("article.md") == 0
    assert check("article.md", "--strict") == 3


def test_a_note_alone_is_not_strict(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table(
        work / "a.tsv",
        ("推行“微自治”。", "It practised “micro-autonomy”."),
        ("“微自治”见效。", "“Self-rule” paid off."),
    )
    assert check("a.tsv", "--strict") == 0
    assert "note: consistency: 微自治 is rendered as" in capsys.readouterr().out


def test_json(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(article, "Fengqiao model", "Fengqiao Experience")
    edit(article, "977,000", "979,000")
    assert check("article.md", "--json", "--strict") == 3
    (file,) = json.loads(capsys.readouterr().out)["files"]
    assert file["file"] == "article.md"
    assert file["counts"] == {"error": 1, "warning": 0, "note": 0}
    (finding,) = file["findings"]
    assert (finding["id"], finding["rule"], finding["expected"]) == ("p2", "figure-altered", "977,000")
    (changed,) = file["changed"]
    assert changed["renderings"] == [{"en": "Fengqiao Experience", "places": ["p3", "p5"]}]
    assert changed["certain"] is True


def test_the_data_that_briefing_wrote(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (work / "article.json").write_text(json_writer.render(pairs.briefing()), encoding="utf-8")
    assert check("article.json", "--strict") == 0
    assert "# article.json: 5 pairs" in capsys.readouterr().out


def test_pairs_from_elsewhere(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table(work / "a.tsv", ("登记社会组织8万家。", "80,000 social organizations are registered."), WRONG)
    assert check("a.tsv", "--strict") == 3
    lines = capsys.readouterr().out.splitlines()
    assert {line.split("\t")[0] for line in lines[:-1]} == {"2"}


def test_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    text = "登记社会组织8万家。\t80,000 social organizations are registered.\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    assert check("-") == 0
    assert "# standard input: 1 pair" in capsys.readouterr().out


def test_the_source_beside_it_tells_edited_chinese(
    article: Path, work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(article, "推动治理重心下移", "推动治理中心下移")
    assert check("article.md", "--strict") == 0
    (work / "article.txt").write_bytes(pairs.source_text().encode())
    capsys.readouterr()
    assert check("article.md", "--strict") == 3
    assert "p3\twarning: structure: the Chinese was edited" in capsys.readouterr().out
    (work / "article.txt").write_text("民政部发布通知。", encoding="utf-8")
    assert check("article.md", "--strict") == 0  # another text of the same name


def test_the_source_can_be_named(article: Path, work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(article, "推动治理重心下移", "推动治理中心下移")
    (work / "original.txt").write_bytes(pairs.source_text().encode())
    assert check("article.md", "--source", "original.txt", "--strict") == 3
    assert check("article.md", "--source", "none.txt") == 1
    assert "none.txt does not exist" in capsys.readouterr().err


def test_several_files_are_told_apart(article: Path, work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table(work / "a.tsv", WRONG)
    assert check("article.md", "a.tsv") == 0
    printed = capsys.readouterr().out
    assert "a.tsv:1\terror: term-forbidden" in printed
    assert "# article.md: 5 pairs" in printed


def test_one_of_several_that_cannot_be_read(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check("none.tsv", "article.md") == 1
    captured = capsys.readouterr()
    assert captured.err == "briefing: none.tsv does not exist. Check the name and the folder.\n"
    assert "# article.md: 5 pairs" in captured.out


def test_on_a_terminal_it_is_a_table(
    article: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(article, pairs.TEXT[2][1], WRONG[1])
    out = io.StringIO()
    console = Console(file=out, force_terminal=True, width=80, color_system=None)
    monkeypatch.setattr(review_print, "standard_output", lambda: console)
    assert check("article.md") == 0
    lines = out.getvalue().splitlines()
    assert lines[0].strip() == "article.md"
    assert any("p3" in line and "term-forbidden" in line for line in lines)
    assert "Renderings that were changed" in out.getvalue()
    rows = [line for line in lines if "term-" in line]
    assert len({line.index("term-") for line in rows}) == 1
    assert all(cell_len(line) <= 80 for line in rows)


def test_what_an_editor_put_in_is_not_obeyed(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table(work / "a.tsv", ("登记社会组织8万家。", "[red]\x1b[31m 90,000 [/nonsense]"))
    assert check("a.tsv") == 0
    assert "\x1b" not in capsys.readouterr().out


ERRORS = {
    "no file": (["none.md"], 1, "none.md does not exist"),
    "a folder": (["."], 1, "is a folder"),
    "Markdown of somebody else": (["other.md"], 1, "other.md has no paragraphs as briefing writes them"),
    "no pairs": (["one.csv"], 1, "one.csv has one column"),
    "a termbase that is not there": (["article.md", "-g", "none.yaml"], 1, "There is no termbase none.yaml"),
    "standard input twice": (["-", "-"], 2, "- (standard input) is given twice"),
    "a source for several": (["article.md", "other.md", "--source", "a.txt"], 2, "--source is of one file"),
}


@pytest.mark.parametrize("case", ERRORS, ids=list(ERRORS))
def test_errors(case: str, article: Path, work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (work / "other.md").write_text("# 标题\n\n民政部发布通知。\n", encoding="utf-8")
    (work / "one.csv").write_text("民政部发布通知。\n", encoding="utf-8")
    arguments, status, message = ERRORS[case]
    assert briefing("check", *arguments) == status
    assert message in one_line(capsys)


@pytest.mark.parametrize("arguments", [[], ["article.md", "--nonsense"], ["article.md", "--from", "klingon"]])
def test_wrong_usage(arguments: list[str], article: Path) -> None:
    assert briefing("check", *arguments) == 2


def test_figures_of_pairs_are_held_to_their_values(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = [
        ("投资26.8亿元。", "RMB 2.68bn was invested."),
        ("利率下调0.5个百分点。", "The rate was cut by 50 basis points."),
        ("利率下调0.5个百分点。", "The rate was cut by 0.5 percent."),
        ("处十年以下有期徒刑。", "The sentence is more than 10 years in prison."),
    ]
    (work / "pairs.tsv").write_text("".join(f"{zh}\t{en}\n" for zh, en in lines), encoding="utf-8")
    assert check("pairs.tsv", "--json") == 0
    (file,) = json.loads(capsys.readouterr().out)["files"]
    found = [each["rule"] for each in file["findings"]]
    assert found == ["consistency", "figure-altered", "figure-qualifier"]
