"""The desk's page: what it shows, and what it has done when it is asked; without a browser."""

from __future__ import annotations

import json
import re
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pairs
import pytest
from desk_fake import FakeDesk
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as reader

pytest.importorskip("starlette")
pytest.importorskip("httpx2")

from starlette.testclient import TestClient

from briefing.desk.views import FindingView, SegmentView, Sheet, SpanView
from briefing.desk.web import reading
from briefing.desk.web.app import application
from briefing.desk.web.events import Events
from briefing.desk.web.forms import Form
from briefing.desk.web.guard import Keys
from briefing.desk.web.marks import marked
from briefing.desk.web.reading import Reading
from briefing.errors import UsageError
from briefing.models.entry import ModelEntry
from briefing.visible import visible, visible_lines

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from briefing.models.entry import State

OWN = "http://127.0.0.1:8765"
WRONG = list(pairs.TEXT)
WRONG[1] = (WRONG[1][0], WRONG[1][1].replace("977,000", "973,000"))
WRONG[2] = (WRONG[2][0], WRONG[2][1].replace("the Fengqiao model", "the Maple Bridge experience"))


@pytest.fixture(autouse=True)
def no_models(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is installed on this machine does not matter."""
    monkeypatch.setattr(reading, "list_models", lambda: ())


@pytest.fixture
def desk() -> FakeDesk:
    return FakeDesk(WRONG)


@pytest.fixture
def browser(desk: FakeDesk) -> TestClient:
    return client(desk)


def client(desk: FakeDesk) -> TestClient:
    """A browser that was let in."""
    keys = Keys()
    app = application(desk, keys=keys, port=8765, end=lambda: None)  # type: ignore[arg-type]
    made = TestClient(app, base_url=OWN, headers={"origin": OWN}, raise_server_exceptions=False)
    made.get("/", params={"token": keys.token})
    return made


def parsed(text: str) -> HtmlElement:
    return reader.document_fromstring(text)


def shown(browser: TestClient, path: str = "") -> HtmlElement:
    answer = browser.get(f"/d/d1{path}")
    assert answer.status_code == 200
    return parsed(answer.text)


def do(browser: TestClient, name: str, status: int = 200, **fields: object) -> HtmlElement:
    answer = browser.post(f"/d/d1/{name}", data=fields)
    assert answer.status_code == status, answer.text
    return parsed(answer.text)


def row(root: HtmlElement, seg: str) -> HtmlElement:
    return root.get_element_by_id(seg)


def side(root: HtmlElement, seg: str, name: str) -> str:
    return row(root, seg).find_class(name)[0].text_content()


def said(root: HtmlElement) -> str:
    return root.get_element_by_id("said").text_content()


# What it shows


def test_every_sentence_is_there_in_order_chinese_beside_english(browser: TestClient, desk: FakeDesk) -> None:
    root = shown(browser)
    rows = [(each.get("id"), *(each.find_class(name)[0].text_content() for name in ("zh", "layer")))
            for each in root.find_class("segment")]  # fmt: skip
    assert rows == [(each.segment.id, each.segment.zh, each.versions[-1]) for each in desk.held.values()]
    assert len(root.find_class("paragraph")) == len(pairs.TEXT)
    status = " ".join(root.get_element_by_id("status").text_content().split())
    assert status == "0 0 of 7 confirmed 3 findings open"


def test_a_term_and_a_figure_are_marked_on_both_sides_under_one_number(browser: TestClient) -> None:
    found = row(shown(browser), "p2.1")
    marks = {
        name: [(each.get("class"), each.get("data-n"), each.text_content()) for each in part.iter("mark")]
        for name in ("zh", "layer")
        for part in found.find_class(name)
    }
    assert marks["zh"] == [
        ("figure", "0", "6月底"),
        ("term", "1", "低收入人口"),
        ("figure missing", "2", "97.7万"),
    ]
    assert marks["layer"] == [("figure", "0", "the end of June"), ("term", "1", "low-income population")]
    assert [each.text_content() for each in found.iter("u")] == ["97.7万", "973,000"]
    (finding,) = found.find_class("finding")
    assert "✗ error the English has 973,000 where the Chinese has 97.7万" in finding.text_content()


def test_the_most_doubtful_first_and_the_confirmed_last(browser: TestClient, desk: FakeDesk) -> None:
    desk.held["p3.1"].state = "confirmed"
    ids = [each.get("id") for each in shown(browser, "?order=doubt").find_class("segment")]
    assert ids[0] == "p2.1"
    assert ids[-1] == "p3.1"
    assert sorted(ids) == sorted(desk.held)


def test_several_documents_are_a_list_and_one_is_opened_at_once(desk: FakeDesk) -> None:
    several = client(FakeDesk(documents=3))
    root = parsed(several.get("/").text)
    assert [each.get("href") for each in root.xpath("//table//a")] == ["/d/d1", "/d/d2", "/d/d3"]
    assert "All 3 documents" in several.get("/d/d2").text
    assert client(desk).get("/").url == f"{OWN}/d/d1"


def test_what_is_open_on_another_desk_can_only_be_read(
    desk: FakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = replace(desk.documents()[0], state="read-only", message="it is open on another desk")
    monkeypatch.setattr(desk, "_document", lambda doc: view)
    root = shown(client(desk))
    assert root.xpath("//main/@data-read-only") == ["yes"]
    assert "read only it is open on another desk" in " ".join(
        root.get_element_by_id("status").text_content().split()
    )


TEXTS = st.text(alphabet=st.sampled_from("ab \n中<>&\"'/=\x00\x1b\u202e\u200b`{}%"), max_size=30)


class Showing(FakeDesk):
    """A desk with one sentence, of which everything is as a stranger wrote it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.message = text
        finding = FindingView(text, text, "error", text, (0, len(text)), (0, len(text)), False, "", text)
        settled = replace(finding, settled=True, why=text)
        span = SpanView("term", text, text, (0, len(text)), (0, len(text)), "marker", True)
        self.one = SegmentView(
            "p1.1", "p1", text, text, "edited", "stop", 1.0, (span,), (finding, settled), 1, 1
        )

    def sheet(self, doc: str) -> Sheet:
        sheet = super().sheet(doc)
        document = replace(sheet.document, name=self.message, message=self.message)
        return Sheet(document, (replace(sheet.paragraphs[0], segments=(self.one,)),), 1)

    def segment(self, doc: str, seg: str) -> SegmentView:
        del doc, seg
        return self.one

    def versions(self, doc: str, seg: str) -> tuple[str, ...]:
        del doc, seg
        return (self.one.en, "x")


@settings(deadline=None, max_examples=60)
@given(TEXTS)
def test_whatever_a_text_says_it_is_shown_and_never_obeyed(text: str) -> None:
    reading, sentence = Reading(Showing(text)), Form((("seg", "p1.1"),))  # type: ignore[arg-type]
    answers = [answer("d1", sentence) for answer in (reading.sheet, reading.findings, reading.versions)]
    answers.append(reading.handing_on("d1", sentence))
    roots = [parsed(bytes(each.body).decode()) for each in answers]
    for number, root in enumerate(roots):
        tags = {each.tag for each in root.iter() if isinstance(each.tag, str)}
        assert not tags & {"b1", "img", "svg", "iframe", "object", "a1"}
        assert not root.xpath(
            "//*[starts-with(name(@*), 'on')] | //@style | //@src[not(starts-with(., '/'))]"
        )
        assert len(root.xpath("//script")) == (number == 0)
    plain = roots[0]
    assert side(plain, "p1.1", "zh") == visible_lines(text)
    assert side(plain, "p1.1", "layer") == visible_lines(text)
    assert visible(text) in row(plain, "p1.1").find_class("margin")[0].text_content()
    form = parsed(bytes(reading.search("d1", Form((("text", ""), ("new", text)))).body).decode())
    assert form.xpath("//input[@name='new']/@value") == [text.replace("\x00", "\ufffd")]


@settings(deadline=None, max_examples=200)
@given(st.data())
def test_marks_change_no_letter_and_stand_where_they_belong(data: st.DataObject) -> None:
    text = data.draw(TEXTS)
    places = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted).map(tuple)
    spans = tuple(
        SpanView("figure", "x", "y", at, at, "", False) for at in data.draw(st.lists(places, max_size=4))
    )
    findings = tuple(
        FindingView(str(number), "r", "note", "m", at, at, False, "", "")
        for number, at in enumerate(data.draw(st.lists(places, max_size=4)))
    )
    segment = SegmentView("p1.1", "p1", text, text, "draft", "stop", None, spans, findings, 1, 1)
    for name in ("zh", "en"):
        fragment = reader.fragment_fromstring(f"<p>|{marked(segment, name)}</p>")  # type: ignore[arg-type]
        assert fragment.text_content() == "|" + visible_lines(text)
        for number, span in enumerate(spans):
            own = fragment.xpath(f".//mark[@data-n='{number}']")
            assert "".join(each.text_content() for each in own) in (
                "",
                visible_lines(text[slice(*span.zh_at)]),
            )


# What it has done


def test_what_is_typed_is_checked_and_not_kept(browser: TestClient, desk: FakeDesk) -> None:
    before = desk.held["p2.1"].versions[-1]
    right = before.replace("973,000", "977,000")
    root = do(browser, "check", seg="p2.1", en=right)
    assert side(root, "p2.1", "layer") == right
    assert not row(root, "p2.1").find_class("finding")
    assert desk.held["p2.1"].versions == [before]
    started = time.process_time()
    for _ in range(5):
        do(browser, "check", seg="p2.1", en=before)
    # A check has 150 ms; what the page adds to it is a small part of that.
    assert (time.process_time() - started) / 5 < 0.15


def test_english_is_kept_and_confirmed(browser: TestClient, desk: FakeDesk) -> None:
    root = do(browser, "edit", seg="p1.1", en="Civil Affairs\r\nin Jiangsu", revision=1, confirm="")
    assert desk.held["p1.1"].versions[-1] == "Civil Affairs in Jiangsu"
    assert "edited" in row(root, "p1.1").get("class")
    root = do(browser, "edit", seg="p1.1", en="Civil Affairs in Jiangsu", revision=2, confirm="yes")
    assert row(root, "p1.1").find_class("state")[0].text == "✓"
    assert "1 of 7 confirmed" in root.text_content()
    root = do(browser, "unconfirm", seg="p1.1")
    assert "edited" in row(root, "p1.1").get("class")


def test_two_who_write_one_sentence_are_told(browser: TestClient, desk: FakeDesk) -> None:
    do(browser, "edit", seg="p1.1", en="One", revision=1)
    root = do(browser, "edit", 400, seg="p1.1", en="Two", revision=1)
    assert said(root) == "p1.1 was changed elsewhere. Look at it again"
    assert root.get_element_by_id("said").get("class") == "failed"
    assert desk.held["p1.1"].versions[-1] == "One"


def test_a_page_of_another_document_does_nothing_to_this_one(browser: TestClient, desk: FakeDesk) -> None:
    """A desk that was started again may have another document at the same address."""
    shown = reader.fromstring(browser.get("/d/d1").text)
    (mark,) = {each.get("data-mark") for each in shown.iter("main")}
    fields = {"seg": "p1.1", "en": "Of another text", "revision": "1"}
    for another in ("0123456789abcdef", mark + "0"):
        assert "Load the page again" in said(do(browser, "edit", 400, mark=another, **fields))
        assert browser.get("/d/d1/text", params={"mark": another}).status_code == 400
    assert desk.held["p1.1"].versions == [pairs.TEXT[0][1]]
    do(browser, "edit", mark=mark, **fields)
    assert desk.held["p1.1"].versions[-1] == "Of another text"


def test_a_finding_is_settled_with_a_word_why_opened_again_and_mended(
    browser: TestClient, desk: FakeDesk
) -> None:
    (finding,) = desk.segment("d1", "p2.1").findings
    fields = {"seg": "p2.1", "finding": finding.id}
    root = do(browser, "settle", **fields, why=" the ministry's\n own ")
    assert "Settled: the ministry's own." in row(root, "p2.1").text_content()
    assert "2 findings open" in root.text_content()
    assert "Settled: the ministry's own." in shown(browser, "/findings").text_content()
    root = do(browser, "unsettle", **fields)
    assert "3 findings open" in root.text_content()
    root = do(browser, "mend", **fields)
    assert side(root, "p2.1", "layer") == finding.mend


def test_the_list_of_findings_tells_rule_and_severity_and_leads_to_the_place(browser: TestClient) -> None:
    root = shown(browser, "/findings")
    found = [(each.get("data-rule"), each.get("data-severity"), each.find("a").get("href"))
             for each in root.xpath("//ol/li")]  # fmt: skip
    assert found == [
        ("figure-altered", "error", "#p2.1"),
        ("term-missing", "error", "#p3.1"),
        ("term-forbidden", "error", "#p3.1"),
    ]
    assert [each.text for each in root.xpath("//select[@name='rule']/option")] == [
        "all", "figure-altered", "term-forbidden", "term-missing",
    ]  # fmt: skip
    assert "every check is content" in client(FakeDesk()).get("/d/d1/findings").text


def test_another_translation_is_asked_for_and_the_old_one_taken_back(
    browser: TestClient, desk: FakeDesk
) -> None:
    before = desk.held["p4.1"].versions[-1]
    assert "Asked for 4.1 again" in said(do(browser, "ask", seg="p4.1"))
    assert desk.asked == ["p4.1"]
    root = shown(browser, "/versions?seg=p4.1")
    assert len(root.xpath("//ol/li")) == 2
    assert not root.xpath("//select")
    (button,) = root.xpath("//button")
    root = do(browser, "choose", seg=button.get("data-seg"), number=button.get("data-number"))
    assert side(root, "p4.1", "layer") == before


def test_another_model_is_asked_where_there_are_several(
    browser: TestClient, desk: FakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    states: tuple[tuple[str, State], ...] = (("one", "ready"), ("two", "ready"), ("broken", "broken"))
    entries = tuple(ModelEntry(name, "argos", Path(), state, "", 0) for name, state in states)
    monkeypatch.setattr(reading, "list_models", lambda: entries)
    names = shown(browser, "/versions?seg=p4.1").xpath("//select[@name='model']/option/text()")
    assert names == ["one", "two"]
    do(browser, "ask", seg="p4.1", model="two")
    assert desk.asked == ["p4.1 two"]


def test_a_term_is_added_with_the_linters_word_and_what_it_touches(
    browser: TestClient, desk: FakeDesk
) -> None:
    form = shown(browser, "/term?zh=五社联动&en=five-community+linkage")
    assert form.xpath("//textarea[@name='zh']")[0].text == "五社联动"
    assert form.xpath("//input[@name='en']/@value") == ["five-community linkage"]
    root = do(browser, "term", zh="五社联动\n", en=" five-community  linkage", layer="user")
    text = " ".join(root.text_content().split())
    assert "Added to user.yaml. article: English may need oneIt stands in 2 sentences: 2.2 4.2" in text
    do(browser, "again", seg=root.xpath("//input[@name='seg']/@value"))
    assert desk.asked == ["p2.2", "p4.2"]
    assert said(do(browser, "term", 400, zh=" ", en="x", layer="user")).startswith(
        "the field for zh is empty"
    )


def test_the_card_of_a_term_has_all_of_its_entry(browser: TestClient) -> None:
    text = " ".join(shown(browser, "/cards?seg=p5.1").text_content().split())
    for part in ("枫桥经验", "Fengqiao Experience", "Maple Bridge experience", "低收入人口"):
        assert part in text
    assert "terms.yaml, line 2" in text
    assert "3.1 5.1" in text
    assert "No term" in shown(browser, "/cards?seg=p1.1").text_content()
    assert "Ministry of Civil Affairs" in shown(browser, "/cards?zh=民政部").text_content()


def test_a_search_shows_places_and_a_replacement_what_it_would_change(
    browser: TestClient, desk: FakeDesk
) -> None:
    root = shown(browser, "/search?text=枫桥经验&side=zh")
    assert [each.get("href") for each in root.xpath("//ol//a")] == ["#p3.1", "#p5.1"]
    assert [each.text for each in root.xpath("//ol//b")] == ["枫桥经验"] * 2
    root = shown(browser, "/search?text=Jiangsu&new=the+province&side=en&preview=yes")
    assert [each.text for each in root.xpath("//del")] == ["Jiangsu"] * 3
    assert [each.text for each in root.xpath("//ins")] == ["the province"] * 3
    assert all(each.revision == 1 for each in desk.held.values())
    assert said(do(browser, "replace", text="Jiangsu", new="the province", seg=["p1.1", "p2.1"])) == (
        "Replaced in 2 sentences."
    )
    assert "Jiangsu" not in desk.held["p1.1"].versions[-1]
    assert "Jiangsu" in desk.held["p4.1"].versions[-1]


def test_undo_goes_back_through_the_session(browser: TestClient, desk: FakeDesk) -> None:
    do(browser, "edit", seg="p1.1", en="One", revision=1)
    do(browser, "edit", seg="p1.1", en="Two", revision=2)
    assert said(do(browser, "undo")) == "Undone: 1.1"
    assert desk.held["p1.1"].versions[-1] == "One"
    assert said(do(browser, "redo")) == "Done again: 1.1"
    assert desk.held["p1.1"].versions[-1] == "Two"
    assert said(do(browser, "redo")) == "There is nothing to do again."


def test_the_document_is_handed_on_as_anything(browser: TestClient, desk: FakeDesk) -> None:
    targets = shown(browser, "/hand-on").xpath("//input[@name='target']/@value")
    for target in targets:
        root = do(browser, "write", target=target)
        assert root.get_element_by_id("written").text_content().endswith(f"/article.{target}")
    assert [target for target, _ in desk.written] == targets
    from briefing.write.targets import Target

    assert set(targets) == set(Target)


def test_a_page_that_sends_nonsense_is_told_in_one_line(browser: TestClient) -> None:
    wrong: tuple[tuple[str, dict[str, str]], ...] = (
        ("edit", {}),
        ("edit", {"seg": "p1.1", "en": "x", "revision": "²"}),
        ("ask", {}),
        ("check", {"seg": "p9.9", "en": ""}),
        ("choose", {"seg": "p1.1", "number": "-1"}),
    )
    for name, fields in wrong:
        message = said(do(browser, name, 400, **fields))
        assert "\n" not in message
        assert "Load" in message
    with pytest.raises(UsageError):
        Form.of("en=%ff")
    with pytest.raises(UsageError):
        Form.of("&".join(f"seg={each}" for each in range(30_000)))


def test_what_nobody_expected_is_one_line_too(desk: FakeDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk, "undo", lambda doc: 1 / 0)
    assert said(do(client(desk), "undo", 500)).startswith("Unexpected ZeroDivisionError")


@pytest.mark.anyio
async def test_events_tell_what_to_fetch_again(desk: FakeDesk, anyio_backend: str) -> None:
    del anyio_backend
    ending: list[bool] = []
    stream = Events(desk, lambda: bool(ending))._told(0)  # type: ignore[arg-type]
    assert await anext(stream) == "retry: 1000\n\n"
    desk.unconfirm("d1", "p2.1")
    text = await anext(stream)
    assert text.startswith("id: 1\ndata: ")
    assert json.loads(text.split("data: ")[1]) == [["segment", "d1", "p2.1"]]
    ending.append(True)
    assert await anext(stream) == "event: end\ndata: \n\n"


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


def test_a_page_listens_from_where_it_was_made(browser: TestClient, desk: FakeDesk) -> None:
    desk.unconfirm("d1", "p2.1")
    root = shown(browser)
    assert root.xpath("//main/@data-events") == ["1"]


def test_2000_paragraphs_are_made_into_a_page_quickly() -> None:
    desk = FakeDesk()
    sheet = desk.sheet("d1")
    long = replace(sheet, paragraphs=sheet.paragraphs[1:] * 500)
    desk.sheet = lambda doc: long  # type: ignore[method-assign]
    desk._document = lambda doc: sheet.document  # type: ignore[method-assign]
    started = time.process_time()
    made = Reading(desk).sheet("d1", Form(()))  # type: ignore[arg-type]
    assert time.process_time() - started < 1
    assert made.body.count(b'class="segment') == 3000
    assert len(made.body) < 4_000_000


def test_no_page_asks_for_anything_elsewhere() -> None:
    from importlib.resources import files

    folder = files("briefing.desk.web")
    for place in ("static", "templates"):
        for each in folder.joinpath(place).iterdir():
            text = each.read_text(encoding="utf-8").replace('xmlns="http://www.w3.org/2000/svg"', "")
            assert not re.search(r"https?:|//[a-z]+\.", text), each.name
            assert not re.search(r"\son[a-z]+=|style=|javascript:|\beval\b|<script>", text), each.name
