"""`briefing translate FOLDER -o OUT`: a tree of texts of all kinds into the same tree of documents."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from documents.articles import RULES
from documents.pages import indented, page, paragraphs
from documents.words import by_hand, p
from fakes import FakeEngine

from briefing.cli import app as application
from briefing.cli import run as runner

pytestmark = pytest.mark.usefixtures("work")


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> FakeEngine:
    fake = FakeEngine()
    monkeypatch.setattr(runner, "load_engine", lambda *_, **__: fake)
    return fake


@pytest.fixture
def folder(work: Path) -> Path:
    made = work / "texts"
    (made / "2026" / "rules").mkdir(parents=True)
    (made / "note.txt").write_text("全省共有养老机构1846家。\n", encoding="utf-8")
    (made / "2026" / "notice.docx").write_bytes(by_hand(p("各地要落实责任，排查隐患。")))
    (made / "2026" / "notice.txt").write_text("各单位要按时报送。\n", encoding="utf-8")
    (made / "2026" / "rules" / "rules.html").write_bytes(page(paragraphs(RULES, indented)))
    (made / "2026" / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    (made / "2026" / "rules" / "rules_files").mkdir()
    (made / "2026" / "rules" / "rules_files" / "frame.html").write_text("<html>广告</html>", encoding="utf-8")
    (made / ".hidden.txt").write_text("不读。", encoding="utf-8")
    (made / "2026" / "~$notice.docx").write_bytes(b"x")
    return made


def translate(*more: str) -> int:
    return application.run(["translate", "texts", "-o", "out", "--no-cache", *more])


def written(out: Path) -> list[str]:
    return sorted(path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file())


@pytest.mark.usefixtures("engine")
def test_the_same_tree_comes_out_and_what_cannot_be_read_is_told_last(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert translate() == 1
    assert written(Path("out")) == [
        "2026/notice.docx.md",
        "2026/notice.txt.md",
        "2026/rules/rules.md",
        "note.md",
    ]
    told = capsys.readouterr().err.splitlines()
    assert "old.doc is of an old Office format" in told[-1]
    assert "old.doc" not in "".join(told[:-1])


@pytest.mark.usefixtures("engine")
def test_again_only_what_is_new_or_changed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "2026" / "old.doc").unlink()
    assert translate() == 0
    times = {name: (Path("out") / name).stat().st_mtime_ns for name in written(Path("out"))}
    (folder / "note.txt").write_text("全省共有养老机构1850家。\n", encoding="utf-8")
    (folder / "new.txt").write_text("会议指出，要抓好落实。\n", encoding="utf-8")
    capsys.readouterr()
    assert translate() == 0
    assert "3 files are up to date" in capsys.readouterr().err
    changed = {
        name for name in written(Path("out")) if times.get(name) != (Path("out") / name).stat().st_mtime_ns
    }
    assert changed == {"note.md", "new.md"}
    assert "1850" in Path("out/note.md").read_text(encoding="utf-8")
    assert translate() == 0
    assert "5 files are up to date" in capsys.readouterr().err


@pytest.mark.usefixtures("engine")
def test_what_somebody_has_edited_is_not_lost_and_stops_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "2026" / "old.doc").unlink()
    assert translate() == 0
    edited = Path("out/note.md")
    edited.write_text(edited.read_text(encoding="utf-8") + "\nMine.\n", encoding="utf-8")
    (folder / "note.txt").write_text("全省共有养老机构1850家。\n", encoding="utf-8")
    (folder / "new.txt").write_text("会议指出，要抓好落实。\n", encoding="utf-8")
    capsys.readouterr()
    assert translate() == 1
    assert edited.read_text(encoding="utf-8").endswith("Mine.\n")
    assert Path("out/new.md").exists()
    assert "note.md" in capsys.readouterr().err.splitlines()[-1]


@pytest.mark.usefixtures("engine")
def test_the_output_may_lie_in_the_folder(folder: Path) -> None:
    (folder / "2026" / "old.doc").unlink()
    for _ in range(2):
        assert application.run(["translate", "texts", "-o", "texts/english", "--no-cache"]) == 0
    assert len(written(folder / "english")) == 4


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["texts"], "Give one to write to: -o FOLDER"),
        (["texts", "texts/note.txt", "-o", "out"], "Give the folder alone"),
        (["texts", "-o", "texts/note.txt"], "is a file"),
        (["texts", "-o", "texts/2026/.."], "is the folder of the texts itself"),
    ],
)
def test_how_it_is_called_wrongly(
    folder: Path, arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert application.run(["translate", *arguments]) == 2
    assert told in capsys.readouterr().err


@pytest.mark.usefixtures("engine", "folder")
def test_an_empty_folder_is_told_and_no_error(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (work / "empty").mkdir()
    assert application.run(["translate", "empty", "-o", "out"]) == 0
    assert capsys.readouterr().err == "briefing: empty has no files in it to translate\n"


@pytest.mark.usefixtures("engine")
def test_no_output_is_written_over_another_nor_over_a_text(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    texts = ("note.md", "note.txt.txt", "out/note.txt.md")
    for name in texts:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("会议指出，要抓好落实。\n", encoding="utf-8")
    assert application.run(["translate", "texts", "-o", "texts/2026/../out"]) == 1
    assert "note.txt.txt would be written to texts/2026/../out/note.txt.md, as texts/note.txt is" in (
        capsys.readouterr().err.replace("\\", "/")
    )
    (folder / "note.txt.txt").unlink()
    (folder / "out" / "note.txt.md").unlink()
    (folder / "out" / "note.txt.md").hardlink_to(folder / "note.md")
    assert application.run(["translate", "texts", "-o", "texts/out", "--force"]) == 1
    assert "is a file that this is made from" in capsys.readouterr().err
    assert (folder / "note.md").read_text(encoding="utf-8") == "会议指出，要抓好落实。\n"


@pytest.mark.usefixtures("engine")
@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="needs permissions that hold")
def test_what_cannot_be_looked_into_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "closed").mkdir(mode=0)
    assert translate() == 1
    (folder / "closed").chmod(0o700)
    assert "closed cannot be read: Permission denied" in capsys.readouterr().err


@pytest.mark.usefixtures("engine")
@pytest.mark.skipif(sys.platform == "win32", reason="needs named pipes")
def test_a_pipe_in_the_folder_is_not_waited_for(folder: Path) -> None:
    os.mkfifo(folder / "pipe.txt")
    (folder / "2026" / "old.doc").unlink()
    assert translate() == 0
    assert "pipe.md" not in written(Path("out"))


@pytest.mark.usefixtures("engine")
@pytest.mark.skipif(os.name == "nt", reason="needs symbolic links")
def test_two_outputs_are_not_one_file_through_a_link(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("out/2026").mkdir(parents=True)
    Path("out/2026/notice.docx.md").symlink_to("../note.md")
    assert translate() == 1
    said = capsys.readouterr().err
    assert "notice.docx would be written to out/2026/notice.docx.md, as texts/note.txt is" in said
