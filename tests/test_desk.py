"""The desk, without its page: what an editor does with a text from the first draft to the filed document."""

from __future__ import annotations

import dataclasses
import json
import shutil
import signal
import subprocess
import sys
import textwrap
import threading
from typing import TYPE_CHECKING

import jsonschema
import pairs
import pytest
from argos_home import argos_home
from fakes import FakeEngine

from briefing.bilingual import read_bilingual
from briefing.cli import app as application
from briefing.desk import Desk, Options, background, filing
from briefing.engine.base import Draft
from briefing.errors import BriefingError, ConflictError, ModelError, ReadError, UsageError, WriteError
from briefing.models import argos
from briefing.write.json import schema

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from briefing.desk.views import FindingView, SegmentView
    from briefing.engine.base import Engine, Request

GLOSSARY = """\
terms:
  - zh: 枫桥经验
    en: Fengqiao model
    not: [Maple Bridge experience]
  - zh: 低收入人口
    en: low-income population
  - zh: 社会组织
    en: social organization
    forms: [social organizations]
"""
RIGHT = dict(zip(("p1.1", "p3.1", "p5.1"), (pairs.TEXT[at][1] for at in (0, 2, 4)), strict=True))
SUPPORT = "By the end of June, Jiangsu had provided support to a low-income population of {} people."

pytestmark = pytest.mark.usefixtures("shipped")


@pytest.fixture(autouse=True)
def at_once(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(background, "COMPARE_AFTER", 0.0)
    (work / "glossary").mkdir()
    (work / "glossary" / "house.yaml").write_text(GLOSSARY, encoding="utf-8")
    (work / "article.txt").write_text(pairs.source_text(), encoding="utf-8")


@pytest.fixture
def opened() -> Iterator[Callable[..., Desk]]:
    """Opens a desk and waits until its texts are translated and looked through."""
    desks = []

    def open_(*paths: str | Path, load: Callable[[str | None], Engine] = lambda _: FakeEngine()) -> Desk:
        desk = Desk.open(paths or ("article.txt",), Options(load=load))
        desks.append(desk)
        assert desk.wait(60)
        return desk

    yield open_
    for desk in desks:
        desk.close()


def segments(desk: Desk, doc: str = "d1") -> dict[str, SegmentView]:
    return {each.id: each for paragraph in desk.sheet(doc).paragraphs for each in paragraph.segments}


def put(desk: Desk, seg: str, en: str, *, confirm: bool = True) -> SegmentView:
    return desk.edit("d1", seg, en, confirm=confirm, revision=desk.segment("d1", seg).revision)


def rules(findings: Sequence[FindingView]) -> list[str]:
    return [each.rule for each in findings if not each.settled]


def test_a_source_is_translated_and_shown(opened: Callable[..., Desk]) -> None:
    desk = opened()
    (document,) = desk.documents()
    assert (document.name, document.state, document.total, document.done) == ("article.txt", "ready", 7, 7)
    found = segments(desk)["p2.1"]
    assert found.zh == "截至6月底，江苏省共保障低收入人口97.7万人。"
    assert found.state == "draft"
    assert ("低收入人口", "low-income population") in [
        (each.zh, each.en) for each in found.spans if each.term
    ]
    assert all(found.en[slice(*each.en_at)] for each in found.spans if each.en_at)
    json.dumps(dataclasses.asdict(desk.sheet("d1")))


def test_what_is_typed_is_checked_and_not_kept(opened: Callable[..., Desk]) -> None:
    desk = opened()
    before = desk.segment("d1", "p2.1")
    findings, spans = desk.check("d1", "p2.1", SUPPORT.format("973,000"))
    assert rules(findings) == ["figure-altered"]
    assert findings[0].mend == SUPPORT.format("977,000")
    assert [each.by for each in spans if each.zh == "97.7万"] == [""]
    assert desk.check("d1", "p2.1", SUPPORT.format("977,000"))[0] == ()
    assert desk.segment("d1", "p2.1") == before


class _Misspelling(FakeEngine):
    """An engine that does not know how 碧溪 (Bixi) is read."""

    def draft(self, request: Request) -> Draft:
        return Draft("In Baixi Village in southern Zhejiang, houses line the hillside.", (), "stop")


def test_that_a_name_was_set_by_its_sound_is_told_as_long_as_it_stands(
    opened: Callable[..., Desk], work: Path
) -> None:
    (work / "one.txt").write_text("走进浙南山区的碧溪村，一栋栋民居依山而建。", encoding="utf-8")

    def told(segment: SegmentView) -> list[str]:
        return [segment.en[slice(*each.en_at)] for each in segment.findings if each.rule == "name-by-sound"]

    desk = opened("one.txt", load=lambda _: _Misspelling())
    assert desk.segment("d1", "p1.1").en == "In Bixi Village in southern Zhejiang, houses line the hillside."
    assert told(desk.segment("d1", "p1.1")) == ["Bixi"]
    # English that a person changes elsewhere still has the name.
    edited = put(
        desk,
        "p1.1",
        "In Bixi Village in southern Zhejiang, row upon row of houses stand on the hillside.",
        confirm=False,
    )
    assert told(edited) == ["Bixi"]
    desk.close()
    desk = opened("one.txt", load=lambda _: _Misspelling())
    assert told(desk.segment("d1", "p1.1")) == ["Bixi"]
    desk.write("d1", "json", "one.json")
    assert "Baixi was set to Bixi" in (work / "one.json").read_text(encoding="utf-8")
    # Another name has its own findings, or none.
    assert (
        told(put(desk, "p1.1", "In Clear Creek Village in southern Zhejiang, houses line the hillside."))
        == []
    )
    desk.undo("d1")
    assert told(desk.segment("d1", "p1.1")) == ["Bixi"]


def test_an_edit_is_confirmed_or_not(opened: Callable[..., Desk]) -> None:
    desk = opened()
    assert put(desk, "p3.1", RIGHT["p3.1"], confirm=False).state == "edited"
    confirmed = put(desk, "p3.1", RIGHT["p3.1"])
    assert (confirmed.state, confirmed.en, confirmed.findings) == ("confirmed", RIGHT["p3.1"], ())
    assert desk.documents()[0].confirmed == 1
    assert desk.unconfirm("d1", "p3.1").state == "edited"
    assert put(desk, "p3.1", "Other  words\n here.", confirm=False).en == "Other words here."
    with pytest.raises(ConflictError):
        desk.edit("d1", "p3.1", "Too late.", confirm=True, revision=confirmed.revision)


def test_a_finding_is_settled_with_a_word_and_opened_again(opened: Callable[..., Desk]) -> None:
    desk = opened()
    (finding,) = put(desk, "p2.1", SUPPORT.format("973,000")).findings
    settled = desk.settle("d1", "p2.1", finding.id, "the ministry corrected it")
    assert [(each.settled, each.why) for each in settled.findings] == [(True, "the ministry corrected it")]
    assert settled.doubt == 0
    assert rules(desk.sheet("d1").paragraphs[1].segments[0].findings) == []
    before = desk.documents()[0].open_findings
    assert rules(desk.unsettle("d1", "p2.1", finding.id).findings) == ["figure-altered"]
    assert desk.documents()[0].open_findings == before + 1


@pytest.mark.parametrize(
    ("seg", "wrong", "rule", "right"),
    [
        ("p2.1", SUPPORT.format("973,000"), "figure-altered", SUPPORT.format("977,000")),
        (
            "p3.1",
            RIGHT["p3.1"].replace("Fengqiao model", "Maple Bridge experience"),
            "term-forbidden",
            RIGHT["p3.1"],
        ),
        (
            "p2.1",
            SUPPORT.format("977,000").replace("low-income population", "low-income people"),
            "term-missing",
            SUPPORT.format("977,000"),
        ),
    ],
)
def test_a_finding_is_mended_by_its_suggestion(
    opened: Callable[..., Desk], seg: str, wrong: str, rule: str, right: str
) -> None:
    desk = opened()
    finding = next(each for each in put(desk, seg, wrong).findings if each.rule == rule)
    assert finding.mend == right
    mended = desk.mend("d1", seg, finding.id)
    assert (mended.en, mended.findings) == (right, ())
    with pytest.raises(UsageError, match="nothing that would mend"):
        desk.mend("d1", seg, finding.id)


def test_undo_goes_back_through_the_session_and_over_a_restart(opened: Callable[..., Desk]) -> None:
    desk = opened()
    draft = desk.segment("d1", "p5.1").en
    put(desk, "p5.1", "First.")
    put(desk, "p1.1", RIGHT["p1.1"])
    put(desk, "p5.1", "Second.")
    assert desk.undo("d1") == ("p5.1",)
    desk.close()
    desk = opened()
    assert desk.segment("d1", "p5.1").en == "First."
    assert desk.redo("d1") == ("p5.1",)
    assert desk.segment("d1", "p5.1").en == "Second."
    assert [desk.undo("d1") for _ in range(4)] == [("p5.1",), ("p1.1",), ("p5.1",), ()]
    assert desk.segment("d1", "p5.1").en == draft
    assert desk.segment("d1", "p1.1").state == "draft"


def test_what_was_there_needs_no_model_again(opened: Callable[..., Desk]) -> None:
    desk = opened()
    drafts = {id_: each.en for id_, each in segments(desk).items()}
    desk.close()

    def none(_: str | None) -> Engine:
        raise ModelError("no model can be used", "Install one")

    desk = opened(load=none)
    assert {id_: each.en for id_, each in segments(desk).items()} == drafts
    assert desk.documents()[0].message == ""


def test_without_a_model_one_can_still_write(opened: Callable[..., Desk]) -> None:
    def none(_: str | None) -> Engine:
        raise ModelError("no model can be used", "Install one")

    desk = opened(load=none)
    assert desk.documents()[0].message == "no model can be used. Install one"
    assert {each.state for each in segments(desk).values()} == {"pending"}
    assert put(desk, "p3.1", RIGHT["p3.1"]).state == "confirmed"
    desk.ask("d1", "p1.1")
    assert desk.wait(60)
    assert desk.segment("d1", "p1.1").state == "pending"


def test_what_an_engine_failed_at_is_asked_for_at_the_next_opening(opened: Callable[..., Desk]) -> None:
    desk = opened(load=lambda _: FakeEngine("fails"))
    assert all(each.ended == "failed" for each in segments(desk).values())
    put(desk, "p1.1", RIGHT["p1.1"])
    desk.close()
    found = segments(opened())
    assert found["p1.1"].en == RIGHT["p1.1"]
    assert found["p3.1"].ended == "stop"


def test_an_argos_package_at_work(
    work: Path, monkeypatch: pytest.MonkeyPatch, tiny_argos_files: dict[str, bytes]
) -> None:
    import tiny_argos

    with argos_home(work / "user", monkeypatch):
        package = argos.install(tiny_argos.zipped(work / "tiny.argosmodel", tiny_argos_files))
        desk = Desk.open(["article.txt"], Options(model=package.name))
        try:
            assert desk.wait(100)
            assert {each.en for each in segments(desk).values()} >= {"Hello."}
            put(desk, "p1.1", RIGHT["p1.1"])
            desk.ask("d1", "p3.1")
            assert desk.wait(100)
            assert desk.documents()[0].message == f"{package.name} has no other English for p3.1"
            text = desk.write("d1", "markdown", work / "out.md").read_text(encoding="utf-8")
            assert f"model: {package.name}" in text
        finally:
            desk.close()


def test_what_should_not_happen_in_the_background_is_told(opened: Callable[..., Desk]) -> None:
    def broken(_: str | None) -> Engine:
        raise RuntimeError("a bug")

    desk = opened(load=broken)
    assert desk.documents()[0].message == "unexpected RuntimeError in the background: a bug"
    assert put(desk, "p3.1", RIGHT["p3.1"]).state == "confirmed"


def test_the_signature_says_whether_people_had_a_hand_in_it(work: Path, opened: Callable[..., Desk]) -> None:
    desk = opened()
    assert "|drafts:resumed|" in desk.write("d1", "markdown", work / "a.md").read_text(encoding="utf-8")
    put(desk, "p3.1", RIGHT["p3.1"])
    text = desk.write("d1", "markdown", work / "a.md").read_text(encoding="utf-8")
    assert "|drafts:edited|" in text
    assert "**p3 ✓**" in text.replace("\u00a0", " ")


def test_asking_again_gives_another_version(opened: Callable[..., Desk]) -> None:
    desk = opened(load=lambda name: FakeEngine("articles" if name == "other" else "faithful", name or "fake"))
    draft = desk.segment("d1", "p3.1").en
    desk.ask("d1", "p3.1", "other")
    assert desk.wait(60)
    asked = desk.segment("d1", "p3.1")
    assert asked.en != draft
    assert desk.versions("d1", "p3.1") == (draft, asked.en)
    assert desk.choose("d1", "p3.1", 0).en == draft
    put(desk, "p3.1", RIGHT["p3.1"])
    desk.ask("d1", "p3.1", "other")
    assert desk.wait(60)
    assert desk.segment("d1", "p3.1").en == RIGHT["p3.1"]
    with pytest.raises(UsageError):
        desk.choose("d1", "p3.1", 7)


def test_a_question_is_answered_while_a_text_is_translated(work: Path) -> None:
    """The engine is asked between two sentences of the translation, not after its end."""
    (work / "long.txt").write_text(
        "\n\n".join(f"第{n}批项目投入使用。" for n in range(1, 40)), encoding="utf-8"
    )
    at_third, go_on = threading.Event(), threading.Event()

    class Slow(FakeEngine):
        def draft(self, request):  # type: ignore[no-untyped-def]
            if len(self.asked) == 3:
                at_third.set()
                assert go_on.wait(60)
            return super().draft(request)

    engine = Slow("chaos", seed=3)
    desk = Desk.open(["long.txt"], Options(load=lambda _: engine, keep_drafts=False))
    try:
        assert at_third.wait(60)
        desk.ask("d1", "p2.1")
        go_on.set()
        assert desk.wait(60)
        asked = [each.id for each in engine.asked]
        assert 3 <= next(at for at, each in enumerate(asked) if each.startswith("ask")) < 10
        assert all(each.state == "draft" for each in segments(desk).values())
    finally:
        go_on.set()
        desk.close()


def test_a_term_is_added_and_holds_from_then_on(opened: Callable[..., Desk], work: Path) -> None:
    desk = opened()
    put(desk, "p4.1", "Jiangsu has registered 80,000 social organizations, more than any other province.")
    assert desk.term("d1", "总数") is None
    added = desk.add_term("d1", "總數", "total number", "project")
    assert added.touched == ("p4.1",)
    assert [each.partition(":")[0] for each in added.findings] == ["warning missing-source"]
    assert "total number" in (work / added.file).read_text(encoding="utf-8")
    assert rules(desk.segment("d1", "p4.1").findings) == ["term-missing"]
    card = desk.term("d1", "总数")
    assert card is not None
    assert (card.en, card.layer, card.uses) == ("total number", "project", ("p4.1",))
    desk.add_term("d1", "总数", "overall number", "project")
    card = desk.term("d1", "总数")
    assert card is not None
    assert card.en == "overall number"
    desk.ask_again("d1", added.touched)
    assert desk.wait(60)
    assert any("overall number" in each for each in desk.versions("d1", "p4.1"))
    with pytest.raises(UsageError, match="no English"):
        desk.add_term("d1", "总数", " ", "user")


def test_search_and_replace_with_a_list_before(opened: Callable[..., Desk]) -> None:
    desk = opened()
    put(desk, "p3.1", "The Fengqiao model holds. Unsurpassed, the Fengqiao models hold.")
    put(desk, "p5.1", "fengqiao model and Fengqiao model.", confirm=False)
    assert [(each.segment, each.at) for each in desk.search("d1", "楓橋", "zh")] == [
        ("p3.1", (11, 13)),
        ("p5.1", (4, 6)),
    ]
    assert [each.segment for each in desk.search("d1", "FENGQIAO model", "en")] == ["p3.1"] * 2 + ["p5.1"] * 2
    changes = desk.replacements("d1", "Fengqiao model", "Fengqiao approach")
    assert [(each.segment, each.after) for each in changes] == [
        ("p3.1", "The Fengqiao approach holds. Unsurpassed, the Fengqiao models hold."),
        ("p5.1", "fengqiao model and Fengqiao approach."),
    ]
    assert desk.replace("d1", "Fengqiao model", "Fengqiao approach", ["p5.1"]) == ("p5.1",)
    assert desk.segment("d1", "p3.1").en.startswith("The Fengqiao model")
    assert desk.undo("d1") == ("p5.1",)
    assert desk.segment("d1", "p5.1").en == "fengqiao model and Fengqiao model."
    assert desk.search("d1", " ", "en") == ()


def test_the_same_sentence_in_two_englishes_is_told_and_mended(
    work: Path, opened: Callable[..., Desk]
) -> None:
    twice = "各地坚持和发展新时代“枫桥经验”。"
    (work / "twice.txt").write_text(f"{twice}\n\n民政部介绍了做法。\n\n{twice}\n", encoding="utf-8")
    desk = opened("twice.txt")
    right = "Localities upheld and developed the Fengqiao model for the new era."
    put(desk, "p1.1", right)
    (told,) = [each for each in desk.segment("d1", "p3.1").findings if each.rule == "consistency"]
    assert "the same sentence" in told.message
    assert told.mend == right
    assert desk.mend("d1", "p3.1", told.id).en == right
    assert "consistency" not in rules(desk.segment("d1", "p1.1").findings)


def test_several_renderings_of_an_expression_are_told(opened: Callable[..., Desk]) -> None:
    desk = opened()
    put(desk, "p2.2", "The province gave full play to the “five-community linkage” mechanism.")
    put(desk, "p4.2", "The Ministry of Civil Affairs presented the practice of “five societies together”.")
    assert desk.wait(60)
    for seg in ("p2.2", "p4.2"):
        (told,) = [each for each in desk.segment("d1", seg).findings if each.rule == "consistency"]
        assert told.message.startswith("五社联动 is rendered as ")


def test_two_desks_on_one_file(opened: Callable[..., Desk]) -> None:
    first = opened()
    put(first, "p1.1", RIGHT["p1.1"])
    second = opened()
    (document,) = second.documents()
    assert (document.state, document.message) == (
        "read-only",
        "it is open on another desk, and can only be read here",
    )
    assert second.segment("d1", "p1.1").en == RIGHT["p1.1"]
    for change in (
        lambda: put(second, "p1.1", "Mine."),
        lambda: second.ask("d1", "p1.1"),
        lambda: second.undo("d1"),
        lambda: second.replace("d1", "Overview", "Survey", ["p1.1"]),
        # What it shows may be older than what the first one has written.
        lambda: second.write("d1", "markdown", second.beside("d1", "markdown")),
    ):
        with pytest.raises(BriefingError, match="open on another desk"):
            change()
    first.close()
    second.close()
    assert opened().documents()[0].state == "ready"


TARGETS = {"markdown": ".md", "docx": ".docx", "xliff": ".xlf", "xliff2": ".2.xlf", "json": ".json"}


@pytest.mark.parametrize("target", TARGETS)
def test_what_is_confirmed_and_settled_comes_back_from_every_output_that_holds_it(
    work: Path, opened: Callable[..., Desk], target: str
) -> None:
    desk = opened()
    put(desk, "p1.1", RIGHT["p1.1"])
    put(desk, "p3.1", RIGHT["p3.1"], confirm=False)
    (finding,) = put(desk, "p2.1", SUPPORT.format("973,000")).findings
    desk.settle("d1", "p2.1", finding.id, "the ministry corrected it")
    path = desk.write("d1", target, work / f"out{TARGETS[target]}")
    if target == "json":
        jsonschema.validate(json.loads(path.read_text(encoding="utf-8")), schema())
    before = {id_: (each.zh, each.en, each.state) for id_, each in segments(desk).items()}
    (work / "article.txt").rename(work / "elsewhere.txt")  # What follows needs the output alone.
    again = opened(path)
    assert {id_: (each.zh, each.en, each.state) for id_, each in segments(again).items()} == before
    (told,) = again.segment("d1", "p2.1").findings
    assert (told.rule, told.why) == ("figure-altered", "the ministry corrected it")
    assert application.run(["check", str(path), "--strict"]) == 0


@pytest.mark.parametrize(
    ("target", "name"), [("html", "a.html"), ("tmx", "a.tmx"), ("terminal", "a.out.txt")]
)
def test_the_other_outputs_are_written_too(
    work: Path, opened: Callable[..., Desk], target: str, name: str
) -> None:
    desk = opened()
    put(desk, "p1.1", RIGHT["p1.1"])
    text = desk.write("d1", target, work / name).read_text(encoding="utf-8")
    assert RIGHT["p1.1"] in text
    if target == "html":
        assert 'data-hand="confirmed"' in text
        assert 'title="confirmed">✓' in text


def test_a_briefing_edited_in_word_or_an_editor_is_taken_up(
    work: Path, article: Path, opened: Callable[..., Desk]
) -> None:
    article.write_text(
        article.read_text(encoding="utf-8").replace("had provided", "gave", 1), encoding="utf-8"
    )
    desk = opened(article)
    states = {id_: each.state for id_, each in segments(desk).items()}
    assert states["p1.1"] == "draft"
    assert states["p2.1"] == states["p2.2"] == "edited"
    put(desk, "p5.1", RIGHT["p5.1"])
    desk.write("d1", "markdown", article)
    assert read_bilingual(article).pairs[1].en.startswith("By the end of June, Jiangsu gave support")
    desk.close()
    desk = opened(article)  # The file is another by its digest, and goes on where it was.
    assert desk.segment("d1", "p5.1").state == "confirmed"
    assert desk.undo("d1") == ("p5.1",)
    article.write_text(article.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    with pytest.raises(WriteError, match="changed or deleted by another program"):
        desk.write("d1", "markdown", article)


def test_a_source_that_was_changed_keeps_what_people_did(work: Path, opened: Callable[..., Desk]) -> None:
    desk = opened()
    put(desk, "p3.1", RIGHT["p3.1"])
    put(desk, "p1.1", "Mine, unconfirmed.", confirm=False)
    desk.close()
    (work / "article.txt").write_text("民政部发布公告。\n\n" + pairs.source_text(), encoding="utf-8")
    desk = opened()
    found = segments(desk)
    assert (found["p4.1"].en, found["p4.1"].state) == (RIGHT["p3.1"], "confirmed")
    assert (found["p2.1"].en, found["p2.1"].state) == ("Mine, unconfirmed.", "edited")
    assert found["p1.1"].state == "draft"
    assert "2 sentences were taken over" in desk.documents()[0].message


def test_a_source_is_never_written_over_nor_anything_outside(work: Path, opened: Callable[..., Desk]) -> None:
    desk = opened()
    with pytest.raises(WriteError, match="is a file that this is made from"):
        desk.write("d1", "terminal", work / "article.txt")
    with pytest.raises(UsageError, match="not in a folder of the desk"):
        desk.write("d1", "markdown", work.parent / "out.md")
    (work / "edited.md").write_text("Somebody's notes.", encoding="utf-8")
    with pytest.raises(WriteError, match="was edited"):
        desk.write("d1", "markdown", work / "edited.md")
    with pytest.raises(UsageError, match="pdf is nothing that is written"):
        desk.write("d1", "pdf", work / "out.pdf")


def test_a_folder_of_both_is_opened_and_its_faults_are_told(
    work: Path, article: Path, opened: Callable[..., Desk]
) -> None:
    (work / "empty.txt").write_text("", encoding="utf-8")
    (work / "notes.bin").write_bytes(b"\0")
    desk = opened(work)
    found = {each.name: (each.state, each.message) for each in desk.documents()}
    assert found["article.md"] == found["article.txt"] == ("ready", "")
    assert found["empty.txt"][0] == "failed"
    assert "is empty" in found["empty.txt"][1]
    assert "notes.bin" not in found


@pytest.mark.parametrize(
    ("paths", "error", "message"),
    [
        (["nowhere.txt"], ReadError, "does not exist"),
        (["-"], UsageError, "standard input"),
        (["glossary"], ReadError, "has nothing in it"),
        (["english.txt"], ReadError, "has no Chinese in it"),
        (["/dev/zero"], ReadError, "a pipe or a device"),
    ],
)
def test_what_cannot_be_opened(
    work: Path, paths: list[str], error: type[BriefingError], message: str
) -> None:
    (work / "english.txt").write_text("No Chinese.", encoding="utf-8")
    with pytest.raises(error, match=message):
        Desk.open(paths, Options(load=lambda _: FakeEngine()))


def test_what_is_not_there(opened: Callable[..., Desk]) -> None:
    desk = opened()
    with pytest.raises(UsageError, match="no document d2"):
        desk.sheet("d2")
    with pytest.raises(UsageError, match=r"no sentence p99\.1"):
        desk.segment("d1", "p99.1")
    desk.close()
    with pytest.raises(BriefingError, match="closed"):
        desk.sheet("d1")


def test_events_say_what_to_fetch_again(opened: Callable[..., Desk]) -> None:
    desk = opened()
    last = desk.events(0, 0)[-1].number
    assert desk.events(last, 0) == ()
    waited = []
    thread = threading.Thread(target=lambda: waited.extend(desk.events(last, 60)))
    thread.start()
    put(desk, "p1.1", RIGHT["p1.1"])
    thread.join(60)
    assert ("segment", "d1", "p1.1") in [(each.kind, each.document, each.segment) for each in waited]
    (told,) = desk.events(10_000_000, 0)
    assert (told.kind, told.document) == ("sheet", "")


KILLED = textwrap.dedent(
    """
    import os, signal, sys
    sys.path[:0] = {path!r}
    from fakes import FakeEngine
    from briefing.desk import Desk, Options
    desk = Desk.open(["article.txt"], Options(load=lambda _: FakeEngine()))
    assert desk.wait(60)
    revision = desk.segment("d1", "p3.1").revision
    desk.edit("d1", "p3.1", "Confirmed before the end.", confirm=True, revision=revision)
    os.kill(os.getpid(), signal.SIGKILL)
    """
)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal here")
def test_a_desk_that_was_killed_has_lost_nothing(opened: Callable[..., Desk]) -> None:
    script = KILLED.format(path=[each for each in sys.path if each])
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    assert ended.returncode == -signal.SIGKILL, ended.stderr.decode()
    desk = opened()
    found = desk.segment("d1", "p3.1")
    assert (found.en, found.state) == ("Confirmed before the end.", "confirmed")
    assert desk.documents()[0].done == 7


def test_what_may_not_be_written_over_is_written_beside(
    work: Path, article: Path, opened: Callable[..., Desk]
) -> None:
    """Nobody can choose a name on the page: the next that is free is taken."""
    desk = opened(article)
    assert desk.beside("d1", "terminal").name == "article.briefing.txt"  # article.txt is the source
    assert desk.beside("d1", "markdown") == article
    first = desk.write("d1", "docx", desk.beside("d1", "docx"))
    assert desk.beside("d1", "docx") == first == work / "article.docx"
    for name in ("article.docx", "article.briefing.docx"):
        (work / name).write_bytes(b"PK somebody's own")
    put(desk, "p3.1", RIGHT["p3.1"])
    beside = desk.write("d1", "docx", desk.beside("d1", "docx"))
    assert beside.name == "article.briefing-2.docx"
    article.write_text(article.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert desk.beside("d1", "markdown").name == "article.briefing.md"
    article.unlink()
    assert RIGHT["p3.1"] in desk.write("d1", "markdown", desk.beside("d1", "markdown")).read_text(
        encoding="utf-8"
    )


FOREIGN = """<?xml version="1.0" encoding="UTF-8"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2" xmlns:tool="urn:a-tool-of-theirs">
<file original="a.txt" source-language="zh-CN" target-language="en" datatype="plaintext"><body>
<trans-unit id="1" tool:memory="102"><source>全省共保障低收入人口97.7万人。</source>
<target>The province supports 977,000 low-income people.</target></trans-unit></body></file></xliff>
"""


def test_a_document_has_a_mark_of_its_own_that_holds_as_long_as_its_content(
    work: Path, opened: Callable[..., Desk]
) -> None:
    (work / "other.txt").write_text(pairs.source_text(), encoding="utf-8")
    desk = opened("article.txt", "other.txt")
    first = desk.mark("d1")
    assert first != desk.mark("d2")
    article = desk.write("d1", "markdown", work / "article.md")
    desk.close()
    desk = opened(article, "article.txt")
    assert desk.mark("d2") == first
    own = desk.mark("d1")
    put(desk, "p3.1", RIGHT["p3.1"])
    desk.write("d1", "markdown", article)
    desk.close()
    assert opened(article).mark("d1") == own
    (work / "article.txt").write_text("今年，低收入人口动态监测平台投入使用。", encoding="utf-8")
    assert opened("article.txt").mark("d1") != first


def test_a_briefing_that_was_deleted_is_handed_on_beside(work: Path, opened: Callable[..., Desk]) -> None:
    article = opened().write("d1", "markdown", work / "article.md")
    desk = opened(article)
    article.unlink()
    assert desk.beside("d1", "docx").name == "article.docx"
    beside = desk.write("d1", "markdown", desk.beside("d1", "markdown"))
    assert beside.name == "article.briefing.md"
    assert "changed or deleted" in desk.documents()[0].message
    with pytest.raises(WriteError, match="changed or deleted"):
        desk.write("d1", "markdown", article)


def test_who_hands_on_is_told_that_the_source_is_another_by_now(
    work: Path, opened: Callable[..., Desk]
) -> None:
    desk = opened()
    desk.write("d1", "markdown", desk.beside("d1", "markdown"))
    assert desk.documents()[0].message == ""
    (work / "article.txt").write_text(pairs.source_text() + "\n\n全文完。\n", encoding="utf-8")
    desk.write("d1", "json", desk.beside("d1", "json"))
    assert "what is written is of what it was then" in desk.documents()[0].message


def test_where_nothing_can_be_written_the_way_out_is_one_of_the_desk(
    work: Path, opened: Callable[..., Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = opened()

    def full(*_: object, **__: object) -> None:
        raise WriteError("Cannot write article.md: the disk is full", "Choose another place with -o.")

    monkeypatch.setattr(filing, "write_whole", full)
    with pytest.raises(WriteError, match=r"the disk is full\. What was done is kept"):
        desk.write("d1", "markdown", desk.beside("d1", "markdown"))
    shutil.rmtree(work / "glossary")
    (work / "glossary").write_text("", encoding="utf-8")  # A file in the place of the folder.
    with pytest.raises(WriteError, match="Nothing was entered: mend that, or take the other glossary"):
        desk.add_term("d1", "五社联动", "five-community linkage", "project")
    assert desk.add_term("d1", "五社联动", "five-community linkage", "user").touched == ("p2.2", "p4.2")


def test_xliff_of_another_program_is_not_written_over(work: Path, opened: Callable[..., Desk]) -> None:
    theirs = work / "theirs.xlf"
    theirs.write_text(FOREIGN, encoding="utf-8")
    desk = opened(theirs)
    assert desk.beside("d1", "xliff").name == "theirs.briefing.xlf"
    with pytest.raises(WriteError):
        desk.write("d1", "xliff", theirs)
    ours = desk.write("d1", "xliff", desk.beside("d1", "xliff"))
    assert "977,000" in ours.read_text(encoding="utf-8")
    assert theirs.read_text(encoding="utf-8") == FOREIGN


def test_what_is_not_seen_is_left_out_of_what_is_typed_or_opened(
    article: Path, opened: Callable[..., Desk]
) -> None:
    text = article.read_text(encoding="utf-8")
    article.write_text(text.replace("full play to", "\u202efull\u202c play to\u200b", 1), encoding="utf-8")
    desk = opened(article)
    assert desk.segment("d1", "p2.2").en.startswith("The province gave full play to the ")
    pasted = SUPPORT.format("977,000").replace("low-income ", "low-\u00adin\u200bcome\u00a0\u202e")
    assert put(desk, "p2.1", f"\ufeff{pasted}").en == SUPPORT.format("977,000")
