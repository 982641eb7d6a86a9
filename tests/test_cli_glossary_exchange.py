"""`briefing glossary import` and `export`, as a user meets them."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest

from briefing.cli import app as application
from briefing.cli import glossary_exchange
from briefing.glossary.exchange import FORMATS
from briefing.glossary.layers import load_termbase
from briefing.glossary.store import load_file

TABLE = "枫桥经验,the Fengqiao model\n乡村活化,rural revival\n"
MINE = """\
terms:
  - zh: 枫桥经验
    en: Fengqiao way
    article: the
    also: [Fengqiao model]
    source: our house style
"""


pytestmark = pytest.mark.usefixtures("work")


@pytest.fixture
def table(work: Path) -> Path:
    return written(work / "terms.csv", TABLE)


def written(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def glossary(*arguments: str | Path) -> int:
    return application.run(["glossary", *map(str, arguments)])


@pytest.mark.parametrize("command", ["import", "export"])
def test_help(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert glossary(command, "--help") == 0
    printed = capsys.readouterr().out
    assert printed.startswith(f"Usage: briefing glossary {command}")
    assert "Examples:" in printed


def test_the_command_line_knows_every_format() -> None:
    assert [each.value for each in glossary_exchange.FormatName] == list(FORMATS)


# Import


def test_without_a_place_it_is_printed(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert glossary("import", table) == 0
    printed = capsys.readouterr()
    assert printed.out == (
        "# Imported from terms.csv.\n"
        "terms:\n"
        "  - zh: 枫桥经验\n"
        "    en: Fengqiao model\n"
        "    article: the\n"
        "  - zh: 乡村活化\n"
        "    en: rural revival\n"
    )
    assert "articles before renderings of 1 term are moved" in printed.err
    assert "Nothing is saved" in printed.err


def test_to_a_file(table: Path, work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert glossary("import", table, "-o", "out.yaml", "--domain", "governance") == 0
    assert capsys.readouterr().err.splitlines()[-1] == "briefing: wrote out.yaml: 2 terms"
    terms = load_file(work / "out.yaml").terms
    assert [(term.zh, term.en, term.domain) for term in terms] == [
        ("枫桥经验", "Fengqiao model", "governance"),
        ("乡村活化", "rural revival", "governance"),
    ]


def test_to_the_users_glossary_it_holds_at_once(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    written(table, "枫桥经验,Fengqiao way\n")
    assert glossary("import", table, "--to", "user") == 0
    [term] = [term for term in load_termbase().terms if term.key == "枫桥经验"]
    assert (term.en, term.layer, Path(term.file).name) == ("Fengqiao way", "user", "terms.yaml")
    assert "枫桥经验 (Fengqiao way, was Fengqiao model)" in capsys.readouterr().err


def test_to_the_projects_glossary_by_a_name(table: Path, work: Path) -> None:
    assert glossary("import", table, "--to", "project", "-o", "house.yaml") == 0
    assert [path.name for path in (work / "glossary").iterdir()] == ["house.yaml"]


def test_what_the_layer_has_already_is_refused_with_both_places(
    table: Path, work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written(work / "glossary" / "mine.yaml", MINE)
    assert glossary("import", table, "--to", "project") == 1
    lines = capsys.readouterr().err.splitlines()
    assert lines[-2] == f"briefing: {table}, line 1: 枫桥经验 is already entered at glossary/mine.yaml:2"
    assert "1 entry that cannot be imported, and nothing was written" in lines[-1]
    assert not (work / "glossary" / "terms.yaml").exists()
    assert glossary("import", table, "--to", "project", "--skip-invalid") == 0
    assert len(load_file(work / "glossary" / "terms.yaml").terms) == 1
    load_termbase()


def test_mistakes_are_told_line_by_line_and_nothing_is_written(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = "".join(f"词{number},\n" for number in range(30))
    path = written(work / "bad.csv", f"zh,en\n枫桥经验,Fengqiao model\n{rows}")
    assert glossary("import", path, "-o", "out.yaml") == 1
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == f"briefing: {path}, line 3: `en` is empty; give a value or leave the line out"
    assert lines[20] == f"briefing: {path}: and 10 more"
    assert lines[21].startswith(f"briefing: {path} has 30 entries that cannot be imported")
    assert not (work / "out.yaml").exists()
    assert glossary("import", path, "-o", "out.yaml", "--skip-invalid") == 0
    assert len(load_file(work / "out.yaml").terms) == 1


def test_nothing_but_mistakes(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(work / "bad.csv", "zh,en\n枫桥经验,\n")
    assert glossary("import", path, "-o", "out.yaml", "--skip-invalid") == 1
    assert "gives no term; nothing was written" in capsys.readouterr().err
    assert not (work / "out.yaml").exists()


def test_a_file_that_is_there_is_replaced_only_with_force(
    table: Path, work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = written(work / "mine.yaml", MINE)
    assert glossary("import", table, "-o", mine) == 1
    assert "mine.yaml exists. Choose another name with -o, or replace it" in capsys.readouterr().err
    assert mine.read_text(encoding="utf-8") == MINE
    assert glossary("import", table, "-o", mine, "--force") == 0
    assert len(load_file(mine).terms) == 2


def test_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(TABLE.encode())))
    assert glossary("import", "-", "--format", "csv", "-o", "out.yaml") == 0
    assert glossary("import", "-") == 2
    assert "Give --format" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "text", "arguments", "status", "message"),
    [
        ("a.docx", "x", [], 2, "does not tell the format"),
        ("a.csv", "", [], 1, "is empty"),
        ("a.csv", "枫桥\n", [], 1, "has one column only"),
        ("a.xlsx", "枫桥,Fengqiao\n", [], 1, "is not an XLSX workbook"),
        ("a.tbx", "枫桥,Fengqiao\n", [], 1, "is not XML"),
        ("a.csv", TABLE, ["-o", "a.txt"], 2, "is no termbase"),
        ("a.csv", TABLE, ["--to", "user", "-o", "b/c.yaml"], 2, "is not a file name alone"),
        ("a.csv", TABLE, ["-o", "no/c.yaml"], 1, "there is no folder"),
        ("a.csv", TABLE, ["--format", "docx"], 2, ""),
    ],
    ids=[
        "format",
        "empty",
        "one column",
        "no XLSX",
        "no TBX",
        "no YAML",
        "name",
        "no folder",
        "no such format",
    ],
)
def test_errors_are_one_line(
    work: Path, capsys: pytest.CaptureFixture[str], name: str, text: str, arguments: list[str], status: int,
    message: str,
) -> None:  # fmt: skip
    assert glossary("import", written(work / name, text), *arguments) == status
    assert message in capsys.readouterr().err.splitlines()[-1]


@pytest.mark.parametrize(
    ("name", "message"), [("no.csv", "does not exist"), (".", "does not tell the format")]
)
def test_no_file(name: str, message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert glossary("import", name) in (1, 2)
    assert message in capsys.readouterr().err


def test_a_folder_that_is_named_like_a_table(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (work / "a.csv").mkdir()
    assert glossary("import", "a.csv") == 1
    assert "a.csv is a folder" in capsys.readouterr().err


# Export


@pytest.mark.parametrize("name", ["a.csv", "a.tsv", "a.xlsx", "a.tbx", "a.txt"])
def test_what_is_exported_is_imported_again(
    name: str, work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written(work / "glossary" / "mine.yaml", MINE)
    assert glossary("export", "--layer", "project", "-o", name) == 0
    assert f"wrote {name}: 1 term" in capsys.readouterr().err
    assert glossary("import", name, "-o", "back.yaml") == 0
    [term] = load_file(work / "back.yaml").terms
    assert (term.zh, term.en, term.also) == ("枫桥经验", "Fengqiao way", ("Fengqiao model",))


def test_export_says_what_is_lost(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    written(work / "glossary" / "mine.yaml", MINE)
    assert glossary("export", "--layer", "project", "--format", "deepl-tsv") == 0
    printed = capsys.readouterr()
    assert printed.out == "枫桥经验\tFengqiao way\n"
    assert printed.err == "briefing: DeepL: `article`, `also` and `source` of 1 term are left out\n"


def test_export_has_what_is_in_force_or_what_a_layer_has(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written(work / "glossary" / "mine.yaml", MINE)
    assert glossary("export", "--format", "csv") == 0
    printed = capsys.readouterr()
    assert "枫桥经验,Fengqiao way" in printed.out
    assert "枫桥经验”,Fengqiao model," not in printed.out
    assert glossary("export", "--format", "csv", "--layer", "shipped") == 0
    printed = capsys.readouterr()
    assert "枫桥经验”,Fengqiao model," in printed.out
    assert "only a termbase has them:" in printed.err  # the patterns and places that ship
    written(work / "extra.yaml", MINE.replace("way", "method"))
    assert glossary("export", "--format", "omegat", "-g", "extra.yaml", "--layer", "option") == 0
    assert "枫桥经验\tFengqiao method\n" in capsys.readouterr().out


def test_export_replaces_a_file_only_with_force(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(work / "a.csv", "my work")
    assert glossary("export", "-o", path) == 1
    assert "--force" in capsys.readouterr().err
    assert path.read_text(encoding="utf-8") == "my work"
    assert glossary("export", "-o", path, "--force") == 0
    assert path.read_bytes().startswith(b"\xef\xbb\xbfzh,en,article")
    capsys.readouterr()
    assert glossary("export", "-o", path) == 1  # It does not tell whose it is.
    assert "a.csv exists. Choose another name" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [([], "The format is not given"), (["-o", "a.docx"], "does not tell the format")],
)
def test_export_to_nowhere(arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert glossary("export", *arguments) == 2
    assert message in capsys.readouterr().err


def test_a_workbook_is_not_printed_on_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert glossary("export", "--format", "xlsx") == 2
    assert "is nothing for a terminal" in capsys.readouterr().err


def test_the_libraries_of_a_format_are_loaded_when_it_is_needed() -> None:
    code = (
        "import sys; import briefing.cli.app, briefing.cli.glossary_exchange\n"
        "print({'lxml', 'openpyxl', 'yaml'} & {*sys.modules})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
