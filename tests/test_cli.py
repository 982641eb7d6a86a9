"""Each command and each error, as a user meets them: what is printed where, and the exit status."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from fakes import FakeEngine
from rich.cells import cell_len

from briefing import __version__
from briefing.cli import app as application
from briefing.cli import main
from briefing.cli import run as runner
from briefing.cli.help import HELP
from briefing.engine.kept import draft_store

TEXT = "江苏省民政工作综述\n\n截至6月底，江苏省共保障低收入人口97.7万人。坚持和发展新时代“枫桥经验”。\n"


pytestmark = pytest.mark.usefixtures("work")


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> FakeEngine:
    fake = FakeEngine()
    monkeypatch.setattr(runner, "load_engine", lambda *_, **__: fake)
    return fake


@pytest.fixture
def text(work: Path) -> Path:
    path = work / "article.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def briefing(*arguments: str | Path) -> int:
    return application.run([str(each) for each in arguments])


def one_line(capsys: pytest.CaptureFixture[str]) -> str:
    error = capsys.readouterr().err
    assert error.startswith("briefing: ")
    assert error.count("\n") == 1
    return error


# The front page


def test_the_front_page_names_every_command_with_its_summary() -> None:
    import typer

    command = typer.main.get_command(application.app)
    for name, each in command.commands.items():  # type: ignore[attr-defined]
        summary = (each.help or "").split("\n")[0].split(". ")[0].rstrip(".")
        assert any(line.split()[:1] == [name] for line in HELP.splitlines()), name
        assert summary, name
    assert all(len(line) <= 80 for line in HELP.splitlines())


@pytest.mark.parametrize(
    "arguments",
    [
        ["translate"], ["model"], ["model", "list"], ["model", "show"], ["model", "install"],
        ["model", "remove"], ["model", "add"], ["model", "test"],
        ["cache"], ["cache", "show"], ["cache", "clear"], ["doctor"],
    ],
)  # fmt: skip
def test_every_command_has_help(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert briefing(*arguments, "--help") == 0
    printed = capsys.readouterr().out
    assert printed.startswith(f"Usage: briefing {' '.join(arguments)}")
    if arguments[0] in ("translate", "model", "doctor") and arguments != ["model"]:
        assert f"`briefing {' '.join(arguments)}" in " ".join(printed.partition("Example")[2].split())
    assert "{name}" not in printed


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [("--version x", f"briefing {__version__}"), ("--debug", HELP), ("-h", HELP), ("--help --debug", HELP)],
)
def test_version_and_help_come_before_all_else(
    arguments: str, expected: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["briefing", *arguments.split()])
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 0
    assert capsys.readouterr().out.rstrip() == expected.rstrip()


@pytest.mark.parametrize(
    ("argument", "expected"), [("--version", f"briefing {__version__}\n"), ("--help", HELP)]
)
def test_version_and_help_without_the_program(argument: str, expected: str) -> None:
    code = (
        "import sys; sys.argv = ['briefing', sys.argv[1]]; before = set(sys.modules)\n"
        "from briefing.cli import main\n"
        "try: main()\n"
        "finally: print(*sorted({*sys.modules} - before), file=sys.stderr)\n"
    )
    # Without what an environment adds at the start, which may have imported anything.
    done = subprocess.run(
        [sys.executable, "-S", "-c", code, argument],
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONPATH": str(Path(runner.__file__).parents[2])},
    )
    assert done.stdout == expected
    imported = done.stderr.split()
    assert "briefing.streams" in imported
    assert not {"typer", "rich", "json", "re", "typing", "pathlib"} & {*imported}


def test_python_dash_m() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "briefing", "--version"], capture_output=True, text=True, check=True
    )
    assert done.stdout == f"briefing {__version__}\n"


# The main job


def test_a_pipe_gets_plain_text(text: Path, engine: FakeEngine, capsys: pytest.CaptureFixture[str]) -> None:
    assert briefing("translate", text) == 0
    printed = capsys.readouterr().out
    assert "截至6月底" in printed
    assert "977,000" in printed
    assert "Fengqiao model" in printed
    assert "\x1b" not in printed


def test_standard_input(
    engine: FakeEngine, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import io

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    assert briefing("translate", "-") == 0
    assert "977,000" in capsys.readouterr().out


def test_markdown_by_the_suffix(text: Path, engine: FakeEngine, capsys: pytest.CaptureFixture[str]) -> None:
    assert briefing("translate", text, "-o", "out.md") == 0
    written = Path("out.md").read_text(encoding="utf-8")
    assert written.startswith("---\n")
    assert "977,000" in written
    assert capsys.readouterr().out == ""


def test_json_by_the_suffix_and_on_standard_output_are_the_same(
    text: Path, engine: FakeEngine, capsys: pytest.CaptureFixture[str]
) -> None:
    assert briefing("translate", text, "-o", "out.json") == 0
    assert briefing("translate", text, "--to", "json") == 0
    printed = capsys.readouterr().out
    assert json.loads(printed)["documents"][0]["paragraphs"][1]["en"]
    assert printed == Path("out.json").read_text(encoding="utf-8")


def test_several_outputs_come_from_one_translation(
    text: Path, engine: FakeEngine, capsys: pytest.CaptureFixture[str]
) -> None:
    names = ["a.docx", "a.html", "a.md", "a.json", "a.txt", "a.xlf", "a.tmx"]
    assert briefing("translate", text, *(part for name in names for part in ("-o", name)), "--no-cache") == 0
    assert len(engine.asked) == len({request.id for request in engine.asked})
    assert [line.split()[2].rstrip(":") for line in capsys.readouterr().err.splitlines()] == names
    for name, begins in (
        ("a.docx", b"PK"),
        ("a.html", b"<!DOCTYPE html>"),
        ("a.md", b"---"),
        ("a.json", b"{"),
    ):
        assert Path(name).read_bytes().startswith(begins)
    for name in names[2:]:
        assert "977,000" in Path(name).read_text(encoding="utf-8")
    assert briefing("translate", text, "-o", "b.xlf", "--to", "xliff2") == 0
    assert 'version="2.1"' in Path("b.xlf").read_text(encoding="utf-8")


def test_documents_are_replaced_until_somebody_edits_them(
    text: Path, engine: FakeEngine, capsys: pytest.CaptureFixture[str]
) -> None:
    outs = ("-o", "a.docx", "-o", "a.html")
    assert briefing("translate", text, *outs) == 0
    before = Path("a.html").read_bytes()
    assert briefing("translate", text, *outs, "--show-source", "raw") == 0
    Path("a.html").write_bytes(before + b" ")
    capsys.readouterr()
    assert briefing("translate", text, *outs) == 1
    assert "a.html exists, and was edited" in one_line(capsys)
    assert briefing("translate", text, *outs, "--force") == 0
    assert Path("a.html").read_bytes() == before


def test_a_folder_gets_what_is_asked_for(text: Path, engine: FakeEngine) -> None:
    assert briefing("translate", text, "-o", "out/", "--to", "docx", "--highlight") == 0
    assert [each.name for each in Path("out").iterdir()] == ["article.docx"]
    assert briefing("translate", text, "-o", "out.v2/") == 0
    assert briefing("translate", text, "-o", "out.v2") == 0  # a folder now
    assert [each.name for each in Path("out.v2").iterdir()] == ["article.md"]
    assert briefing("translate", text, "-o", "notice.v2", "--to", "markdown") == 0
    assert Path("notice.v2").is_file()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["-o", "a.pdf"], ".pdf is not written"),
        (["-o", "a.docm"], ".docm is not written"),
        (["-o", "a.tsv"], ".tsv is not written"),
        (["-o", "notice.v2"], ".v2 is not written"),
        (["-o", "-"], "-o takes a file"),
        (["-o", "a.md", "-o", "./a.md"], "two of -o are one file"),
        (["-o", "a.md", "-o", "b.json", "--to", "json"], "--to is for one -o"),
        (["-o", "out/", "-o", "b.json"], "several -o are for one text"),
        (["--to", "docx"], "DOCX is not for a terminal"),
    ],
    ids=["pdf", "macros", "table", "unknown", "dash", "twice", "to", "folder", "stdout"],
)
def test_outputs_that_cannot_be(
    arguments: list[str], says: str, text: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert briefing("translate", text, *arguments) == 2
    assert says in one_line(capsys)


@pytest.mark.skipif(os.name == "nt", reason="needs symbolic links")
def test_two_outputs_are_not_one_file_through_a_link(
    text: Path, work: Path, engine: FakeEngine, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("b.json").symlink_to("a.md")
    assert briefing("translate", text, "-o", "a.md", "-o", "b.json") == 2
    assert "two of -o are one file" in one_line(capsys)
    assert briefing("translate", text, "-o", "a.md", "-o", "no/../a.md") == 2
    assert "two of -o are one file" in one_line(capsys)
    (work / "second.txt").write_text("民政部门。\n", encoding="utf-8")
    Path("out").mkdir()
    Path("out/article.md").symlink_to("second.md")
    assert briefing("translate", text, "second.txt", "-o", "out") == 2
    assert "would all be written to" in one_line(capsys)
    assert not Path("a.md").exists()
    assert not Path("out/second.md").exists()


def test_several_texts_go_into_a_folder(text: Path, engine: FakeEngine, work: Path) -> None:
    (work / "second.txt").write_text("民政部门。\n", encoding="utf-8")
    assert briefing("translate", text, "second.txt", "-o", "out") == 0
    assert sorted(each.name for each in Path("out").iterdir()) == ["article.md", "second.md"]


def test_a_folder_for_one_text(text: Path, engine: FakeEngine) -> None:
    assert briefing("translate", text, "-o", "out/") == 0
    assert Path("out/article.md").exists()


def test_several_texts_as_json_are_one_document(
    text: Path, engine: FakeEngine, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("second.txt").write_text("民政部门。\n", encoding="utf-8")
    assert briefing("translate", text, "second.txt", "--to", "json") == 0
    documents = json.loads(capsys.readouterr().out)["documents"]
    assert [each["source"]["name"].rsplit("/", 1)[-1] for each in documents] == ["article.txt", "second.txt"]


def test_one_bad_text_of_several_does_not_stop_the_others(
    text: Path, engine: FakeEngine, capsys: pytest.CaptureFixture[str]
) -> None:
    assert briefing("translate", "missing.txt", text, "-o", "out") == 1
    assert Path("out/article.md").exists()
    assert "missing.txt" in capsys.readouterr().err


def test_what_is_no_text_in_markdown_never_reaches_a_model(
    engine: FakeEngine, work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = ["<!-- 数字待核实 -->", "# 合计: 增长率", "![](图/收入.png)", '<div align="center">']
    Path("page.md").write_text(
        f"# 财政收入\n\n{kept[0]}\n\n全年<b>投资</b>稳步增长。\n\n```python\n{kept[1]}\n```\n\n"
        f"{kept[2]}\n\n{kept[3]}\n",
        encoding="utf-8",
    )
    assert briefing("translate", "page.md", "--to", "json") == 0
    (document,) = json.loads(capsys.readouterr().out)["documents"]
    paragraphs = document["paragraphs"]
    assert [each["en"] for each in paragraphs if each["en"] in kept] == kept
    assert not [finding for each in paragraphs for part in each["segments"] for finding in part["findings"]]
    assert {each.text for each in engine.asked} - {"财政收入"} == {"全年投资稳步增长。"}
    assert [each["raw"] for each in paragraphs if "投资" in each["zh"]] == ["全年<b>投资</b>稳步增长。"]


# How long it will take


def forecast(capsys: pytest.CaptureFixture[str], *options: str, sentences: int = 200, times: int = 1) -> str:
    """What is said before so many sentences of 20 characters are translated, each so many times."""
    lines = [f"第{number:03}项民生实事稳步推进，群众反映良好。" for number in range(sentences)]
    Path("long.txt").write_text("\n".join(lines * times), encoding="utf-8")
    capsys.readouterr()
    assert briefing("translate", "long.txt", *options) == 0
    return "".join(line for line in capsys.readouterr().err.splitlines(keepends=True) if "about" in line)


def measured(engine: FakeEngine, speed: float) -> None:
    store = draft_store()
    store.remember_speed(engine.fingerprint, speed)
    store.close()


def test_a_long_job_is_announced(engine: FakeEngine, capsys: pytest.CaptureFixture[str]) -> None:
    assert forecast(capsys, "--no-cache") == "briefing: 4,200 characters to translate: about 2 min\n"
    assert forecast(capsys, sentences=20) == ""


def test_the_forecast_is_of_the_engine_in_use(engine: FakeEngine, capsys: pytest.CaptureFixture[str]) -> None:
    engine.name = "argos-translate-zh_en-1.9"
    assert forecast(capsys, "--no-cache") == ""
    measured(engine, 5.0)
    assert "about 14 min" in forecast(capsys)


def test_a_speed_that_was_measured_goes_before_what_is_usual(
    engine: FakeEngine, capsys: pytest.CaptureFixture[str]
) -> None:
    measured(engine, 40_000.0)
    assert forecast(capsys) == ""


def test_what_is_stored_takes_no_time(engine: FakeEngine, capsys: pytest.CaptureFixture[str]) -> None:
    assert "4,200 characters" in forecast(capsys)
    measured(engine, 10.0)
    assert forecast(capsys) == ""
    assert "2,100 characters to translate: about 4 min" in forecast(capsys, sentences=300)


def test_a_sentence_that_comes_again_takes_no_time(
    engine: FakeEngine, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "4,200 characters" in forecast(capsys, times=20)


@pytest.mark.parametrize(
    ("form", "name"),
    [
        *((form, name) for form in ("md", "json", "txt") for name in ("briefing", "renamed.txt", "-")),
        *((form, "renamed.txt") for form in ("html", "docx", "xlf", "tmx")),
    ],
)
def test_a_briefing_is_told_and_not_translated_again(
    form: str,
    name: str,
    text: Path,
    engine: FakeEngine,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    out = Path(f"briefing.{form}")
    assert briefing("translate", text, "-o", out) == 0
    asked = len(engine.asked)
    if name == "renamed.txt":
        out = out.rename(name)
    elif name == "-":
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(out.read_bytes())))
        out = Path("-")
    capsys.readouterr()
    assert briefing("translate", out, "-o", "again.md") == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "is a briefing already: Chinese with its English. Translate its source" in line
    assert f"`briefing check {out}`" in line
    assert (f"({text.name})" in line) == (form not in ("txt", "docx") and name != "-")
    assert len(engine.asked) == asked
    assert not Path("again.md").exists()


def test_a_command_that_is_told_can_be_run_as_it_stands(
    text: Path, engine: FakeEngine, capsys: pytest.CaptureFixture[str]
) -> None:
    assert briefing("translate", text, "-o", "out.md") == 0
    for name, argument in (("a b.md", "'a b.md'"), ("-o.md", "-- -o.md"), ("民政.md", "民政.md")):
        Path("out.md").rename(name)
        capsys.readouterr()
        assert briefing("translate", "--", name) == 1
        assert f"`briefing check {argument}`" in one_line(capsys)
        Path(name).rename("out.md")


def test_json_of_somebody_else_is_in_no_format_that_is_read(
    work: Path, engine: FakeEngine, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("other.json").write_text('{"标题": "养老服务"}', encoding="utf-8")
    assert briefing("translate", "other.json") == 1
    assert "is in a format that is not read" in capsys.readouterr().err


def test_a_glossary_of_ones_own_wins(
    text: Path, engine: FakeEngine, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("mine.yaml").write_text(
        "terms:\n  - zh: 低收入人口\n    en: people on low incomes\n", encoding="utf-8"
    )
    assert briefing("translate", text, "-g", "mine.yaml") == 0
    printed = capsys.readouterr().out
    assert "people on low incomes" in printed
    assert "low-income population" not in printed


def test_verbose_tells_what_was_changed(
    engine: FakeEngine, work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("dirty.txt").write_text("江蘇省高質(zhì)量發(fā)展,保障和改善民生。", encoding="utf-8")
    assert briefing("translate", "dirty.txt", "-v") == 0
    error = capsys.readouterr().err
    assert "2 pinyin" in error
    assert "'發' -> '发'" in error or "'發(fā)'" in error
    Path("page.html").write_text("<html><p>要保障和改善民生。</p><p>打印</p></html>", encoding="utf-8")
    assert briefing("translate", "page.html", "-v") == 0
    assert "1 left out     '打印' -> ''" in capsys.readouterr().err


def test_a_timestamp_only_if_asked(text: Path, engine: FakeEngine) -> None:
    assert briefing("translate", text, "-o", "a.md") == 0
    assert briefing("translate", text, "-o", "b.md") == 0
    assert Path("a.md").read_bytes() == Path("b.md").read_bytes()
    assert briefing("translate", text, "-o", "c.md", "--timestamp") == 0
    assert Path("a.md").read_bytes() != Path("c.md").read_bytes()


# Exit statuses


def test_strict_exits_with_3_on_a_warning(text: Path, engine: FakeEngine) -> None:
    engine.behaviour = "drops"
    assert briefing("translate", text) == 0
    assert briefing("translate", text, "--strict") == 3


def test_an_untranslated_segment_exits_with_1(
    text: Path, engine: FakeEngine, capsys: pytest.CaptureFixture[str]
) -> None:
    engine.behaviour = "fails"
    assert briefing("translate", text) == 1
    assert "截至6月底" in capsys.readouterr().out


def test_the_literals_of_engines_survive(engine: FakeEngine, capsys: pytest.CaptureFixture[str]) -> None:
    Path("literal.txt").write_text("这是[[标记]]和<|im_end|>的说明。", encoding="utf-8")
    assert briefing("translate", "literal.txt", "--to", "json") == 0
    english = json.loads(capsys.readouterr().out)["documents"][0]["paragraphs"][0]["en"]
    assert "[[" in english
    assert "]]" in english
    assert "<|im_end|>" in english


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["a.txt", "b.txt", "--to", "markdown"], "folder"),
        (["article.txt", "other/article.txt", "-o", "out"], "would all be written to"),
        (["article.txt", "b.txt", "-o", "article.txt"], "is a file"),
        (["article.txt", "b.txt", "-o", "both.md"], "both.md is a file's name, and there are several texts"),
        (["-", "-"], "twice"),
    ],
    ids=["markdown-of-several", "same-names", "folder-is-a-file", "file-of-several", "stdin-twice"],
)
def test_wrong_usage_exits_with_2(
    arguments: list[str], says: str, text: Path, engine: FakeEngine, capsys: pytest.CaptureFixture[str]
) -> None:
    assert briefing("translate", *arguments) == 2
    assert says in one_line(capsys)


@pytest.mark.parametrize(
    "arguments",
    [["translate"], ["translate", "a.txt", "--to", "pdf"], ["nonsense"], ["translate", "--nonsense"]],
)
def test_what_the_parser_refuses_exits_with_2(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert briefing(*arguments) == 2
    assert "Usage: briefing" in capsys.readouterr().err


def test_a_question_of_the_parser_has_one_mark_at_its_end(capsys: pytest.CaptureFixture[str]) -> None:
    assert briefing("trnslate") == 2
    assert "Did you mean 'translate'? `briefing --help`" in capsys.readouterr().err


# Errors: one clear line, the right status, nothing lost


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\n ", "empty"),
        ("english.txt", b"There is no Chinese in this.", "Chinese"),
        ("binary.txt", bytes(range(256)) * 20, "text"),
        ("broken.txt", "截至6月底，江苏省共保障低收入人口。".encode() * 3 + b"\xff\xfe\xff\x80" * 30, ""),
        ("text.xyz", b"PK\x03\x04", ".txt"),
    ],
    ids=["empty", "blank", "no-chinese", "binary", "undecodable", "another-format"],
)
def test_a_source_that_is_no_chinese_text(
    name: str, data: bytes, says: str, engine: FakeEngine, capsys: pytest.CaptureFixture[str]
) -> None:
    Path(name).write_bytes(data)
    assert briefing("translate", name) == 1
    line = one_line(capsys)
    assert name in line
    assert says in line
    assert not engine.asked


LONG = f"{'y' * 260}.txt"


@pytest.mark.parametrize(
    "line",
    [f"translate {LONG}", f"translate article.txt -o {LONG}", f"translate article.txt -g {LONG}",
     f"desk {LONG}", f"check {LONG}", f"glossary check {LONG}", f"glossary add 枫桥 Fengqiao --file {LONG}",
     f"glossary export -o {LONG}", f"model install {LONG}"],
)  # fmt: skip
def test_a_name_that_is_too_long_is_one_line(
    line: str, text: Path, engine: FakeEngine, capsys: pytest.CaptureFixture[str]
) -> None:
    assert briefing(*line.split()) in (1, 2)
    error = one_line(capsys)
    assert "unexpected" not in error
    assert LONG in error or "model install" in line


@pytest.mark.parametrize(
    "line",
    ["translate _", "translate _ -o out/", "translate article.txt -o _", "translate article.txt --out=_",
     "translate article.txt -g _", "check _", "check article.txt --source _", "desk _", "glossary check _",
     "glossary import _", "glossary export -o _", "glossary suggest _", "model install _"],
)  # fmt: skip
def test_an_empty_name_is_not_the_folder_of_the_run(
    line: str, text: Path, engine: FakeEngine, capsys: pytest.CaptureFixture[str]
) -> None:
    assert briefing(*(each.removesuffix("_") for each in line.split())) == 2
    assert "the name of a file or folder is empty" in one_line(capsys)
    assert not engine.asked


def test_what_cannot_be_written_is_told_by_the_commands_that_look(
    work: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (work / "home").write_text("", encoding="utf-8")
    monkeypatch.setenv("BRIEFING_HOME", str(work / "home"))
    assert briefing("cache", "show") == 1
    assert "the store of drafts cannot be used" in one_line(capsys)
    assert briefing("cache", "clear") == 1
    assert "the store of drafts cannot be cleared" in one_line(capsys)
    assert briefing("doctor", "--json") == 1
    (row,) = (each for each in json.loads(capsys.readouterr().out) if each["what"] == "disk")
    assert (row["state"], "is no folder" in row["detail"]) == ("broken", True)


def test_a_missing_file_and_a_folder(engine: FakeEngine, capsys: pytest.CaptureFixture[str]) -> None:
    assert briefing("translate", "missing.txt") == 1
    assert "missing.txt" in one_line(capsys)
    Path("folder").mkdir()
    assert briefing("translate", "folder") == 2
    assert "folder" in one_line(capsys)


def test_an_invalid_glossary_names_file_and_line(
    text: Path, engine: FakeEngine, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("bad.yaml").write_text("terms:\n  - zh: 民生\n    em: people's wellbeing\n", encoding="utf-8")
    assert briefing("translate", text, "-g", "bad.yaml") == 1
    error = capsys.readouterr().err
    assert "bad.yaml:3" in error
    assert "en" in error
    assert not engine.asked


def test_a_colleagues_edits_are_not_overwritten(
    text: Path, engine: FakeEngine, capsys: pytest.CaptureFixture[str]
) -> None:
    assert briefing("translate", text, "-o", "out.md") == 0
    assert briefing("translate", text, "-o", "out.md") == 0
    edited = Path("out.md").read_text(encoding="utf-8").replace("977,000", "some 977,000")
    Path("out.md").write_text(edited, encoding="utf-8")
    asked = len(engine.asked)
    capsys.readouterr()
    assert briefing("translate", text, "-o", "out.md") == 1
    assert "--force" in one_line(capsys)
    assert Path("out.md").read_text(encoding="utf-8") == edited
    assert len(engine.asked) == asked
    assert briefing("translate", text, "-o", "out.md", "--force") == 0
    assert Path("out.md").read_text(encoding="utf-8") != edited


def test_an_output_that_cannot_be_written(
    text: Path, engine: FakeEngine, capsys: pytest.CaptureFixture[str]
) -> None:
    assert briefing("translate", text, "-o", "no/such/folder/out.md") == 1
    assert "no/such/folder" in one_line(capsys)
    assert not engine.asked


def test_no_model_names_the_command_that_mends_it(text: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert briefing("translate", text, "--model", "no-such-model") == 1
    assert "no-such-model" in one_line(capsys)


def test_an_unexpected_error_is_one_line_and_debug_shows_it_all(
    text: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise ZeroDivisionError("by\nnought")

    monkeypatch.setattr(runner, "load_engine", fails)
    assert briefing("translate", text) == 1
    assert "--debug" in one_line(capsys)
    assert briefing("translate", text, "--debug") == 1
    error = capsys.readouterr().err
    assert error.startswith("Traceback")
    assert "in fails" in error
    assert error.endswith("ZeroDivisionError: by nought\n")


def test_ctrl_c_keeps_what_is_translated(
    text: Path, engine: FakeEngine, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(requests: object) -> object:
        for number, (request_id, draft) in enumerate(FakeEngine().translate(requests)):  # type: ignore[arg-type]
            if number == 1:
                raise KeyboardInterrupt
            yield request_id, draft

    engine.translate = interrupted  # type: ignore[method-assign,assignment]
    assert briefing("translate", text, "-o", "out.md") == 130
    assert "goes on from there" in capsys.readouterr().err
    assert not Path("out.md").exists()
    del engine.translate
    assert briefing("translate", text, "-o", "out.md") == 0
    assert len(engine.asked) == 2


def test_no_cache_keeps_nothing(text: Path, engine: FakeEngine, capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(2):
        assert briefing("translate", text, "--no-cache") == 0
    assert len(engine.asked) == 6
    capsys.readouterr()
    assert briefing("cache", "show", "--json") == 0
    assert json.loads(capsys.readouterr().out)["drafts"] == 0


# The other commands


def test_cache_show_and_clear(text: Path, engine: FakeEngine, capsys: pytest.CaptureFixture[str]) -> None:
    assert briefing("translate", text) == 0
    capsys.readouterr()
    assert briefing("cache", "show") == 0
    assert "3 drafts" in capsys.readouterr().out
    assert briefing("cache", "clear") == 0
    assert "3 drafts removed" in capsys.readouterr().out


def test_model_list_and_show(capsys: pytest.CaptureFixture[str]) -> None:
    assert briefing("model", "list", "--json") == 0
    entries = json.loads(capsys.readouterr().out)
    assert entries[0]["name"] == "qwen2.5-coder-1.5b-briefing"
    assert briefing("model", "list") == 0
    assert "qwen2.5-coder-1.5b-briefing" in capsys.readouterr().out
    assert briefing("model", "show", entries[0]["name"]) == 0
    assert entries[0]["path"] in capsys.readouterr().out
    assert briefing("model", "show", "nonsense") == 1
    assert "qwen2.5-coder-1.5b-briefing" in one_line(capsys)


@pytest.mark.parametrize(
    ("name", "data", "status"),
    [("model.bin", b"x", 2), ("model.gguf", b"not the weights", 1), ("model.argosmodel", b"not a zip", 1)],
)
def test_model_install_refuses_what_is_no_model(
    name: str, data: bytes, status: int, capsys: pytest.CaptureFixture[str]
) -> None:
    Path(name).write_bytes(data)
    assert briefing("model", "install", name) == status
    assert "briefing: " in capsys.readouterr().err


def test_model_remove_of_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert briefing("model", "remove", "nonsense") == 1
    assert "nonsense" in one_line(capsys)


def test_doctor_tells_what_is_there_and_what_mends_the_rest(capsys: pytest.CaptureFixture[str]) -> None:
    status = briefing("doctor", "--json")
    rows = json.loads(capsys.readouterr().out)
    assert status == int(any(row["state"] in ("missing", "broken") for row in rows))
    assert {"adapter", "termbases", "drafts"} <= {row["what"] for row in rows}
    assert all(row["fix"] for row in rows if row["state"] in ("missing", "broken"))
    briefing("doctor")
    assert "termbases" in capsys.readouterr().out


# In a terminal


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize("columns", [40, 140])
def test_a_terminal_gets_columns_that_fit(columns: int, text: Path, tmp_path: Path) -> None:
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from fakes import FakeEngine\n"
        "from briefing.cli import app, run\n"
        "run.load_engine = lambda *_, **__: FakeEngine()\n"
        "raise SystemExit(app.run(['translate', 'article.txt']))\n"
    )
    printed, status = in_terminal([sys.executable, "-c", code, str(Path(__file__).parent)], columns)
    assert status == 0
    import re

    plain = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", printed)
    assert "977,000" in plain
    assert "\x1b[" in printed
    text_lines = [line for line in plain.splitlines() if "|script:" not in line]
    assert max(cell_len(line) for line in text_lines) <= columns


def in_terminal(command: list[str], columns: int) -> tuple[str, int]:
    """What a command prints on a pseudo-terminal, and its exit status."""
    import fcntl
    import pty
    import struct
    import termios

    pid, terminal = pty.fork()
    if pid == 0:
        os.environ |= {"TERM": "xterm-256color", "COLUMNS": str(columns)}
        os.execv(command[0], command)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    data = b""
    while True:
        try:
            chunk = os.read(terminal, 65536)
        except OSError:
            break
        if not chunk:
            break
        data += chunk
    return data.decode(), os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def test_a_closed_pipe_is_no_traceback(text: Path) -> None:
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from fakes import FakeEngine\n"
        "from briefing.cli import app, run\n"
        "run.load_engine = lambda *_, **__: FakeEngine()\n"
        "raise SystemExit(app.run(['translate', 'long.txt']))\n"
    )
    Path("long.txt").write_text(
        "\n".join(f"截至{i}月底，江苏省共保障低收入人口97.7万人。" for i in range(3000)), encoding="utf-8"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(Path(__file__).parent)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        error = process.stderr.read().decode()
        assert process.wait() == 141
    assert "Traceback" not in error
    assert "Error" not in error


# The input is never an output


@pytest.mark.usefixtures("engine")
def test_a_source_is_not_replaced_with_force_either(
    text: Path, work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = text.read_bytes()
    assert briefing("translate", text, "-o", text, "--force") == 1
    assert "is a file that this is made from" in one_line(capsys)
    notes = [work / name for name in ("a.md", "b.md")]
    for note in notes:
        note.write_text(TEXT, encoding="utf-8")
    assert briefing("translate", *notes, "-o", ".", "--force") == 1
    assert "a.md is a file that this is made from" in one_line(capsys)
    (work / "house.yaml").write_text("terms: []\n", encoding="utf-8")
    assert briefing("translate", text, "-g", "house.yaml", "-o", "house.yaml", "--to", "json", "--force") == 1
    assert "house.yaml is a file that this is made from" in one_line(capsys)
    assert briefing("glossary", "suggest", text, "--write", text, "--force") == 1
    assert "is a file that this is made from" in one_line(capsys)
    assert text.read_bytes() == before
    assert {note.read_text(encoding="utf-8") for note in notes} == {TEXT}


@pytest.mark.parametrize(
    ("one", "other"), [("x.txt", "X.txt"), ("e\u0301.txt", "\u00e9.txt"), ("STRASSE.txt", "stra\u00dfe.txt")]
)
def test_names_that_some_disks_do_not_tell_apart_are_not_written_beside_each_other(
    one: str, other: str, work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in (one, other):
        (work / name).write_text(TEXT, encoding="utf-8")
    assert briefing("translate", one, other, "-o", "out/") == 2
    assert "would all be written to" in one_line(capsys)


def test_a_home_of_nobody(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("BRIEFING_HOME", "~nobody-of-that-name/x")
    assert briefing("cache", "show") == 2
    assert "there is no such user" in one_line(capsys)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only root can become somebody else")
@pytest.mark.parametrize("variable", ["BRIEFING_HOME", "HOME"])
def test_a_home_that_may_not_be_entered(
    variable: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "theirs").mkdir(mode=0o700)
    for name in ("BRIEFING_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv(variable, str(tmp_path / "theirs"))
    os.seteuid(65534)
    try:
        assert briefing("cache", "show") == 2
    finally:
        os.seteuid(0)
    assert "cannot be used: Permission denied" in one_line(capsys)
