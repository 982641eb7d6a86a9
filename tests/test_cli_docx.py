"""From Word to Word on the command line: the layout stays; what cannot be done is told before the work."""

from __future__ import annotations

from pathlib import Path

import pytest
from documents.words import by_look
from fakes import FakeEngine

from briefing.bilingual import read_bilingual
from briefing.cli import app as application
from briefing.cli import run as runner

pytestmark = pytest.mark.usefixtures("work")


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> FakeEngine:
    fake = FakeEngine()
    monkeypatch.setattr(runner, "load_engine", lambda *_, **__: fake)
    return fake


@pytest.fixture
def notice(work: Path) -> Path:
    path = work / "notice.docx"
    path.write_bytes(by_look()[0])
    return path


def briefing(*arguments: str | Path) -> int:
    return application.run([str(each) for each in arguments])


@pytest.mark.parametrize("layout", [[], ["--layout", "stacked"], ["--layout", "english"]])
def test_a_word_document_keeps_its_layout_and_is_checked(
    notice: Path, engine: FakeEngine, capsys: pytest.CaptureFixture[str], layout: list[str]
) -> None:
    assert briefing("translate", notice, "-o", "out.docx", *layout) == 0
    found = read_bilingual("out.docx")
    assert [each.id for each in found.pairs] == [f"p{n}" for n in range(1, 17)]
    assert found.pairs[0].zh == "关于做好2026年冬季清洁取暖工作的通知"
    capsys.readouterr()
    briefing("check", "out.docx", "--source", notice)
    assert "structure" not in capsys.readouterr().out


def test_columns_are_in_a_document_of_our_own(notice: Path, engine: FakeEngine) -> None:
    assert briefing("translate", notice, "-o", "out.docx", "--layout", "columns") == 0
    assert b"ChineseBody" not in Path("out.docx").read_bytes()  # it is packed
    assert read_bilingual("out.docx").pairs[0].kind == "heading"


def test_english_goes_beside_other_outputs(notice: Path, engine: FakeEngine) -> None:
    assert briefing("translate", notice, "-o", "a.docx", "-o", "a.md", "--layout", "english") == 0
    found = read_bilingual("a.md").pairs
    assert found[0].zh == "关于做好2026年冬季清洁取暖工作的通知"
    assert [each.en for each in found] == [each.en for each in read_bilingual("a.docx").pairs]


@pytest.mark.parametrize(
    ("source", "arguments", "status", "message"),
    [
        ("notice.docx", ["--layout", "english"], 2, "--layout english is for Word documents"),
        ("notice.docx", ["--layout", "english", "-o", "a.html"], 2, "--layout english is for Word documents"),
        ("notice.txt", ["--layout", "english", "-o", "a.docx"], 1, "notice.txt is no Word document"),
    ],
)
def test_where_english_has_no_place(
    notice: Path,
    engine: FakeEngine,
    capsys: pytest.CaptureFixture[str],
    source: str,
    arguments: list[str],
    status: int,
    message: str,
) -> None:
    Path("notice.txt").write_text("会议指出，要抓好落实。", encoding="utf-8")
    assert briefing("translate", source, *arguments) == status
    error = capsys.readouterr().err
    assert message in error
    assert error.count("\n") == 1
    assert not Path("a.docx").exists()
