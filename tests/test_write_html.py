"""The page: everything is in it, in order, shown and never obeyed; in a browser, what it does."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest
import sample
import texts
from chrome import chrome
from hypothesis import given, settings
from lxml import html as reader

from briefing.files import is_own_unedited, write_whole
from briefing.visible import visible
from briefing.write.html import render
from briefing.write.text import failure_mark, is_untranslated

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lxml.html import HtmlElement
    from selenium.webdriver import Chrome

    from briefing.document import Document


def page(document: Document | None = None, **options: str) -> str:
    document = document or sample.document()
    return render(sample.briefing(document), document, **options)


def parsed(text: str) -> HtmlElement:
    return reader.document_fromstring(text.encode("utf-8", "backslashreplace"))


def rows(root: HtmlElement) -> list[tuple[str, str, str]]:
    """Number, Chinese and English of each paragraph, as they are shown."""
    sections = root.xpath("//main/section")
    return [(each.get("id"), each[1].text_content(), each[2].text_content()) for each in sections]


def expected(document: Document) -> list[tuple[str, str, str]]:
    found = []
    for paragraph in document.paragraphs:
        said = [failure_mark(each) if is_untranslated(each) else each.en for each in paragraph.segments]
        english = " ".join(text for text in said if text.strip())
        found.append((paragraph.id, visible(paragraph.zh), visible(english)))
    return found


@settings(deadline=None, max_examples=60)
@given(texts.documents())
def test_any_text_is_shown_as_it_is_and_nothing_else_is_in_the_page(document: Document) -> None:
    root = parsed(page(document))
    assert rows(root) == expected(document)
    assert len(root.xpath("//script")) == 1
    assert not root.xpath("//img | //iframe | //link | //*[starts-with(name(@*), 'on')] | //@src")
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {link.removeprefix("#") for link in root.xpath("//a/@href")} <= set(ids)


@settings(deadline=None, max_examples=60)
@given(texts.documents())
def test_a_link_stands_on_its_span_and_leads_to_its_partner(document: Document) -> None:
    root = parsed(page(document))
    spans = {
        f"{segment.id}-{number}": (visible(segment.zh), visible(segment.en), span)
        for paragraph in document.paragraphs
        for segment in paragraph.segments
        for number, span in enumerate(segment.spans)
    }
    for link in root.xpath("//a[contains(@class, 'span')]"):
        zh, en, span = spans[link.get("id")[1:]]
        side, at = (zh, span.zh_at) if link.get("id")[0] == "z" else (en, span.en_at)
        assert link.text_content() == side[slice(*at)]
        partner = root.get_element_by_id(link.get("href")[1:])
        assert partner.get("href") == f"#{link.get('id')}"


def test_the_policy_admits_the_style_and_the_script_of_the_page_alone() -> None:
    root = parsed(page())
    (policy,) = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    hashes = {
        name: base64.b64encode(hashlib.sha256(root.xpath(f"//{name}")[0].text.encode()).digest()).decode()
        for name in ("style", "script")
    }
    assert policy.split("; ") == [
        "default-src 'none'",
        f"style-src 'sha256-{hashes['style']}'",
        f"script-src 'sha256-{hashes['script']}'",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    assert "http" not in re.sub(r"https://example\.org[^<\"]*|http-equiv", "", page())


def test_findings_are_listed_and_lead_to_their_places() -> None:
    root = parsed(page())
    items = root.xpath("//ol[@id='findings']/li")
    assert [each.get("data-rule") for each in items] == [
        "term-missing", "length", "untranslated", "figure-missing", "figure-extra",
    ]  # fmt: skip
    assert items[0].text_content() == (
        "p3.2 ✗ error term-missing: 枫桥经验 is not rendered as the glossary says. Expected: Fengqiao model."
    )
    assert root.get_element_by_id("p4.2").text_content() == "[p4.2 not translated: 完善网格化管理。]"
    assert root.xpath("//p[@lang='zh-Hans']//*[@class='span missing']/span[@class='doubt']/text()") == [
        "枫桥经验"
    ]


def test_without_findings_and_terms() -> None:
    bare = sample.segment("p1.1", "今天。", "Today.")
    root = parsed(page(replace(sample.document(), paragraphs=(sample.paragraph("p1", "body", bare),))))
    assert root.get_element_by_id("findings").text_content() == "None."
    assert "No glossary term occurs in the text." in root.text_content()


def test_the_source_as_it_was_read() -> None:
    root = parsed(page(show_source="raw"))
    assert rows(root)[2][1] == sample.document().paragraphs[2].raw
    assert not root.xpath("//p[@lang='zh-Hans']/a")
    assert {each.removeprefix("#") for each in root.xpath("//a/@href")} <= set(root.xpath("//@id"))


def test_an_edit_is_told(tmp_path: Path) -> None:
    assert page() == page()
    path = tmp_path / "a.html"
    write_whole(path, page())
    assert is_own_unedited(path)
    path.write_text(page().replace("7,593", "7,594"), encoding="utf-8")
    assert not is_own_unedited(path)


# In a browser


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    path = tmp_path_factory.mktemp("page") / "article.html"
    path.write_text(page(), encoding="utf-8")
    with chrome() as opened:
        opened.get(path.as_uri())
        yield opened


def lit(browser: Chrome) -> set[str]:
    return {each.text for each in browser.find_elements("css selector", ".lit")}


def shown(browser: Chrome, selector: str) -> list[str]:
    return [each.text for each in browser.find_elements("css selector", selector) if each.is_displayed()]


@pytest.mark.browser
def test_a_term_lights_its_partner_under_the_pointer_and_the_focus(browser: Chrome) -> None:
    from selenium.webdriver import ActionChains

    browser.execute_script("document.getElementById('zp3.1-2').focus()")
    assert lit(browser) == {"97.7万", "977,000"}
    browser.execute_script("document.activeElement.blur()")
    assert lit(browser) == set()
    term = browser.find_element("id", "ep3.1-1")
    ActionChains(browser).move_to_element(term).perform()
    assert lit(browser) == {"低收入人口", "low-income population"}
    ActionChains(browser).move_to_element(browser.find_element("css selector", "h1")).perform()


@pytest.mark.browser
def test_search_shows_the_paragraphs_that_have_the_words(browser: Chrome) -> None:
    search = browser.find_element("id", "search")
    for words, ids in (("社会组织", ["p5 ✗"]), ("the province", ["p3 ✗", "p5 ✗"]), ("zzz", [])):
        search.clear()
        search.send_keys(words)
        assert shown(browser, ".number") == ids
        assert shown(browser, "#found") == [f"{len(ids)} of 6 paragraphs"]
    # What a finding leads to is shown again.
    browser.find_element("css selector", "#findings a").click()
    assert len(shown(browser, ".number")) == 6
    assert browser.current_url.endswith("#p3.2")


@pytest.mark.browser
def test_findings_are_filtered_by_their_rule_from_the_keyboard(browser: Chrome) -> None:
    from selenium.webdriver import Keys

    rule = browser.find_element("id", "rule")
    rule.send_keys("figure-e")
    assert [each.split()[0] for each in shown(browser, "#findings li")] == ["p5.1"]
    assert shown(browser, "#told") == ["1 of 5 findings"]
    rule.send_keys(Keys.HOME)
    assert len(shown(browser, "#findings li")) == 5


@pytest.mark.browser
def test_light_and_dark(browser: Chrome) -> None:
    def ground() -> str:
        return browser.execute_script("return getComputedStyle(document.body).backgroundColor")

    before = ground()
    button = browser.find_element("id", "theme")
    button.click()
    assert ground() != before
    button.click()
    assert ground() == before


@pytest.mark.browser
def test_what_follows_the_text_begins_one_page_in_print(tmp_path: Path) -> None:
    document = sample.document()
    doubted = [
        replace(each, segments=tuple(replace(one, doubt=0.5) for one in each.segments))
        for each in document.paragraphs
    ]
    path = tmp_path / "article.html"
    path.write_text(page(replace(document, paragraphs=tuple(doubted))), encoding="utf-8")
    with chrome() as opened:
        opened.get(path.as_uri())
        opened.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
        breaks = opened.execute_script(
            "return [...document.querySelectorAll('aside')].map(each => getComputedStyle(each).breakBefore)"
        )
    assert breaks == ["page", "auto"]


@pytest.mark.browser
def test_nothing_is_refused_or_fetched_and_axe_finds_nothing_serious(browser: Chrome) -> None:
    axe = pytest.importorskip("axe_core_python")
    assert not [each for each in browser.get_log("browser") if each["level"] in ("SEVERE", "WARNING")]
    assert browser.execute_script("return performance.getEntriesByType('resource').length") == 0
    for theme in ("light", "dark"):
        browser.execute_script(f"document.documentElement.dataset.theme = '{theme}'")
        browser.execute_script(files(axe).joinpath("axe.min.js").read_text(encoding="utf-8"))
        found = browser.execute_async_script("axe.run(document).then(arguments[0])")
        grave = [each["id"] for each in found["violations"] if each["impact"] in ("serious", "critical")]
        assert grave == [], theme
