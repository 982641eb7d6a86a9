from __future__ import annotations

import errno
import os
import stat
import threading
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import sample

from briefing import files
from briefing.errors import WriteError
from briefing.files import check_writable, identities, is_own_unedited, write_whole
from briefing.write import json, markdown, plain

if TYPE_CHECKING:
    from briefing.document import Briefing, Document

FORMATS = {
    "md": lambda: markdown.render(sample.briefing(), sample.document()),
    "json": lambda: json.render(sample.briefing()),
    "txt": lambda: plain.render(sample.briefing()),
}


def left_over(folder: Path) -> list[str]:
    return [each.name for each in folder.iterdir() if each.name.endswith(".tmp")]


def test_a_new_file_has_the_text_and_the_users_permissions(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_whole(tmp_path / "a.md", "政策 policy\n")
    finally:
        os.umask(before)
    assert (tmp_path / "a.md").read_bytes() == "政策 policy\n".encode()
    assert stat.S_IMODE((tmp_path / "a.md").stat().st_mode) == 0o640
    assert left_over(tmp_path) == []


@pytest.mark.parametrize("form", FORMATS)
def test_own_output_is_replaced_until_somebody_edits_it(tmp_path: Path, form: str) -> None:
    path = tmp_path / f"a.{form}"
    text = FORMATS[form]()
    write_whole(path, text)
    path.chmod(0o604)
    assert is_own_unedited(path)
    write_whole(path, text.replace("7,593", "7,594"), force=False)
    assert stat.S_IMODE(path.stat().st_mode) == 0o604

    write_whole(path, text, force=True)
    edited = path.read_text("utf-8").replace("Strengthen Party", "Reinforce Party")
    path.write_text(edited, "utf-8")
    assert not is_own_unedited(path)
    with pytest.raises(WriteError, match="edited") as caught:
        write_whole(path, text)
    assert "--force" in caught.value.hint
    with pytest.raises(WriteError):
        check_writable(path)
    assert path.read_text("utf-8") == edited
    check_writable(path, force=True)
    write_whole(path, text, force=True)
    assert path.read_text("utf-8") == text


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text + " ",
        lambda text: text.replace("title:", "title: My"),
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("digest: '", "digest: '0")[:-1],
        lambda text: "",
    ],
    ids=["space-at-the-end", "title", "line-ends", "digest", "emptied"],
)
def test_any_edit_is_told(tmp_path: Path, change) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(change(FORMATS["md"]()).encode())
    assert not is_own_unedited(path)


def test_somebody_elses_file_stays(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_bytes(b"\xff\xfe my notes")
    with pytest.raises(WriteError, match="not briefing's own output"):
        write_whole(tmp_path / "notes.md", "x")
    assert (tmp_path / "notes.md").read_bytes() == b"\xff\xfe my notes"


def test_an_empty_file_is_nobodys_work_and_the_same_text_no_change(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.touch()
    write_whole(path, "x")
    write_whole(path, "x")
    assert path.read_text() == "x"


def test_a_symbolic_link_stays_one(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    link = tmp_path / "link.md"
    link.symlink_to(tmp_path / "real" / "a.md")
    write_whole(link, FORMATS["md"]())
    assert link.is_symlink()
    assert is_own_unedited(tmp_path / "real" / "a.md")
    assert left_over(tmp_path / "real") == []


def test_a_pipe_is_written_to(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    got: list[str] = []
    reader = threading.Thread(target=lambda: got.append(pipe.read_text("utf-8")))
    reader.start()
    check_writable(pipe)
    write_whole(pipe, "政策")
    reader.join(10)
    assert got == ["政策"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_device_stays_one() -> None:
    write_whole("/dev/null", "x")
    assert Path("/dev/null").is_char_device()


def missing(folder: Path) -> Path:
    return folder / "nowhere" / "a.md"


def under_a_file(folder: Path) -> Path:
    (folder / "file").write_text("x")
    return folder / "file" / "a.md"


def a_folder(folder: Path) -> Path:
    (folder / "sub").mkdir()
    return folder / "sub"


def a_loop(folder: Path) -> Path:
    (folder / "a.md").symlink_to(folder / "b.md")
    (folder / "b.md").symlink_to(folder / "a.md")
    return folder / "a.md"


def too_long(folder: Path) -> Path:
    return folder / ("a" * 300)


@pytest.mark.parametrize(
    "make", [missing, under_a_file, a_folder, a_loop, too_long], ids=lambda make: make.__name__
)
def test_what_cannot_be_written_is_one_clear_error(tmp_path: Path, make) -> None:
    path = make(tmp_path)
    with pytest.raises(WriteError) as caught:
        write_whole(path, "x")
    assert str(path) in caught.value.message
    assert caught.value.hint
    assert left_over(tmp_path) == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_leave_to_write(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        for attempt in (write_whole, lambda path, _: check_writable(path)):
            with pytest.raises(WriteError, match="may not be written to"):
                attempt(tmp_path / "a.md", "x")
    finally:
        tmp_path.chmod(0o700)


@pytest.mark.parametrize(
    ("number", "says"),
    [
        (errno.ENOSPC, "disk is full"),
        (errno.EACCES, "may not be written to"),
        (errno.EIO, "Input/output error"),
    ],
    ids=["full", "denied", "broken"],
)
def test_a_failure_half_way_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, says: str
) -> None:
    path = tmp_path / "a.md"
    text = FORMATS["md"]()
    write_whole(path, text)

    def fail(descriptor: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(files.os, "fsync", fail)
    with pytest.raises(WriteError, match=says):
        write_whole(path, text + "x")
    assert path.read_text("utf-8") == text
    assert left_over(tmp_path) == []


def test_an_interruption_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(descriptor: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(files.os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_whole(tmp_path / "a.md", "x")
    assert list(tmp_path.iterdir()) == []


def test_a_real_full_disk() -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full")
    with pytest.raises(WriteError, match="disk is full"):
        write_whole("/dev/full", "x")


def test_lone_surrogates_do_not_stop_a_write(tmp_path: Path) -> None:
    write_whole(tmp_path / "a.txt", "a\ud800b")
    assert (tmp_path / "a.txt").read_text("utf-8") == "a\\ud800b"


ZEROS = "0" * 64


def zeros() -> tuple[Briefing, Document]:
    """A briefing whose source and English have runs of zeros, and lines that look like the digest's."""
    document = sample.document()
    said = sample.paragraph(
        "p1", "heading", sample.segment("p1.1", f"项目{ZEROS}\ndigest: {ZEROS}", f"Item {ZEROS}")
    )
    document = replace(
        document,
        source=replace(document.source, name=f"digest: {ZEROS}"),
        paragraphs=(said, *document.paragraphs[1:]),
    )
    return sample.briefing(document), document


@pytest.mark.parametrize("form", ["md", "columns", "json", "txt"])
def test_the_digest_stands_on_its_own_line_whatever_the_text_has(tmp_path: Path, form: str) -> None:
    briefing, document = zeros()
    text = {
        "md": lambda: markdown.render(briefing, document),
        "columns": lambda: markdown.render(briefing, document, layout="columns"),
        "json": lambda: json.render(briefing),
        "txt": lambda: plain.render(briefing),
    }[form]()
    assert f"项目{ZEROS}" in text
    assert f"Item {ZEROS}" in text
    path = tmp_path / "a"
    path.write_text(text, encoding="utf-8")
    assert is_own_unedited(path)
    path.write_text(text.replace("Item", "An item"), encoding="utf-8")
    assert not is_own_unedited(path)


@pytest.mark.parametrize("way", ["itself", "symbolic", "hard", "folder"])
def test_what_is_read_is_never_written_by_whatever_name(tmp_path: Path, way: str) -> None:
    source = tmp_path / "in" / "a.txt"
    source.parent.mkdir()
    source.write_text("民政", encoding="utf-8")
    out = tmp_path / "b.txt"
    if way == "symbolic":
        out.symlink_to(source)
    elif way == "hard":
        out.hardlink_to(source)
    elif way == "folder":
        (tmp_path / "again").symlink_to(source.parent)
        out = tmp_path / "again" / "a.txt"
    else:
        out = tmp_path / "in" / ".." / "in" / "a.txt"
    other = tmp_path / "other.txt"
    other.write_text("x", encoding="utf-8")
    for force in (True, False):
        with pytest.raises(WriteError, match="is a file that this is made from"):
            check_writable(out, force=force, inputs=identities([other, "-", tmp_path / "none", source]))
    check_writable(other, force=True, inputs=identities(["-", source]))


def test_what_comes_from_standard_input_is_not_written_either(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text("民政", encoding="utf-8")
    kept = os.dup(0)
    with source.open("rb") as file:
        os.dup2(file.fileno(), 0)
    try:
        with pytest.raises(WriteError, match="made from"):
            check_writable(source, force=True, inputs=identities(["-"]))
    finally:
        os.dup2(kept, 0)
        os.close(kept)


def test_what_a_killed_process_left_is_cleared_once_it_is_old(tmp_path: Path) -> None:
    old, young, other = (
        tmp_path / name
        for name in (".briefing-0123456789abcdef.tmp", ".briefing-fedcba9876543210.tmp", ".briefing-mine.tmp")
    )
    for path in (old, young, other):
        path.write_text("half", encoding="utf-8")
    for path in (old, other):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    write_whole(tmp_path / "a.md", "text")
    assert sorted(left_over(tmp_path)) == sorted((young.name, other.name))


def test_a_folder_of_thousands_is_not_looked_through_for_each_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[object] = []
    scandir = os.scandir
    monkeypatch.setattr("os.scandir", lambda path: (looked.append(path), scandir(path))[1])
    for number in range(20):
        write_whole(tmp_path / f"{number}.md", "text")
    assert len(looked) == 1
