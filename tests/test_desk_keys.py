"""The desk's page under a person's hands: keys, what is typed and lit, sizes and colours; in a browser."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pairs
import pytest
from chrome import chrome, prefer, resize
from desk_fake import FakeDesk
from desk_page import Page

pytest.importorskip("starlette")

from briefing.desk.web import server as serving
from briefing.desk.web.server import Server
from briefing.errors import WriteError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selenium.webdriver import Chrome

    from briefing.desk.views import SegmentView

pytestmark = pytest.mark.browser

WRONG = list(pairs.TEXT)
WRONG[1] = (WRONG[1][0], WRONG[1][1].replace("977,000", "973,000"))
WRONG[2] = (WRONG[2][0], WRONG[2][1].replace("the Fengqiao model", "the Maple Bridge experience"))


@contextmanager
def served(desk: FakeDesk, port: int = 0) -> Iterator[Server]:
    """A desk that is served for as long as it takes."""
    server = Server(desk, port=port, tell=print)  # type: ignore[arg-type]
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield server
    finally:
        server.end()
        thread.join()


@pytest.fixture(scope="module")
def window() -> Iterator[Chrome]:
    with chrome(1280, 860) as browser:
        yield browser


@pytest.fixture
def desk() -> FakeDesk:
    return FakeDesk(WRONG)


@pytest.fixture
def page(window: Chrome, desk: FakeDesk) -> Iterator[Page]:
    window.get("about:blank")
    window.get_log("browser")
    resize(window, 1280, 860)
    prefer(window, "light")
    with served(desk) as server:
        made = Page(window)
        made.open(server.address(server.keys.token))
        yield made
        assert made.complaints() == []
        window.get("about:blank")


def value(page: Page) -> str:
    return str(page.focused.get_attribute("value"))


def caret(page: Page) -> int:
    return int(page.browser.execute_script("return document.activeElement.selectionStart"))


def put_caret_before(page: Page, word: str) -> None:
    page.browser.execute_script(
        "const a = document.activeElement; const at = a.value.indexOf(arguments[0]);"
        "a.setSelectionRange(at, at)",
        word,
    )


def lit(page: Page) -> list[str]:
    return [each.text for each in page.all("mark.lit")]


def test_the_keys_go_from_sentence_to_sentence(page: Page) -> None:
    from selenium.webdriver import Keys

    page.press(Keys.ARROW_DOWN)
    assert page.here == "p1.1"
    seen = []
    for key in (Keys.TAB, Keys.TAB, Keys.ARROW_UP, Keys.ARROW_DOWN):
        page.press(key)
        seen.append(page.here)
    assert seen == ["p2.1", "p2.2", "p2.1", "p2.2"]
    # Down goes by line, and from the last one to the next sentence.
    page.press(Keys.SHIFT, Keys.TAB)
    assert (page.here, caret(page)) == ("p2.1", 0)
    page.press(Keys.ARROW_DOWN)
    assert page.here == "p2.1"
    assert caret(page) > 0
    page.press(Keys.ARROW_DOWN)
    assert page.here == "p2.2"
    page.press(Keys.SHIFT, Keys.TAB)
    assert page.here == "p2.1"
    page.press(Keys.ESCAPE)
    assert page.focused.get_attribute("class") == "en"
    page.press(Keys.ARROW_DOWN)
    assert page.here == "p2.2"
    # The last one does not hold the focus: Tab goes on to the buttons.
    for _ in range(4):
        page.press(Keys.TAB)
    assert page.here == "p5.1"
    page.press(Keys.TAB)
    assert page.focused.tag_name == "button"


def test_enter_confirms_and_goes_to_the_next(page: Page, desk: FakeDesk) -> None:
    from selenium.webdriver import Keys

    page.press(Keys.ARROW_DOWN)
    for seg in ("p1.1", "p2.1", "p2.2"):
        assert page.here == seg
        page.press(Keys.ENTER)
    page.until(lambda: "3 of 7 confirmed" in page.status)
    assert [each.state for each in desk.held.values()] == ["confirmed"] * 3 + ["draft"] * 4
    page.press(Keys.SHIFT, Keys.TAB)
    page.alt("u")
    page.until(lambda: "2 of 7 confirmed" in page.status)
    # Nor are those that nobody has read, where the key is held down.
    page.browser.execute_script(
        "document.activeElement.dispatchEvent(new KeyboardEvent('keydown',"
        " { key: 'Enter', repeat: true, bubbles: true, cancelable: true }))"
    )
    assert page.here == "p2.2"
    # A sentence without English is not confirmed.
    page.type(" ")
    page.press(Keys.ENTER)
    page.until(lambda: "no English to confirm" in page.said)
    assert page.here == "p2.2"


def test_what_is_typed_is_checked_at_once_and_kept_within_a_second(page: Page, desk: FakeDesk) -> None:
    from selenium.webdriver import Keys

    page.press(Keys.ARROW_DOWN)
    page.press(Keys.TAB)
    en = page.english("p2.1")
    assert len(page.row("p2.1").find_elements("css selector", ".finding")) == 1
    page.type(en.replace("973,000", "977,000"))
    page.until(lambda: not page.row("p2.1").find_elements("css selector", ".finding"), 5)
    page.until(lambda: desk.held["p2.1"].versions[-1] == en.replace("973,000", "977,000"), 5)
    assert desk.held["p2.1"].state == "edited"
    assert "edited" in page.state("p2.1")
    # The marks lie where the letters are, also in the middle of typing.
    page.press("Typed. ")
    layer = "return document.querySelector('.current .layer').textContent"
    assert page.browser.execute_script(layer) == value(page)
    page.until(lambda: desk.held["p2.1"].versions[-1] == value(page).strip(), 5)


def test_escape_undoes_what_is_typed_and_control_z_what_was_done(page: Page, desk: FakeDesk) -> None:
    from selenium.webdriver import Keys

    page.press(Keys.ARROW_DOWN)
    en = page.english("p1.1")
    page.press("New: ")
    assert value(page) == f"New: {en}"
    page.press(Keys.ESCAPE)
    assert value(page) == en
    page.until(lambda: desk.held["p1.1"].versions[-1] == en)
    page.type("Another title")
    page.press(Keys.TAB)
    page.until(lambda: desk.held["p1.1"].versions[-1] == "Another title")
    assert page.here == "p2.1"
    page.press(Keys.CONTROL, "z")
    page.until(lambda: page.english("p1.1") == en)
    page.until(lambda: page.said == "Undone: 1.1")
    page.press(Keys.CONTROL, Keys.SHIFT, "z")
    page.until(lambda: page.english("p1.1") == "Another title")


def test_line_ends_that_are_pasted_become_spaces_and_what_is_not_seen_goes(page: Page) -> None:
    from selenium.webdriver import Keys

    page.press(Keys.ARROW_DOWN)
    page.browser.execute_script(
        "const a = document.activeElement; a.setRangeText(arguments[0], 0, a.value.length, 'end');"
        "a.dispatchEvent(new Event('input', { bubbles: true }))",
        "one\r\ntwo\n\ufefflow\u200b-income \u202ethree\u202c ",
    )
    assert value(page) == "one two low-income three "
    assert caret(page) == len(value(page))


def test_who_stops_to_think_between_two_words_goes_on_where_they_were(page: Page, desk: FakeDesk) -> None:
    from selenium.webdriver import Keys

    page.press(Keys.ARROW_DOWN)
    en = page.english("p1.1")
    page.press(Keys.END)
    for word in (" and ", "Zhejiang ", "Province"):
        page.press(word)
        page.until(lambda: desk.held["p1.1"].versions[-1] == value(page).strip())
        time.sleep(0.5)  # What the desk tells of it comes back.
    assert value(page) == f"{en} and Zhejiang Province"


def test_what_cannot_be_kept_stays_and_goes_out_again(
    page: Page, desk: FakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from selenium.webdriver import Keys

    def full(*_: object, **__: object) -> None:
        raise WriteError("the desk cannot keep what is done: No space left on device", "Make room")

    page.press(Keys.ARROW_DOWN)
    with monkeypatch.context() as patch:
        patch.setattr(desk, "edit", full)
        page.type("Put back as it was.")
        page.until(lambda: "No space left" in page.said)
        page.until(lambda: leaving_asks(page))
        page.press(Keys.ESCAPE)
        page.until(lambda: not leaving_asks(page))
        page.type("Typed while the disk was full.")
        page.press(Keys.TAB)
        page.until(lambda: "No space left" in page.said)
        page.type("This, too.")
        page.press(Keys.ENTER)
        page.until(lambda: page.here == "p2.1" and "No space left" in page.said)
        assert value(page) == "This, too."
    page.press(Keys.ENTER)
    page.until(lambda: "confirmed" in page.state("p2.1"))
    page.until(lambda: desk.held["p1.1"].versions[-1] == "Typed while the disk was full.")
    page.until(lambda: page.english("p1.1") == "Typed while the disk was full.")


def leaving_asks(page: Page) -> bool:
    """Whether the browser would ask before it leaves the page."""
    return bool(
        page.browser.execute_script(
            "const event = new Event('beforeunload', { cancelable: true });"
            "dispatchEvent(event); return event.defaultPrevented"
        )
    )


def test_a_confirmation_does_not_go_over_what_another_window_typed(
    page: Page, desk: FakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from selenium.webdriver import Keys

    page.press(Keys.ARROW_DOWN)
    before = desk.edit

    def overtaken(*given: Any, **named: Any) -> SegmentView:
        monkeypatch.setattr(desk, "edit", before)
        before("d1", "p1.1", "Theirs", confirm=False, revision=named["revision"])
        return before(*given, **named)

    monkeypatch.setattr(desk, "edit", overtaken)
    page.press(Keys.ENTER)
    page.until(lambda: "changed elsewhere" in page.said and page.here == "p1.1")
    assert value(page) == desk.held["p1.1"].versions[-1] == "Theirs"
    assert desk.held["p1.1"].state == "edited"
    # What was typed here does, and both are there.
    monkeypatch.setattr(desk, "edit", overtaken)
    page.press(Keys.END, " and ours")
    page.press(Keys.ENTER)
    page.until(lambda: "confirmed" in page.state("p1.1"))
    assert desk.held["p1.1"].versions[-2:] == ["Theirs", "Theirs and ours"]


def test_a_desk_that_was_started_again_has_what_was_typed_meanwhile(window: Chrome, desk: FakeDesk) -> None:
    from selenium.webdriver import Keys

    page = Page(window)
    with served(desk) as server:
        page.open(server.address(server.keys.token))
        page.press(Keys.ARROW_DOWN)
        assert not leaving_asks(page)
    for typed in ("Typed while", "nobody listened"):
        page.type(typed)
        page.until(lambda: "does not answer" in page.said)
        page.press(Keys.TAB)
    assert leaving_asks(page)
    told = len(desk.told)
    with served(desk, port=server.port) as again:
        # Its address is opened in another window; this one goes on.
        first = window.current_window_handle
        window.switch_to.new_window("tab")
        page.open(again.address(again.keys.token))
        window.close()
        window.switch_to.window(first)
        page.until(lambda: desk.held["p2.1"].versions[-1] == "nobody listened")
        page.until(lambda: page.english("p1.1") == "Typed while" and page.said == "")
        assert desk.held["p1.1"].versions[-1] == "Typed while"
        assert not leaving_asks(page)
        # It hears of what happens, too.
        assert len(desk.told) > told
        desk.edit("d1", "p4.2", "Theirs", confirm=True, revision=1)
        page.until(lambda: page.english("p4.2") == "Theirs")
    page.until(lambda: "has ended" in page.said)
    desk.told.clear()  # The next one counts its events from the beginning.
    desk.edit("d1", "p4.2", "Written when nobody looked", confirm=True, revision=2)
    with served(desk, port=server.port) as third:
        window.switch_to.new_window("tab")
        page.open(third.address(third.keys.token))
        window.close()
        window.switch_to.window(first)
        page.until(lambda: page.english("p4.2") == "Written when nobody looked" and page.said == "")
        window.get("about:blank")
        window.get_log("browser")


def test_what_is_pasted_is_undone_and_done_again_by_the_browser(page: Page) -> None:
    from selenium.webdriver import Keys

    page.press(Keys.ARROW_DOWN)
    en = page.english("p1.1")
    page.browser.execute_script(
        "const text = document.createElement('textarea'); text.value = arguments[0];"
        "const before = document.activeElement; document.body.append(text); text.select();"
        "document.execCommand('copy'); text.remove(); before.focus()",
        " of two\nlines\u200b",
    )
    page.press(Keys.CONTROL, Keys.END)
    page.press(Keys.CONTROL, "v")
    page.until(lambda: value(page) == f"{en} of two lines")
    page.press(Keys.CONTROL, "z")
    assert value(page) == en
    page.press(Keys.CONTROL, Keys.SHIFT, "z")
    assert value(page) == f"{en} of two lines"


def test_a_term_lights_its_partner_where_the_caret_is(page: Page) -> None:
    from selenium.webdriver import Keys

    page.press(Keys.ARROW_DOWN)
    page.press(Keys.TAB)
    assert lit(page) == []
    put_caret_before(page, "income")
    page.until(lambda: lit(page) == ["低收入人口", "low-income population"])
    page.press(Keys.TAB)
    assert lit(page) == []


def test_clicking_goes_to_the_letter_and_a_term_shows_its_card(page: Page) -> None:
    from selenium.webdriver import ActionChains

    target = page.row("p4.1").find_element("css selector", ".layer mark")
    ActionChains(page.browser).move_to_element(target).click().perform()
    assert page.here == "p4.1"
    assert 0 < caret(page) < len(value(page))
    page.row("p5.1").find_element("css selector", ".zh mark.term").click()
    page.until(lambda: "Fengqiao Experience" in page.one("#drawer").text)
    assert page.here == "p5.1"
    page.all("#drawer dd a")[0].click()
    assert page.here == "p3.1"


def test_chinese_that_is_selected_becomes_a_term(page: Page) -> None:
    page.browser.execute_script(
        "const node = document.getElementById('p2.2').querySelector('.zh').firstChild;"
        "const at = node.data.indexOf('五社联动'); getSelection().setBaseAndExtent(node, at, node, at + 4)"
    )
    page.row("p2.2").find_element("css selector", ".number").click()
    page.browser.execute_script(
        "const node = document.getElementById('p2.2').querySelector('.zh').firstChild;"
        "const at = node.data.indexOf('五社联动'); getSelection().setBaseAndExtent(node, at, node, at + 4)"
    )
    page.alt("t")
    page.until(lambda: page.all('[name="zh"]'))
    assert page.one('[name="zh"]').get_attribute("value") == "五社联动"
    assert page.focused.get_attribute("name") == "en"


def test_what_is_doubtful_describes_the_field_to_who_cannot_see_it(page: Page) -> None:
    from selenium.webdriver import Keys

    page.press(Keys.ARROW_DOWN)
    page.press(Keys.TAB)

    def described() -> str:
        names = str(page.focused.get_attribute("aria-describedby")).split()
        texts = "return arguments[0].map((each) => document.getElementById(each).innerText).join(' ')"
        return str(page.browser.execute_script(texts, names))

    assert "the English has 973,000" in described()
    page.type(page.english("p2.1").replace("973,000", "977,000"))
    page.until(lambda: "973,000" not in described())


def test_findings_are_filtered_and_lead_to_their_places(page: Page, desk: FakeDesk) -> None:
    from selenium.webdriver import Keys
    from selenium.webdriver.support.select import Select

    page.press(Keys.ARROW_DOWN)
    page.alt("f")
    page.until(lambda: page.all("#drawer .findings"))
    assert page.one("#shown").text == "3 of 3"
    Select(page.one('[name="rule"]')).select_by_visible_text("term-forbidden")
    assert page.one("#shown").text == "1 of 3"
    visible = [each for each in page.all("#drawer .findings li") if each.is_displayed()]
    visible[0].find_element("css selector", "a").click()
    assert page.here == "p3.1"
    # The list follows what happens, and stays as it was filtered.
    (finding, _) = desk.segment("d1", "p3.1").findings
    desk.settle("d1", "p3.1", finding.id, "so be it")
    page.until(lambda: page.row("p3.1").find_elements("css selector", ".settled"))
    page.until(lambda: page.one('[name="rule"]').get_attribute("value") == "term-forbidden")
    page.click('[data-do="close"]')
    for seg in ("p2.1", "p3.1", "p2.1"):
        page.alt("n")
        assert page.here == seg
    page.alt("m")
    page.until(lambda: page.english("p2.1").startswith("Mended"))


def test_another_window_is_told_and_nothing_that_is_typed_is_lost(page: Page, desk: FakeDesk) -> None:
    from selenium.webdriver import Keys

    page.press(Keys.ARROW_DOWN)
    page.press("Mine. ")
    desk.edit("d1", "p1.1", "Somebody else's", confirm=False, revision=desk.held["p1.1"].revision)
    page.until(lambda: desk.held["p1.1"].versions[-1].startswith("Mine. "))
    page.until(lambda: "changed in another window" in page.said)
    assert value(page).startswith("Mine. ")
    # The other one's is not lost either, though it looks as if this one went on typing.
    assert "Somebody else's" in desk.versions("d1", "p1.1")
    # A sentence that nobody is typing in shows what the other window made of it.
    desk.edit("d1", "p4.2", "Theirs", confirm=True, revision=1)
    page.until(lambda: page.english("p4.2") == "Theirs" and "confirmed" in page.state("p4.2"))


def test_a_draft_that_comes_does_not_disturb_what_is_typed(page: Page, desk: FakeDesk) -> None:
    from selenium.webdriver import Keys

    page.press(Keys.ARROW_DOWN)
    page.press("Typed by hand. ")
    for seg in ("p1.1", "p2.1", "p2.2", "p3.1"):
        desk.ask("d1", seg)
    page.until(lambda: page.english("p3.1").endswith("Once more."))
    assert value(page).startswith("Typed by hand. ")
    page.until(lambda: desk.held["p1.1"].versions[-1].startswith("Typed by hand. "))
    assert page.focused.tag_name == "textarea"


def test_the_keys_are_told(page: Page) -> None:
    page.press("?")
    page.until(lambda: page.all("#commands tr"))
    told = [each.text for each in page.all("#commands tr")]
    assert "A Ask again" in told
    assert "F Findings" in told
    assert len(told) == len(page.all(".bar [data-key]"))
    # No two buttons have one key.
    keys = [each.get_attribute("data-key") for each in page.all(".bar [data-key]")] + ["m", "s"]
    assert len(set(keys)) == len(keys)


def test_one_sentence_is_the_current_one_whatever_the_address_says(page: Page) -> None:
    from selenium.webdriver import Keys

    page.browser.get(page.browser.current_url.partition("#")[0] + "#p2.1")
    page.browser.refresh()
    page.until(lambda: page.here == "p2.1")
    page.press(Keys.TAB)
    assert page.here == "p2.2"
    edged = page.browser.execute_script(
        "return [...document.querySelectorAll('.segment')].filter((each) =>"
        " getComputedStyle(each).borderLeftColor !== 'rgba(0, 0, 0, 0)').map((each) => each.id)"
    )
    assert edged == ["p2.2"]


def test_a_desk_ends_when_its_window_was_closed(window: Chrome, monkeypatch: pytest.MonkeyPatch) -> None:
    from selenium.webdriver import Keys

    monkeypatch.setattr(serving, "_LOOK", 0.1)
    server = Server(FakeDesk(), idle=4, tell=print)  # type: ignore[arg-type]
    thread = threading.Thread(target=server.run)
    thread.start()
    page = Page(window)
    first = window.current_window_handle
    window.switch_to.new_window("tab")
    page.open(server.address(server.keys.token))
    page.press(Keys.ARROW_DOWN)
    for _ in range(6):  # Who types is not idle.
        time.sleep(1)
        page.press("a")
    assert thread.is_alive()
    window.close()
    window.switch_to.window(first)
    thread.join(20)
    assert not thread.is_alive()


SIZES = [(1280, 860), (1024, 768), (2560, 1300), (640, 430), (512, 384)]
"""CSS pixels; the last two are 1280 and 1024 at 200%."""


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_nothing_is_cut_off_at_any_size(page: Page, width: int, height: int) -> None:
    from selenium.webdriver import Keys

    resize(page.browser, width, height)
    page.press(Keys.ARROW_DOWN)
    page.press(Keys.TAB)
    for letter in (None, "f", "r", "h"):
        if letter:
            page.alt(letter)
            page.until(lambda: page.one("#drawer h2").is_displayed())
        over = page.browser.execute_script(
            "return [...document.querySelectorAll('body, main, #drawer, .segment, .bar, .bar *')]"
            ".filter((each) => each.scrollWidth > each.clientWidth + 1 && each.clientWidth > 0"
            " && getComputedStyle(each).display !== 'inline' && each.tagName !== 'H1')"
            ".map((each) => each.tagName + '.' + each.className)"
        )
        assert over == []
    page.click('[data-do="close"]')
    box = page.browser.execute_script(
        "const box = document.activeElement.getBoundingClientRect(); return [box.top, box.bottom]"
    )
    assert box[0] >= 0
    assert box[1] <= height


@pytest.mark.parametrize(("width", "height"), [(640, 430), (512, 384), (360, 700)])
def test_the_caret_in_a_long_sentence_is_not_under_the_buttons(page: Page, width: int, height: int) -> None:
    from selenium.webdriver import Keys

    resize(page.browser, width, height)
    page.press(Keys.ARROW_DOWN)
    page.type("Localities upheld and developed the Fengqiao model for the new era. " * 12)
    page.press(" Last")
    end, buttons = page.browser.execute_script(
        "const layer = document.querySelector('.current .layer').getBoundingClientRect();"
        "return [layer.bottom, document.querySelector('footer').getBoundingClientRect().top]"
    )
    assert end <= buttons
    assert end > 0


def test_both_languages_have_lines_of_one_height(page: Page) -> None:
    heights = page.browser.execute_script(
        "return ['.zh', '.layer', '.editor'].map((each) => {"
        " const found = document.querySelector(each) ?? document.getElementById('editor').content"
        ".querySelector(each); document.body.append(found.cloneNode(true));"
        " const own = getComputedStyle(document.body.lastChild).lineHeight;"
        " document.body.lastChild.remove(); return own; })"
    )
    assert len(set(heights)) == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(page: Page, scheme: str) -> None:
    from axe_core_python.selenium import Axe
    from selenium.webdriver import Keys

    prefer(page.browser, scheme)
    axe = Axe()

    def look(where: str) -> None:
        found = axe.run(page.browser)["violations"]
        told = [
            (where, each["id"], each["impact"], [node["html"][:120] for node in each["nodes"][:3]])
            for each in found
        ]
        assert told == []

    look("at the beginning")
    page.press(Keys.ARROW_DOWN)
    page.press(Keys.TAB)
    put_caret_before(page, "income")
    page.until(lambda: lit(page))
    look("with a term lit")
    for letter in ("f", "v", "c", "t", "r", "h"):
        page.alt(letter)
        page.until(lambda: page.all("#drawer h2") and page.one("#drawer h2").is_displayed())
        time.sleep(0.2)
        look(letter)
        page.click('[data-do="close"]')
    page.press(Keys.ESCAPE)
    page.press("?")
    page.until(lambda: page.all("#commands tr"))
    look("keys")


def test_the_list_of_documents_is_kept_and_nothing_serious_in_it(window: Chrome) -> None:
    from axe_core_python.selenium import Axe

    desk = FakeDesk(documents=3)
    with served(desk) as server:
        page = Page(window)
        window.get(server.address(server.keys.token))
        page.until(lambda: len(page.all("tbody tr")) == 3)
        assert Axe().run(window)["violations"] == []
        desk.edit("d1", "p1.1", "x", confirm=True, revision=1)
        page.until(lambda: page.all("tbody tr .count")[1].text == "1")
        page.all("tbody a")[1].click()
        page.until(lambda: page.all(".segment"))
        assert "All 3 documents" in page.one("nav").text
        window.get("about:blank")


def test_2000_paragraphs_open_and_take_letters_without_waiting(window: Chrome) -> None:
    from selenium.webdriver import Keys

    desk = FakeDesk()
    sheet = desk.sheet("d1")
    paragraphs = tuple(
        replace(
            each,
            segments=tuple(replace(one, id=f"p{number}.{at}") for at, one in enumerate(each.segments, 1)),
        )
        for number, each in enumerate(sheet.paragraphs[1:] * 500, 1)
    )
    long = replace(sheet, paragraphs=tuple(paragraphs))
    desk.sheet = lambda doc: long  # type: ignore[method-assign]
    with served(desk) as server:
        page = Page(window)
        page.open(server.address(server.keys.token))
        page.browser.refresh()
        page.until(lambda: page.all(".bar .key"))
        spent = window.execute_script(
            "const at = performance.getEntriesByType('navigation')[0];"
            "return at.domInteractive - at.responseStart"
        )
        window.execute_cdp_cmd("Performance.enable", {"timeDomain": "threadTicks"})
        page.press(Keys.ARROW_DOWN)

        def work() -> float:
            told = window.execute_cdp_cmd("Performance.getMetrics", {})["metrics"]
            return float(next(each["value"] for each in told if each["name"] == "TaskDuration"))

        before = work()
        words = "and some words more "
        page.press(words)
        each = (work() - before) / len(words)
        window.execute_cdp_cmd("Performance.disable", {})
        # Of the processor; without chunks, a letter takes five times as long. A frame has 16 ms.
        assert each < 0.035, f"{each * 1000:.0f} ms for a letter"
        assert spent < 3000, f"{spent:.0f} ms until it can be used"
        window.get("about:blank")
