"""`briefing glossary check`, as a user meets it: what is printed where, and the exit status."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from briefing.cli import app as application
from briefing.glossary.lint.rules import RULES

CLEAN = "terms:\n  - zh: 试点词\n    en: pilot word\n    source: white papers\n"
WARNED = "terms:\n  - zh: 試點詞\n    en: pilot word\n    source: white papers\n"
BROKEN = "terms:\n  - zh: 试点词\n    en: the pilot word\n    source: white papers\n"


@pytest.fixture(autouse=True)
def glossary(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (work / "glossary").mkdir()
    # What comes with briefing is test_glossary_lint.py's; to read it for each test would take a second.
    monkeypatch.setattr("briefing.glossary.lint.files.shipped_folder", lambda: work / "none")


def check(text: str, *options: str) -> int:
    Path("glossary/ours.yaml").write_text(text, encoding="utf-8")
    return application.run(["glossary", "check", *options])


@pytest.mark.parametrize(
    ("text", "options", "status"),
    [
        (CLEAN, [], 0),
        (CLEAN, ["--strict"], 0),
        (WARNED, [], 0),
        (WARNED, ["--strict"], 3),
        (BROKEN, [], 1),
        (BROKEN, ["--strict"], 1),
        (BROKEN, ["--ignore", "leading-article"], 0),
        (BROKEN, ["--fix"], 0),
        (BROKEN, ["glossary"], 1),
        (BROKEN, ["glossary/ours.yaml", "--json"], 1),
    ],
)
def test_the_exit_status(text: str, options: list[str], status: int) -> None:
    assert check(text, *options) == status


def test_a_problem_is_one_line_and_the_summary_goes_to_standard_error(
    capsys: pytest.CaptureFixture[str],
) -> None:
    check(BROKEN)
    out, err = capsys.readouterr()
    assert out == (
        "glossary/ours.yaml:3:9: error leading-article: `en` starts with an article: the pilot word"
        " (fix: en: pilot word, article: the)\n"
    )
    assert err == "briefing: 1 error in 1 file, 1 entry; --fix mends 1\n"


def test_a_clean_termbase_prints_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    check(CLEAN)
    out, err = capsys.readouterr()
    assert (out, err) == ("", "briefing: no problems in 1 file, 1 entry\n")


def test_fix_tells_what_it_did(capsys: pytest.CaptureFixture[str]) -> None:
    check(BROKEN, "--fix")
    assert capsys.readouterr().err == "briefing: mended 1; no problems in 1 file, 1 entry\n"
    assert "    en: pilot word\n    article: the\n" in Path("glossary/ours.yaml").read_text(encoding="utf-8")


def test_json(capsys: pytest.CaptureFixture[str]) -> None:
    check(BROKEN, "--json")
    assert json.loads(capsys.readouterr().out) == {
        "problems": [
            {
                "file": "glossary/ours.yaml",
                "line": 3,
                "column": 9,
                "severity": "error",
                "rule": "leading-article",
                "message": "`en` starts with an article: the pilot word",
                "fix": "en: pilot word, article: the",
                "fixable": True,
            }
        ],
        "files": 1,
        "entries": 1,
        "fixed": 0,
    }


@pytest.mark.parametrize("name", RULES)
def test_every_rule_is_explained(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert application.run(["glossary", "check", "--explain", name]) == 0
    assert RULES[name].example in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["--ignore", "overlaps"], 2, "There is no rule overlaps. Did you mean overlap?"),
        (["--explain", "xyz"], 2, "There is no rule xyz. The rules are unreadable, "),
        (["none.yaml"], 1, "There is no file or folder none.yaml. Check the path"),
        ([], 1, "There is no termbase to check"),
    ],
)
def test_errors_are_one_line(
    arguments: list[str], status: int, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert application.run(["glossary", "check", *arguments]) == status
    error = capsys.readouterr().err
    assert error.startswith(f"briefing: {message}")
    assert error.count("\n") == 1


def test_the_hook_runs_a_command_that_there_is() -> None:
    root = Path(__file__).parents[1]
    (hook,) = yaml.safe_load((root / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    program, *command = hook["entry"].split()
    assert (program, command) == ("briefing", ["glossary", "check"])
    Path("glossary/ours.yaml").write_text(BROKEN, encoding="utf-8")
    assert application.run([*command, *hook["args"]]) == 1


def thousand(tail: str = "") -> str:
    entries = (f"  - zh: 试点第{number}词\n    en: pilot word {number}\n" for number in range(1000))
    return f"terms:\n{''.join(entries)}{tail}"


def test_a_rule_that_a_file_breaks_a_thousand_times_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert check(thousand("  - zh: 河长制\n    en: the river chief system\n    source: law\n")) == 1
    out, err = capsys.readouterr()
    source, article = out.splitlines()
    assert source.startswith("glossary/ours.yaml:2:9: warning missing-source: ")
    assert source.endswith("; and 999 more of this rule in the file, all with --json")
    assert article.startswith("glossary/ours.yaml:2003:9: error leading-article: ")
    assert err.startswith("briefing: 1 error, 1,000 warnings in 1 file, 1,001 entries")


def test_each_file_has_its_own_line(capsys: pytest.CaptureFixture[str]) -> None:
    Path("glossary/others.yaml").write_text(thousand().replace("试点", "试行"), encoding="utf-8")
    check(thousand(), "--ignore", "shared-rendering")
    lines = capsys.readouterr().out.splitlines()
    assert [line.partition(":")[0] for line in lines] == ["glossary/others.yaml", "glossary/ours.yaml"]


def test_a_rule_that_fires_now_and_then_is_told_each_time(capsys: pytest.CaptureFixture[str]) -> None:
    entries = (f"  - zh: 试点第{number}词\n    en: pilot word {number}\n" for number in range(20))
    check("terms:\n" + "".join(entries))
    assert len(capsys.readouterr().out.splitlines()) == 20


def test_json_has_all_of_them(capsys: pytest.CaptureFixture[str]) -> None:
    check(thousand(), "--json")
    assert len(json.loads(capsys.readouterr().out)["problems"]) == 1000
