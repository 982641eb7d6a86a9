"""What an output may be written over: never the briefing of another text, whatever the form."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
import sample
from fakes import FakeEngine

from briefing.bilingual.origin import origin_of
from briefing.cli import app as application
from briefing.cli import run as runner
from briefing.write import docx, exchange, html, json, markdown, plain

FORMS = {
    "md": markdown.render,
    "html": html.render,
    "docx": docx.render,
    "xlf": exchange.xliff12,
    "xliff": exchange.xliff21,
    "tmx": exchange.tmx,
    "json": lambda briefing, _: json.render(briefing),
    "txt": lambda briefing, _: plain.render(briefing),
}
FIRST = "全省共有养老机构1846家。\n"
SECOND = "各单位要按时报送。\n"


def briefing(*arguments: str | Path) -> int:
    return application.run([str(each) for each in arguments])


@pytest.fixture
def two(work: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two texts of one name, both older than anything that is made of them."""
    monkeypatch.setattr(runner, "load_engine", lambda *_, **__: FakeEngine())
    for name, text in (("a", FIRST), ("b", SECOND)):
        (work / name).mkdir()
        (work / name / "x.txt").write_text(text, encoding="utf-8")
        os.utime(work / name / "x.txt", (1_000_000_000, 1_000_000_000))
    return work


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "name",
    [
        "x.txt",
        "a&amp;b<c>\"'.txt",
        "\u202e- y: #z.txt",
        "123",
        "null",
        "é\x85\x1b.txt",
        "a\\b.txt",
        "\udcff.txt",
    ],
)
def test_a_briefing_tells_its_text_in_every_form(form: str, name: str, tmp_path: Path) -> None:
    # Its title and its Chinese say what a record says: only the record counts.
    lie = f"# source: {'2' * 64} lie\nsource:\n  name: lie\n  sha256: {'2' * 64}\n"
    lie += f'"x-source">lie</prop>\n<prop type="x-source-sha256">{"2" * 64}<'
    first, *others = sample.document().paragraphs
    lying = tuple(replace(each, zh=lie, en=lie) for each in first.segments)
    document = replace(
        sample.document(),
        source=replace(sample.document().source, name=name, sha256="1" * 64),
        paragraphs=(replace(first, segments=lying), *others),
    )
    path = tmp_path / f"out.{form}"
    text = FORMS[form](replace(sample.briefing(), documents=(document,)), document)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    found = origin_of(path)
    assert found is not None
    assert found.sha256 == "1" * 64
    assert found.name.translate({0xFFFD: None}) == "".join(
        "\u241b" if char == "\x1b" else char for char in name if char not in "\u202e\x85\udcff"
    )


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"\xff\xfe", "民生。".encode(), b"{}", b"<p>"])
def test_what_is_no_briefing_tells_nothing(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(content)
    assert origin_of(tmp_path / "x") is None
    assert origin_of(tmp_path / "none") is None


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize("form", FORMS)
def test_another_text_of_the_same_name_is_not_written_over(
    form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out = Path(f"out.{form}")
    assert briefing("translate", "a/x.txt", "-o", out) == 0
    first = out.read_bytes()
    capsys.readouterr()
    assert briefing("translate", "b/x.txt", "-o", out) == 1
    assert capsys.readouterr().err == (
        f"briefing: {out} is the briefing of another x.txt than b/x.txt."
        " Choose another name with -o, or replace it with --force.\n"
    )
    assert out.read_bytes() == first
    assert briefing("translate", "a/x.txt", "-o", out) == 0
    assert briefing("translate", "b/x.txt", "-o", out, "--force") == 0
    assert out.read_bytes() != first


@pytest.mark.usefixtures("two")
def test_nor_one_of_another_name_nor_standard_input(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("y.txt").write_text(SECOND, encoding="utf-8")
    assert briefing("translate", "a/x.txt", "-o", "out.md") == 0
    os.utime("y.txt")  # newer than the output
    capsys.readouterr()
    assert briefing("translate", "y.txt", "-o", "out.md") == 1
    assert "out.md is the briefing of x.txt, not of y.txt." in capsys.readouterr().err
    with Path("y.txt").open(encoding="utf-8") as text:
        monkeypatch.setattr("sys.stdin", text)
        assert briefing("translate", "-", "-o", "out.md") == 1
    assert "out.md is the briefing of x.txt, not of -." in capsys.readouterr().err


@pytest.mark.usefixtures("two")
def test_a_text_that_was_edited_since_is_the_same_text() -> None:
    source, out = Path("a/x.txt"), Path("out.md")
    for text in (FIRST, SECOND, FIRST):
        source.write_text(text, encoding="utf-8")
        assert briefing("translate", source, "-o", out) == 0
        assert text.strip() in out.read_text(encoding="utf-8")


@pytest.mark.usefixtures("two")
def test_two_folders_of_the_same_names(capsys: pytest.CaptureFixture[str]) -> None:
    assert briefing("translate", "a", "-o", "out") == 0
    first = Path("out/x.md").read_bytes()
    capsys.readouterr()
    assert briefing("translate", "b", "-o", "out") == 1
    assert "is the briefing of another x.txt than b/x.txt" in capsys.readouterr().err
    assert Path("out/x.md").read_bytes() == first


@pytest.mark.usefixtures("two")
def test_a_briefing_that_does_not_tell_is_written_over_as_ever() -> None:
    out = Path("out.txt")
    silent = replace(sample.document(), source=replace(sample.document().source, sha256=""))
    out.write_text(plain.render(replace(sample.briefing(), documents=(silent,))), encoding="utf-8")
    assert origin_of(out) is None
    assert briefing("translate", "a/x.txt", "-o", out) == 0
    found = origin_of(out)
    assert found is not None
    assert found.name == "x.txt"
