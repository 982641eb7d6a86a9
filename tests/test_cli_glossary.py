"""`briefing glossary`, as a user meets it: what is printed where, what is written, and the exit status."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from briefing.cli import app as application
from briefing.cli import glossary_print

SHIPPED = """\
domain: governance
terms:
  - zh: “枫桥经验”
    en: Fengqiao model
    article: the
    also: [Fengqiao Experience]
    not: [Maple Bridge experience]
    source: reports
    note: after Fengqiao in Zhejiang
  - zh: 低保
    en: subsistence allowances
    domain: social
patterns:
  - zh: "{place}民政厅"
    en: "{place} {rank} Department of Civil Affairs"
    source: releases
places:
  - {zh: 江苏, en: Jiangsu, rank: province}
"""


@pytest.fixture(autouse=True)
def home(work: Path, shipped: Path) -> Path:
    """A home of its own, a working directory without a glossary, and a small shipped termbase."""
    (shipped / "governance.yaml").write_text(SHIPPED, encoding="utf-8")
    return work.parent


def glossary(*arguments: str | Path) -> int:
    return application.run(["glossary", *map(str, arguments)])


def own(home: Path) -> str:
    return (home / "home/data/glossary/terms.yaml").read_text(encoding="utf-8")


def one_line(capsys: pytest.CaptureFixture[str]) -> str:
    error = capsys.readouterr().err
    assert error.startswith("briefing: ")
    assert error.count("\n") == 1
    return error


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(glossary_print, "on_terminal", lambda: True)
    monkeypatch.setenv("COLUMNS", "100")


# Help


def test_every_command_has_help_with_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    group = typer.main.get_command(application.app).commands["glossary"]  # type: ignore[attr-defined]
    names = ["add", "check", "edit", "export", "find", "import", "list", "remove", "show", "suggest"]
    assert sorted(group.commands) == names
    for name in names:
        assert glossary(name, "--help") == 0
        assert f"briefing glossary {name}" in " ".join(capsys.readouterr().out.split("Example")[1].split())


# list


def test_list_in_a_pipe_is_lines_with_tabs(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert glossary("list") == 0
    rows = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    place = str(home / "shipped" / "governance.yaml")
    assert rows == [
        ["“枫桥经验”", "Fengqiao model", "governance", "shipped", f"{place}:3"],
        ["低保", "subsistence allowances", "social", "shipped", f"{place}:10"],
    ]


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        (["楓橋"], ["“枫桥经验”"]),
        (["maple"], ["“枫桥经验”"]),
        (["--domain", "social"], ["低保"]),
        (["--field", "social"], ["低保"]),
        (["--layer", "user"], []),
        (["低", "--layer", "shipped"], ["低保"]),
    ],
)
def test_list_is_filtered(arguments: list[str], found: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert glossary("list", *arguments, "--json") == 0
    assert [each["zh"] for each in json.loads(capsys.readouterr().out)] == found


def test_list_on_a_terminal_is_a_table(terminal: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert glossary("list") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].split() == ["Term", "Rendering", "Field", "Layer", "Place"]
    row = next(line for line in lines if "低保" in line)
    assert row.split() == ["低保", "subsistence", "allowances", "social", "shipped", "governance.yaml:10"]


def test_a_list_of_nothing_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert glossary("list", "量子") == 0
    out, error = capsys.readouterr()
    assert (out, error) == (
        "",
        "briefing: no such entry among 2. `briefing glossary find` looks for similar ones\n",
    )


def test_an_unknown_field_names_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert glossary("list", "--domain", "socail") == 2
    assert "There are governance, social" in one_line(capsys)


def test_a_termbase_laid_over_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    Path("house.yaml").write_text("terms:\n  - zh: 低保\n    en: dibao\n", encoding="utf-8")
    assert glossary("list", "低保", "-g", "house.yaml") == 0
    assert capsys.readouterr().out == "低保\tdibao\t\toption\thouse.yaml:2\n"
    assert glossary("list", "-g", "none.yaml") == 1
    assert "There is no termbase none.yaml" in one_line(capsys)


@pytest.mark.parametrize("command", ["list", "show 低保 --json"])
def test_a_pipe_gets_utf8_whatever_the_locale(command: str) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    arguments = [sys.executable, "-m", "briefing", "glossary", *command.split()]
    done = subprocess.run(arguments, env=environment, capture_output=True, check=True)
    assert "低保" in done.stdout.decode("utf-8")


# show


def test_show_tells_all_of_an_entry(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert glossary("show", "楓橋經驗") == 0
    assert capsys.readouterr().out.splitlines() == [
        "zh         “枫桥经验”",
        "en         Fengqiao model",
        "article    the",
        "also       Fengqiao Experience",
        "not        Maple Bridge experience",
        "use        mark",
        "domain     governance",
        "source     reports",
        "note       after Fengqiao in Zhejiang",
        f"place      {home / 'shipped/governance.yaml'}:3 (shipped)",
    ]


def test_show_tells_what_an_entry_overrides(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    glossary("add", "低保", "dibao")
    glossary("add", "低保", "social relief", "--project")
    capsys.readouterr()
    assert glossary("show", "低保") == 0
    assert capsys.readouterr().out.splitlines()[-3:] == [
        "place      glossary/terms.yaml:5 (project)",
        f"overrides  dibao, {home / 'home/data/glossary/terms.yaml'}:5 (user)",
        f"overrides  subsistence allowances, {home / 'shipped/governance.yaml'}:10 (shipped)",
    ]
    assert glossary("show", "低保", "--json") == 0
    data = json.loads(capsys.readouterr().out)
    assert data["en"] == "social relief"
    assert [(each["en"], each["line"]) for each in data["overrides"]] == [
        ("dibao", 5),
        ("subsistence allowances", 10),
    ]


def test_show_tells_what_a_pattern_makes(capsys: pytest.CaptureFixture[str]) -> None:
    assert glossary("show", "江苏省民政厅") == 0
    assert "en         Jiangsu Provincial Department of Civil Affairs" in capsys.readouterr().out


def test_show_of_what_is_not_there_names_what_comes_near(capsys: pytest.CaptureFixture[str]) -> None:
    assert glossary("show", "枫桥") == 1
    assert one_line(capsys) == "briefing: There is no entry 枫桥. Did you mean “枫桥经验”?\n"


def test_controls_do_not_reach_the_terminal(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("x.yaml").write_text('terms:\n  - zh: 词\n    en: a\n    note: "\\e[31m"\n', encoding="utf-8")
    assert glossary("show", "词", "-g", "x.yaml") == 0
    assert "note       ␛[31m" in capsys.readouterr().out


# find


def test_find_in_a_pipe(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert glossary("find", "maple", "bridge") == 0
    place = f"{home / 'shipped/governance.yaml'}:3"
    assert (
        capsys.readouterr().out == f"95\t“枫桥经验”\tFengqiao model\tnot: Maple Bridge experience\t{place}\n"
    )


def test_find_as_json_and_as_a_table(terminal: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert glossary("find", "dibao", "--json") == 0
    hit = json.loads(capsys.readouterr().out)[0]
    assert (hit["score"], hit["by"], hit["zh"]) == (100, {"field": "pinyin", "text": "di bao"}, "低保")
    assert glossary("find", "dibao") == 0
    header, _, row = capsys.readouterr().out.splitlines()[1:4]
    assert header.split() == ["Score", "Term", "Rendering", "By", "Place"]
    assert row.split()[-4:] == ["pinyin:", "di", "bao", "governance.yaml:10"]


def test_find_tells_that_there_is_more(capsys: pytest.CaptureFixture[str]) -> None:
    for zh in ("低保甲", "低保乙"):
        glossary("add", zh, "x")
    capsys.readouterr()
    assert glossary("find", "低保", "--limit", "2") == 0
    out, err = capsys.readouterr()
    assert len(out.splitlines()) == 2
    assert err == "briefing: 1 more; --limit 3 shows them\n"


def test_nothing_is_found(capsys: pytest.CaptureFixture[str]) -> None:
    assert glossary("find", "量子") == 1
    assert one_line(capsys).startswith(
        "briefing: Nothing like 量子 among 2 terms. `briefing glossary add 量子"
    )
    assert glossary("find", "量子", "--json") == 1
    assert capsys.readouterr().out == "[]\n"
    assert glossary("find", "quantum jump") == 1
    assert "`briefing glossary add 'quantum jump' \"...\"` makes" in one_line(capsys)
    assert glossary("find", " ") == 2
    assert "there is nothing to find" in one_line(capsys)


# add


def test_add_makes_the_users_own_file(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = glossary(
        "add", "社會組織", " social organizations ", "--form", "social organization", "--also", "NGOs",
        "--not", "social groups", "--domain", "social", "--source", "laws", "--note", "no article",
        "--article", "the", "--use", "check", "--unless", "社会组织法",
    )  # fmt: skip
    assert status == 0
    path = home / "home/data/glossary/terms.yaml"
    assert capsys.readouterr().out == f"added 社会组织: social organizations\n  in {path}:5\n"
    assert own(home).splitlines()[3:] == [
        "terms:",
        "  - zh: 社会组织",
        "    en: social organizations",
        "    article: the",
        "    forms: [social organization]",
        "    also: [NGOs]",
        "    not: [social groups]",
        "    use: check",
        "    unless: [社会组织法]",
        "    domain: social",
        "    source: laws",
        "    note: no article",
    ]


def test_add_says_what_it_overrides_and_what_overrides_it(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert glossary("add", "低保", "dibao", "--project") == 0
    shipped = home / "shipped/governance.yaml"
    assert capsys.readouterr().out.splitlines()[1:] == [
        "  in glossary/terms.yaml:5",
        f"  overrides subsistence allowances, {shipped}:10 (shipped)",
    ]
    assert glossary("add", "低保", "relief") == 0
    assert "  overridden by dibao, glossary/terms.yaml:5 (project)" in capsys.readouterr().out


def test_add_to_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert glossary("add", "民生", "livelihood", "--file", "house.yaml") == 0
    assert "it holds where you give -g house.yaml" in capsys.readouterr().out
    assert Path("house.yaml").read_text(encoding="utf-8").endswith("  - zh: 民生\n    en: livelihood\n")


def test_a_duplicate_names_both_places(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    glossary("add", "民生", "livelihood")
    before = own(home)
    capsys.readouterr()
    assert glossary("add", "“民生”", "wellbeing") == 1
    path = home / "home/data/glossary/terms.yaml"
    assert one_line(capsys) == (
        f"briefing: “民生” is already entered at {path}:5 as 民生 (livelihood); the new one was for {path}. "
        "Nothing was changed. `briefing glossary edit 民生` changes the entry that is there\n"
    )
    assert own(home) == before


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["民生", " "], 2, "EN is empty"),
        (["", "x"], 2, "ZH is empty"),
        (["民生", "[[x"], 2, "may not contain [["),
        (["民生", "x" * 300], 2, "the limit is 200"),
        (["民生", "x", "--unless", "别的"], 2, "not a longer string"),
        (["Fengqiao model", "枫桥经验"], 2, "the rendering 枫桥经验 is Chinese. Give the term first"),
        (["民生", "x", "--file", "x.txt"], 2, "x.txt is no termbase"),
        (["民生", "x", "--file", "x.yaml", "--project"], 2, "both given"),
        (["民生", "x", "--file", "none/x.yaml"], 1, "there is no folder"),
        (["民生", "x", "--file", "bad.yaml"], 1, "bad.yaml:1:1: a termbase must be"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_what_cannot_be_added(
    arguments: list[str], status: int, message: str, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("bad.yaml").write_text("- x\n", encoding="utf-8")
    assert glossary("add", *arguments) == status
    assert message in one_line(capsys)
    assert not (home / "home/data/glossary").exists()


def test_what_a_check_would_say_of_an_entry_is_said_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert glossary("add", "社工站", "the social work station") == 0
    assert "error leading-article: `en` starts with an article" in one_line(capsys)
    assert glossary("edit", "社工站", "--en", "social work station.", "--article", "a") == 0
    assert "warning untidy-english: `en` ends in punctuation" in one_line(capsys)
    assert glossary("edit", "社工站", "--en", "social work station") == 0
    assert capsys.readouterr().err == ""


# edit


def test_edit_of_a_shipped_entry_lays_ones_own_over_it(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert glossary("edit", "枫桥经验", "--en", "Fengqiao approach", "--also", "Fengqiao model") == 0
    assert capsys.readouterr().out.splitlines() == [
        "added “枫桥经验”: Fengqiao approach",
        f"  in {home / 'home/data/glossary/terms.yaml'}:5",
        f"  overrides Fengqiao model, {home / 'shipped/governance.yaml'}:3 (shipped)",
    ]
    assert own(home).splitlines()[4:] == [
        "  - zh: “枫桥经验”",
        "    en: Fengqiao approach",
        "    article: the",
        "    also: [Fengqiao Experience, Fengqiao model]",
        "    not: [Maple Bridge experience]",
        "    domain: governance",
        "    note: after Fengqiao in Zhejiang",
    ]
    assert (home / "shipped/governance.yaml").read_text(encoding="utf-8") == SHIPPED


def test_edit_changes_ones_own_entry_where_it_stands(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = home / "home/data/glossary/mine.yaml"
    path.parent.mkdir(parents=True)
    before = (
        'terms:\n  # keep\n  - zh: "民生"  # this\n    en: livelihood\n    note: n\n    also: [living, x]\n'
    )
    path.write_text(before, encoding="utf-8")
    assert glossary("edit", "民生", "--note", "", "--without", "x", "--not", "welfare", "--article", "a") == 0
    assert path.read_text(encoding="utf-8") == (
        'terms:\n  # keep\n  - zh: "民生"  # this\n    en: livelihood\n    article: a\n    also: [living]\n'
        "    not: [welfare]\n"
    )
    assert capsys.readouterr().out == f"changed 民生: livelihood\n  in {path}:3\n"
    assert glossary("edit", "民生", "--article", "none", "--use", "check", "--zh", "民生保障") == 0
    assert path.read_text(encoding="utf-8") == (
        'terms:\n  # keep\n  - zh: "民生保障"  # this\n    en: livelihood\n    also: [living]\n'
        "    not: [welfare]\n    use: check\n"
    )


def test_edit_of_what_a_pattern_makes_is_an_entry(home: Path) -> None:
    assert glossary("edit", "江苏省民政厅", "--en", "Jiangsu Civil Affairs Department") == 0
    assert own(home).splitlines()[4:] == [
        "  - zh: 江苏省民政厅",
        "    en: Jiangsu Civil Affairs Department",
        "    domain: governance",
    ]


def test_edit_of_the_projects_or_a_files_entry(home: Path) -> None:
    glossary("add", "民生", "livelihood")
    glossary("add", "民生", "wellbeing", "--project")
    assert glossary("edit", "民生", "--en", "living", "--project") == 0
    assert "en: living\n" in Path("glossary/terms.yaml").read_text(encoding="utf-8")
    assert glossary("edit", "民生", "--en", "welfare", "--file", "house.yaml") == 0
    assert "en: welfare\n" in Path("house.yaml").read_text(encoding="utf-8")
    assert "en: livelihood\n" in own(home)


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["枫桥", "--en", "x"], 1, "Did you mean “枫桥经验”?"),
        (["枫桥经验"], 2, "nothing would change"),
        (["枫桥经验", "--en", "Fengqiao model"], 2, "nothing would change"),
        (["枫桥经验", "--without", "y"], 2, "“枫桥经验” has no y to leave out"),
        (["枫桥经验", "--not", "Fengqiao model"], 2, "is the rendering of"),
        (["枫桥经验", "--en", "[[x"], 2, "may not contain [["),
        (["枫桥经验", "--en", ""], 2, "has no `en`"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_what_cannot_be_edited(
    arguments: list[str], status: int, message: str, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert glossary("edit", *arguments) == status
    assert message in one_line(capsys)
    assert not (home / "home/data/glossary").exists()


# remove


def test_remove_lets_hold_what_was_overridden(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    glossary("add", "民生", "livelihood")
    before = own(home)
    glossary("add", "低保", "dibao")
    capsys.readouterr()
    assert glossary("remove", "低保") == 0
    assert capsys.readouterr().out.splitlines() == [
        "removed 低保: dibao",
        f"  from {home / 'home/data/glossary/terms.yaml'}:7",
        f"  now holds subsistence allowances, {home / 'shipped/governance.yaml'}:10 (shipped)",
    ]
    assert own(home) == before


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["低保"], "comes with briefing and cannot be removed"),
        (["江苏省民政厅"], "comes with briefing and cannot be removed"),
        (["低保", "--project"], "glossary/terms.yaml has no entry 低保"),
        (["没有"], "There is no entry 没有"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_what_cannot_be_removed(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert glossary("remove", *arguments) == 1
    assert message in one_line(capsys)
