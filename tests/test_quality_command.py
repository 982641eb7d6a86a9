"""The command from end to end, with a fake engine and sets of its own."""

from __future__ import annotations

import json
import lzma
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import pytest
import yaml
from fakes import FakeEngine

from benchmarks.quality import __main__ as command
from benchmarks.quality import floors, sets, systems
from briefing.errors import ModelError

if TYPE_CHECKING:
    from pathlib import Path

Run = Callable[..., int]
Capsys = pytest.CaptureFixture[str]

# Its MD5 can be divided by five.
ROW = "民政部印发第16号通知，要求各地抓好落实。\tThe ministry issued notice No. 16.\n"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    def load(_: Path) -> FakeEngine:
        return FakeEngine()

    def missing(_: Path) -> FakeEngine:
        raise ModelError("no Argos package is installed")

    for name, system in systems.SYSTEMS.items():
        loader = missing if name == "argos" else load
        monkeypatch.setitem(systems.SYSTEMS, name, replace(system, load=loader))
    for number, kind in enumerate(("notice", "notice", "regulation"), 1):
        data = {
            "kind": kind,
            "title": {"zh": f"关于做好第{number}项工作的通知", "en": "Notice"},
            "paragraphs": [
                [
                    {
                        "zh": f"第{n}项工作涉及{number}{n}万人。",
                        "en": f"Task {n} is about {number}{n}0,000 people.",
                    }
                    for n in each
                ]
                for each in ((1, 2, 3), (4, 5, 6), (7, 8, 9, 10))
            ],
        }
        path = tmp_path / "policy" / "dev" / f"0{number}-{kind}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    (tmp_path / "sources").mkdir()
    with lzma.open(tmp_path / "sources" / "wmt21-news-zh-en.tsv.xz", "wt", encoding="utf-8") as file:
        file.write(ROW)
    monkeypatch.setattr(command, "load_set", partial(sets.load_set, policy=tmp_path / "policy"))
    monkeypatch.setattr(command, "matcher_of_product", lambda: None)
    monkeypatch.setattr(floors, "FILE", tmp_path / "floors.json")

    def run(*arguments: str) -> int:
        drafts = str(tmp_path / "drafts.sqlite")
        return command.main(["--corpus", str(tmp_path), "--drafts", drafts, *arguments])

    return run


def test_a_table_has_a_column_for_each_system_and_a_line_for_each_measure(run: Run, capsys: Capsys) -> None:
    assert run("--system", "plain,default") == 0
    out = capsys.readouterr().out
    assert "**policy-dev**: 30 sentences in 3 texts, digest " in out
    lines = [[cell.strip() for cell in line.split("|")[1:-1]] for line in out.splitlines() if line[:1] == "|"]
    assert lines[0] == ["", "plain", "default"]
    by_label = {line[0]: line[1:] for line in lines}
    assert by_label["figures exact"][1].startswith("100.0% of ")
    assert by_label["neither exact nor flagged"] == ["0", "0"]
    assert "chrF2++: `nrefs:1|bs:1000|seed:12345" in out


def test_sets_and_models_that_are_not_there_are_left_out_with_a_line(run: Run, capsys: Capsys) -> None:
    assert run("--set", "news,un", "--system", "argos,plain") == 0
    out, error = capsys.readouterr()
    assert "**news**" in out
    assert "un" not in [line.partition("*")[0] for line in out.splitlines()]
    assert "left out: un: " in error
    assert "argos: left out, no Argos package is installed" in error


def test_some_documents_alone_are_a_set_of_another_name(run: Run, capsys: Capsys) -> None:
    assert run("--only", "01,03", "--system", "spans") == 0
    assert "**policy-dev-part**: 20 sentences in 2 texts" in capsys.readouterr().out
    assert run("--only", "77") == 2


def test_nothing_to_measure_is_an_error(run: Run) -> None:
    assert run("--set", "un") == 2


def test_what_is_written_tells_everything_of_the_project_s_own_set(run: Run, tmp_path: Path) -> None:
    assert run("--write", str(tmp_path / "results" / "first"), "--system", "default") == 0
    data = json.loads((tmp_path / "results" / "first.json").read_text("utf-8"))
    (result,) = data["results"]
    assert (result["set"], result["system"], result["fingerprint"]) == (
        "policy-dev",
        "default",
        "fake:faithful:0",
    )
    first = result["rows"][0]
    assert first["zh"] == "第1项工作涉及11万人。"
    assert first["reference"] == "Task 1 is about 110,000 people."
    assert {"kind": "figure", "by": "marker", "zh": "11万", "en": "110,000"} in first["spans"]
    table = (tmp_path / "results" / "first.md").read_text("utf-8")
    assert "| chrF2++ " in table
    assert "--system default" in table


def test_nothing_of_a_corpus_is_copied_into_what_is_written(run: Run, tmp_path: Path) -> None:
    assert run("--write", str(tmp_path / "news"), "--set", "news", "--system", "plain,default") == 0
    for suffix in (".md", ".json"):
        text = tmp_path.joinpath(f"news{suffix}").read_text("utf-8")
        assert "The ministry issued" not in text
        assert not any("\u4e00" <= char <= "\u9fff" for char in text)


def test_sentences_are_shown_beside_source_and_reference(run: Run, capsys: Capsys) -> None:
    run("--show")
    out = capsys.readouterr().out
    assert "## default on policy-dev" in out
    assert "01-notice.1\n  zh   第1项工作涉及11万人。\n  ref  Task 1 is about 110,000 people.\n  out  " in out


def test_systems_and_files_are_compared(run: Run, capsys: Capsys, tmp_path: Path) -> None:
    assert run("--write", str(tmp_path / "old"), "--system", "plain,default") == 0
    capsys.readouterr()
    assert run("--compare", f"{tmp_path / 'old.json'}:default", "default") == 0
    assert capsys.readouterr().out.count("no difference that chance could not make") == 2
    assert run("--compare", "plain", "default") == 0
    assert "chrF2++: A " in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [["--set", "old"], ["--system", "perfect"], ["--system", "plain@none"]])
def test_names_that_are_not_known_are_refused_before_anything_runs(run: Run, arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as error:
        run(*arguments)
    assert error.value.code == 2


def test_floors_are_set_held_and_kept_for_one_document_of_a_kind(
    run: Run, capsys: Capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(floors, "KINDS_OF_TEXT", ("notice", "regulation"))
    assert run("--floors") == 2
    assert run("--floors", "--update") == 0
    assert run("--floors") == 0
    kept = floors.read(floors.FILE)
    assert kept is not None
    notice, regulation = "01-notice", "03-regulation"
    whole = command.load_set("policy-dev", corpus=floors.FILE, limit=0)
    assert kept["digest"] == whole.only([notice, regulation], "policy-dev").digest
    worse = replace(systems.SYSTEMS["default"], load=lambda _: FakeEngine("drops"))
    monkeypatch.setitem(systems.SYSTEMS, "default", worse)
    capsys.readouterr()
    assert run("--floors") == 1
    assert "the floor is" in capsys.readouterr().out
