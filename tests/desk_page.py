"""What a person does at the desk's page, and sees: in a browser, by its keys."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from selenium.webdriver import Chrome
    from selenium.webdriver.remote.webelement import WebElement

SOON = 20
"""Seconds that the desk alone may take for anything, on a busy machine."""


@dataclass
class Page:
    """What a person does at the page, and sees."""

    browser: Chrome

    def open(self, address: str) -> None:
        self.browser.get(address)
        self.until(lambda: "/d/" in self.browser.current_url and self.all(".bar .key"))

    def until(self, true: Callable[[], object], seconds: float = SOON) -> None:
        """Wait until something is so."""
        from selenium.common.exceptions import WebDriverException

        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                if true():
                    return
            except WebDriverException:  # It was replaced while it was looked at.
                pass
            time.sleep(0.05)
        pytest.fail(f"it did not come to be within {seconds} s; the page says: {self.said!r}")

    def all(self, selector: str) -> list[WebElement]:
        return list(self.browser.find_elements("css selector", selector))

    def one(self, selector: str) -> WebElement:
        return self.browser.find_element("css selector", selector)

    def click(self, selector: str) -> None:
        """Click on an element, and where it is replaced meanwhile, on what replaced it."""

        def clicked() -> bool:
            self.one(selector).click()
            return True

        self.until(clicked)

    @property
    def focused(self) -> WebElement:
        return self.browser.switch_to.active_element

    def _now(self, expression: str, *arguments: str) -> Any:
        """What the page says to an expression, at once: an element may be replaced between two questions."""
        return self.browser.execute_script(f"return {expression}", *arguments)

    @property
    def said(self) -> str:
        return str(self._now("document.querySelector('#said').textContent"))

    @property
    def status(self) -> str:
        return str(self._now("document.querySelector('#status').innerText"))

    @property
    def here(self) -> str:
        """The id of the current sentence."""
        return str(self._now("document.querySelector('.segment.current')?.id ?? ''"))

    def ids(self, selector: str) -> list[str]:
        """The ids of elements, in the order of the page."""
        found = "[...document.querySelectorAll(arguments[0])].map((each) => each.id)"
        return [str(each) for each in self._now(found, selector)]

    def text(self) -> list[list[str]]:
        """All sentences: id, English, and whose word it is."""
        found = self.browser.execute_script(
            "return [...document.querySelectorAll('.segment')].map((each) =>"
            " [each.id, each.dataset.english, each.classList[1]])"
        )
        return list(found)

    def english(self, seg: str) -> str:
        return str(self._now("document.getElementById(arguments[0]).dataset.english", seg))

    def row(self, seg: str) -> WebElement:
        return self.browser.find_element("id", seg)

    def state(self, seg: str) -> str:
        return str(self._now("document.getElementById(arguments[0]).className", seg))

    def press(self, *keys: str) -> None:
        """Press keys, all at once, where the focus is."""
        from selenium.webdriver import ActionChains

        chain = ActionChains(self.browser)
        for key in keys[:-1]:
            chain.key_down(key)
        chain.send_keys(keys[-1])
        for key in reversed(keys[:-1]):
            chain.key_up(key)
        chain.perform()

    def alt(self, letter: str) -> None:
        from selenium.webdriver import Keys

        self.press(Keys.ALT, letter)

    def type(self, text: str) -> None:
        """Type in the place of all that stands where the focus is."""
        from selenium.webdriver import Keys

        self.press(Keys.CONTROL, "a")
        self.press(text)

    def complaints(self) -> list[str]:
        """What the browser complained of: a policy that was broken, a script with a fault."""
        found = [str(each["message"]) for each in self.browser.get_log("browser")]
        # A desk that is killed leaves its page without an answer; what is refused is told on the page.
        expected = re.compile(r"net::ERR_(CONNECTION|INCOMPLETE)|status of 400")
        return [each for each in found if not expected.search(each)]


def doubtful(page: Page) -> list[str]:
    """The sentences with open findings."""
    return page.ids(".segment:has(.finding:not(.settled))")


def seg_with(page: Page, zh: str) -> str:
    """The id of the sentence that has this Chinese."""
    holds = "(each) => each.textContent.includes(zh)"
    found = f"[...document.querySelectorAll('.segment')].filter({holds}).map((each) => each.id)"
    (only,) = page.browser.execute_script(f"const zh = arguments[0]; return {found}", zh)
    return str(only)


def go_to(page: Page, seg: str) -> None:
    """Go to a sentence by Tab alone."""
    from selenium.webdriver import Keys

    if not page.here:
        page.press(Keys.ARROW_DOWN)
    for _ in range(60):
        if page.here == seg:
            return
        page.press(Keys.TAB)
    pytest.fail(f"{seg} was not reached")
