"""Others' systems on the rows of a set that their published files have."""

from __future__ import annotations

import hashlib
import json
import lzma
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from fakes import FakeEngine

from benchmarks.quality import __main__ as command
from benchmarks.quality import compare, published, sets, systems
from benchmarks.quality.documents import Pair, SetError, Text
from benchmarks.quality.sets import EvalSet
from benchmarks.quality.units import prepare

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from briefing.engine.base import Request


def zh(number: int) -> str:
    """The ministry issues notice No. `number`, covering 2.6万 (26,000) people, on a date."""
    return f"民政部印发第{number}号通知，涉及2.6万人；要求12月10日前抓好落实。"


# Of 1 to 40 the MD5 of these alone can be divided by five; in the order of their MD5.
RESERVED = (16, 28, 15, 37, 39)
REFERENCE = "The ministry issued notice No. {}, which covers 26,000 people and is due by December 10."
GOOD = "The ministry issued a notice (No. {}) that covers 26,000 people, due by December 10."
BAD = "It's said that department printed {} for ten and more men's use"


def row(number: int) -> Text:
    return Text(str(number), ((Pair(zh(number), REFERENCE.format(number)),),))


def write(folder: Path, chinese: list[str], **english: list[str]) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "wmt21.zh").write_bytes("".join(f"{line}\n" for line in chinese).encode())
    for name, lines in english.items():
        path = folder / f"wmt21.{name.replace('_', '-')}.en"
        path.write_bytes("".join(f"{line}\n" for line in lines).encode())
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """All reserved rows but the first, the last of them written with spaces and half-width marks."""
    some = RESERVED[1:]
    chinese = [zh(number) for number in some]
    chinese[-1] = chinese[-1].replace("2.6万", " 2.6 万").replace("，", ",")
    made = write(
        tmp_path / "published",
        ["另一句话。", *chinese],
        good=["Another sentence.", *(GOOD.format(number) for number in some)],
        bad_one=["Another sentence.", *(BAD.format(number).replace("'", "&#39;") for number in some)],
    )
    (made / "wmt21.good.en.bleu").write_text("20.1\n", "utf-8")
    return made


def test_rows_are_found_as_they_stand_and_without_regard_to_spaces_and_width(folder: Path) -> None:
    chosen = EvalSet("news", tuple(map(row, RESERVED)), shipped=False)
    part = published.read(folder).cut(chosen)
    assert [text.id for text in part.texts] == [str(number) for number in RESERVED[1:]]
    assert (part.name, part.shipped) == ("news-published", False)


def test_a_line_as_it_stands_goes_before_one_that_only_looks_alike(tmp_path: Path) -> None:
    chinese = [zh(1), zh(1).replace("，", ",")]
    others = published.read(write(tmp_path / "p", chinese, x=["First.", "Second."]))
    for line, english in zip(chinese, ("First.", "Second."), strict=True):
        (found,) = others.rows("x", [prepare(Text("t", ((Pair(line, "R."),),)), None)])
        assert found.hypothesis == english


def test_a_set_of_other_sentences_is_an_error(folder: Path) -> None:
    with pytest.raises(SetError, match="none of its sentences"):
        published.read(folder).cut(EvalSet("news", (row(RESERVED[0]),), shipped=False))


def test_the_english_is_judged_as_anyone_s_is_and_entities_are_what_a_reader_sees(folder: Path) -> None:
    others = published.read(folder)
    chosen = others.cut(EvalSet("news", tuple(map(row, RESERVED)), shipped=False))
    texts = [prepare(text, None) for text in chosen.texts]
    good, bad = (others.result(name, chosen, texts) for name in ("good", "bad-one"))
    assert good.rows[0].hypothesis == GOOD.format(RESERVED[1])
    assert bad.rows[0].hypothesis == BAD.format(RESERVED[1])
    assert good.figures["figures"]["exact"] == good.figures["figures"]["total"] >= 3 * len(texts)
    assert bad.figures["figures"]["exact"] < bad.figures["figures"]["total"]
    assert bad.figures["figures"]["silent"] == 0
    assert (good.figures["invented figures"], bad.figures["invented figures"]) == (0, 0)
    assert good.figures["chrF2++"]["score"] > bad.figures["chrF2++"]["score"]
    assert good.cost["seconds"] is None
    assert good.fingerprint == hashlib.sha256((folder / "wmt21.good.en").read_bytes()).hexdigest()


@pytest.mark.parametrize("translate", [systems.sentences, systems.product, systems.unrepaired])
def test_our_own_systems_are_asked_the_same_for_a_row_as_in_the_whole_set(
    translate: systems.Translate, folder: Path
) -> None:
    """Documents are interleaved, so that the order is another and the ids are; nothing else may be."""

    def asked(chosen: EvalSet) -> list[Request]:
        engine = FakeEngine("drops-once")
        translate([prepare(text, None) for text in chosen.texts], engine)
        return [replace(request, id="") for request in engine.asked]

    whole = EvalSet("news", tuple(map(row, RESERVED)), shipped=False)
    part = published.read(folder).cut(whole)
    first = asked(whole.only([str(RESERVED[0])], "first"))
    both = asked(part) + first
    assert first
    assert sorted(map(repr, both)) == sorted(map(repr, asked(whole)))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda folder: (folder / "wmt21.zh").unlink(), "wmt21.zh"),
        (lambda folder: (folder / "wmt21.zh").write_bytes(b"\xd6\xd0\n"), "wmt21.zh"),
        (lambda folder: (folder / "wmt21.good.en").write_bytes(b"One.\n"), "good.en has 1 lines for"),
        (lambda folder: [path.unlink() for path in folder.glob("*.en")], "no wmt21.NAME.en"),
    ],
)
def test_a_folder_that_is_not_as_it_should_be_is_an_error(
    folder: Path, change: Callable[[Path], object], message: str
) -> None:
    change(folder)
    with pytest.raises(SetError, match=message):
        published.read(folder)


@pytest.fixture
def run(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    (tmp_path / "sources").mkdir()
    with lzma.open(tmp_path / "sources" / "wmt21-news-zh-en.tsv.xz", "wt", encoding="utf-8") as file:
        file.writelines(f"{zh(number)}\t{REFERENCE.format(number)}\n" for number in RESERVED)
    for name, system in systems.SYSTEMS.items():
        monkeypatch.setitem(systems.SYSTEMS, name, replace(system, load=lambda _: FakeEngine()))
    monkeypatch.setattr(command, "matcher_of_product", lambda: None)
    drafts = str(tmp_path / "drafts.sqlite")

    def run(*arguments: str) -> int:
        there = ["--published", str(folder), "--corpus", str(tmp_path), "--drafts", drafts]
        return command.main([*there, *arguments])

    return run


def test_published_systems_stand_beside_ours(
    run: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("--set", "news", "--system", "plain") == 0
    out, error = capsys.readouterr()
    assert f"news: {len(RESERVED) - 1} of {len(RESERVED)} rows are in " in error
    assert f"**news-published**: {len(RESERVED) - 1} sentences" in out
    lines = [[cell.strip() for cell in line.split("|")[1:-1]] for line in out.splitlines() if line[:1] == "|"]
    assert lines[0] == ["", "plain", "bad-one (published)", "good (published)"]
    assert {line[0]: line[1:] for line in lines}["seconds a sentence"][1:] == ["-", "-"]


def test_no_system_of_ours_is_needed(
    run: Callable[..., int], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(systems, "SYSTEMS", {})
    assert run("--set", "news", "--system", "none", "--show") == 0
    out = capsys.readouterr().out
    assert "## good (published) on news-published" in out
    assert out.count(f"out  {GOOD.format(RESERVED[1])}\n") == 1
    assert run("--set", "news", "--compare", "bad-one", "good") == 0
    assert "A is bad-one, B is good\n  chrF2++: " in capsys.readouterr().out


def test_a_published_system_is_compared_with_ours(
    run: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("--set", "news", "--compare", "default", "good") == 0
    assert "B is higher, and that is real" in capsys.readouterr().out


def test_nothing_of_the_files_is_copied_into_what_is_written(run: Callable[..., int], tmp_path: Path) -> None:
    assert run("--set", "news", "--system", "plain", "--write", str(tmp_path / "out")) == 0
    assert "that covers 26,000 people" not in (tmp_path / "out.json").read_text("utf-8")
    data = json.loads((tmp_path / "out.json").read_text("utf-8"))
    by_system = {result["system"]: result for result in data["results"]}
    assert all("en" in each for each in by_system["plain"]["rows"])
    assert not any("en" in each for each in by_system["good (published)"]["rows"])
    part = published.read(tmp_path / "published").cut(sets.load_set("news", corpus=tmp_path, limit=300))
    with pytest.raises(SetError, match="has no English of good"):
        compare.stored(f"{tmp_path / 'out.json'}:good (published)", part)


def test_published_files_are_for_the_set_that_has_their_sentences(run: Callable[..., int]) -> None:
    with pytest.raises(SystemExit) as error:
        run("--set", "un")
    assert error.value.code == 2
