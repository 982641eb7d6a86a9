"""`briefing glossary suggest`: what is printed, what is written, and the exit status."""

from __future__ import annotations

import json
from pathlib import Path

import pairs
import pytest
from fakes import FakeEngine
from rich.cells import cell_len

from briefing.cli import app as application
from briefing.cli import run as runner
from briefing.errors import ModelError
from briefing.glossary.store import load_file
from briefing.models import load as engines
from briefing.models import registry
from briefing.models.entry import ModelEntry
from briefing.write import json as json_writer

pytestmark = pytest.mark.usefixtures("shipped")


@pytest.fixture(autouse=True)
def text(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A text, and no models."""
    monkeypatch.setattr(registry, "list_models", lambda: ())
    (work / "article.txt").write_bytes(pairs.source_text().encode())


def briefing(*arguments: str | Path) -> int:
    return application.run([str(each) for each in arguments])


def suggest(*arguments: str | Path) -> int:
    return briefing("glossary", "suggest", *arguments)


def entry(printed: str, zh: str) -> dict[str, object]:
    (found,) = [each for each in json.loads(printed) if each["zh"] == zh]
    assert isinstance(found, dict)
    return found


SMALL = "各地推行“微自治云”。\n\n村民称赞“微自治云”见效。\n"


@pytest.fixture
def small(work: Path) -> Path:
    path = work / "small.txt"
    path.write_text(SMALL, encoding="utf-8")
    return path


def test_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert suggest("--help") == 0
    assert capsys.readouterr().out.startswith("Usage: briefing glossary suggest")


def test_places_stand_one_above_the_other(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert suggest("small.txt") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "1. 微自治云  quoted, 2 times"
    at = [cell_len(line[: line.index("微自治云")]) for line in lines[1:3]]
    assert at[0] == at[1]
    assert [line.split()[0] for line in lines[1:3]] == ["p1", "p2"]
    assert lines[-1] == "1 suggestion"


def test_nothing_to_suggest(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (work / "a.txt").write_text("民政部发布通知。\n", encoding="utf-8")
    assert suggest("a.txt") == 0
    assert capsys.readouterr().out == "Nothing recurs that has no entry.\n"


def test_an_entry_of_a_glossary_is_no_suggestion(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("house.yaml").write_text(
        "terms:\n  - zh: 微自治云\n    en: cloud micro-autonomy\n", encoding="utf-8"
    )
    assert suggest("small.txt", "-g", "house.yaml", "--json") == 0
    assert "微自治云" not in [each["zh"] for each in json.loads(capsys.readouterr().out)]


def test_once_is_enough_if_one_says_so(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (work / "a.txt").write_text("推行“微自治云”。\n", encoding="utf-8")
    assert suggest("a.txt", "--json") == 0
    assert json.loads(capsys.readouterr().out) == []
    assert suggest("a.txt", "--min", "1", "--json") == 0
    assert entry(capsys.readouterr().out, "微自治云")["count"] == 1


def test_several_texts_and_their_names(small: Path, work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (work / "other.txt").write_text("“微自治云”好。\n", encoding="utf-8")
    assert suggest("small.txt", "other.txt", "--json") == 0
    found = entry(capsys.readouterr().out, "微自治云")
    assert [each["place"] for each in found["lines"]] == ["small.txt:p1", "small.txt:p2", "other.txt:p1"]  # type: ignore[attr-defined]


ENGLISH = {
    "the briefing itself": ["article.md"],
    "its text, with the briefing": ["article.txt", "--from-briefing", "article.md"],
    "its text, with the data": ["article.txt", "--from-briefing", "article.json"],
    "its text, with pairs": ["article.txt", "--from-briefing", "pairs.tsv"],
    "pairs": ["pairs.tsv"],
}


@pytest.mark.parametrize("case", ENGLISH, ids=list(ENGLISH))
def test_the_english_is_shown_where_it_is_known(
    case: str, article: Path, work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (work / "article.json").write_text(json_writer.render(pairs.briefing()), encoding="utf-8")
    rows = "".join(f"{zh}\t{en}\n" for zh, en in pairs.TEXT)
    (work / "pairs.tsv").write_text(rows, encoding="utf-8")
    Path("house.yaml").write_text(
        "terms:\n  - zh: 民政部\n    en: Ministry of Civil Affairs\n", encoding="utf-8"
    )
    assert suggest(*ENGLISH[case], "-g", "house.yaml", "--json") == 0
    found = entry(capsys.readouterr().out, "五社联动")
    assert found["renderings"] == [["five-community linkage", 2]]
    assert found["guess"] == "five-community linkage"
    assert found["inconsistent"] is False
    assert all("five-community linkage" in each["en"] for each in found["lines"])  # type: ignore[attr-defined]


def test_several_renderings_come_first(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [
        ("推行“清风车”。", "It runs “clean-wind carts”."),
        ("“清风车”好。", "“Clean-wind carts” are good."),
        ("推行“微自治云”。", "It practised “cloud autonomy”."),
        ("“微自治云”见效。", "The “self-rule cloud” paid off."),
    ]
    (work / "a.tsv").write_text("".join(f"{zh}\t{en}\n" for zh, en in rows), encoding="utf-8")
    assert suggest("a.tsv") == 0
    printed = capsys.readouterr().out
    assert printed.startswith(
        "1. 微自治云  quoted, 2 times; perhaps cloud autonomy (1), self-rule cloud (1);"
        " rendered in several ways\n"
    )
    assert "2. 清风车  quoted, 2 times; perhaps clean-wind carts (2)\n" in printed


def test_the_drafts_of_earlier_runs_give_the_english(
    small: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fake = FakeEngine()
    monkeypatch.setattr(runner, "load_engine", lambda *_, **__: fake)
    assert briefing("translate", "small.txt", "-o", "out.md") == 0
    asked = len(fake.asked)
    monkeypatch.setattr(engines, "load_engine", lambda *_, **__: fake)
    ready = ModelEntry("fake", "local", Path("fake"), "ready", "", 0)
    monkeypatch.setattr(registry, "list_models", lambda: (ready,))
    assert suggest("small.txt", "--json") == 0
    found = entry(capsys.readouterr().out, "微自治云")
    assert all(each["en"] for each in found["lines"])  # type: ignore[attr-defined]
    assert len(fake.asked) == asked  # nothing was translated for it


def test_a_model_that_is_broken_costs_the_english_alone(
    small: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(runner, "load_engine", lambda *_, **__: FakeEngine())
    assert briefing("translate", "small.txt", "-o", "out.md") == 0

    def broken(*_: object, **__: object) -> None:
        raise ModelError("broken")

    monkeypatch.setattr(engines, "load_engine", broken)
    ready = ModelEntry("fake", "local", Path("fake"), "ready", "", 0)
    monkeypatch.setattr(registry, "list_models", lambda: (ready,))
    capsys.readouterr()
    assert suggest("small.txt", "--json") == 0
    assert entry(capsys.readouterr().out, "微自治云")["guess"] == ""


def test_a_file_for_review(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert suggest("small.txt", "--write", "new.yaml") == 0
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "wrote new.yaml: 1 suggestion to review" in captured.err
    assert "# - zh: 微自治云" in Path("new.yaml").read_text(encoding="utf-8")
    assert load_file(Path("new.yaml")).terms == ()
    assert suggest("small.txt", "--write", "new.yaml") == 0  # unedited: may be written again


def test_a_file_for_review_that_was_edited_is_kept(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("new.yaml").write_text("terms: []\n", encoding="utf-8")
    assert suggest("small.txt", "--write", "new.yaml") == 1
    assert "new.yaml exists, and was edited" in capsys.readouterr().err
    assert suggest("small.txt", "--write", "new.yaml", "--force") == 0


ERRORS = {
    "no file": (["none.txt"], 1, "none.txt does not exist"),
    "no Chinese": (["english.txt"], 1, "english.txt has no Chinese in it"),
    "a format that is not read": (["a.mp4"], 1, "a.mp4 is in a format that is not read"),
    "a briefing that is not there": (
        ["article.txt", "--from-briefing", "none.md"],
        1,
        "none.md does not exist",
    ),
    "a briefing that is none": (
        ["article.txt", "--from-briefing", "other.md"],
        1,
        "other.md has no paragraphs",
    ),
    "a termbase that is not there": (["article.txt", "-g", "none.yaml"], 1, "There is no termbase none.yaml"),
    "standard input twice": (["-", "-"], 2, "- (standard input) is given twice"),
    "nowhere to write": (["article.txt", "--write", "no/new.yaml"], 1, "there is no folder"),
}


@pytest.mark.parametrize("case", ERRORS, ids=list(ERRORS))
def test_errors(case: str, work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (work / "english.txt").write_text("Nothing.\n", encoding="utf-8")
    (work / "a.mp4").write_bytes(b"PK")
    (work / "other.md").write_text("# 标题\n", encoding="utf-8")
    arguments, status, message = ERRORS[case]
    assert suggest(*arguments) == status
    error = capsys.readouterr().err
    assert message in error
    assert error.startswith("briefing: ")
    assert error.count("\n") == 1


@pytest.mark.parametrize(
    "arguments", [[], ["article.txt", "--min", "0"], ["article.txt", "--top", "0"], ["article.txt", "--bad"]]
)
def test_wrong_usage(arguments: list[str]) -> None:
    assert suggest(*arguments) == 2
