"""The desk as a person has it: a real browser, a real engine, the command itself, and mostly the keyboard."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from chrome import chrome, prefer, resize
from desk_page import SOON, Page, doubtful, go_to, seg_with

from briefing.paths import cache_dir, models_dir

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selenium.webdriver import Chrome

pytest.importorskip("starlette")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(sys.platform != "linux", reason="needs Debian's chromium"),
]

NAME = "qwen2.5-coder-1.5b-briefing"
PREPARED, DRAFTS = models_dir() / NAME, cache_dir() / "drafts.sqlite"
"""The default model and what it has translated before, on this machine; the tests have homes of their own."""
ARTICLE = Path(__file__).parents[1] / "examples" / "jiangsu-civil-affairs.zh-Hant.txt"
RIGHT = (
    "The urban and rural community service system has been steadily improved, and all 21,300 urban and rural "
    "communities in the province now have full coverage of comprehensive community service facilities."
)
"""持续推进城乡社区服务体系建设，全省2.13万个城乡社区实现社区综合服务设施全覆盖。"""
LATER = 900
"""Seconds that an engine may take on a busy machine."""


@dataclass
class Desk:
    """The command in a process of its own, with a home of its own."""

    home: Path
    environment: dict[str, str]
    child: subprocess.Popen[str] | None = field(default=None)

    def start(self, *arguments: str) -> str:
        """Start it; returns the address that it prints."""
        self.child = subprocess.Popen(
            [sys.executable, "-m", "briefing", "desk", *arguments, "--no-open"],
            cwd=self.home / "work",
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=(self.home / "stderr").open("a"),
            text=True,
            # Where the tests run in the background, a shell has them ignore it.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )
        assert self.child.stdout
        address = self.child.stdout.readline().strip()
        assert address.startswith("http://127.0.0.1:"), (self.home / "stderr").read_text()
        return address

    def stop(self, how: signal.Signals) -> int:
        """Stop it; returns its exit status."""
        assert self.child
        self.child.send_signal(how)
        return self.child.wait(SOON)

    def briefing(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Another command beside it."""
        return subprocess.run(
            [sys.executable, "-m", "briefing", *arguments],
            cwd=self.home / "work",
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture
def desk(tmp_path: Path, parsed_termbases: Path) -> Iterator[Desk]:
    """A desk that is not started, in a folder with the Jiangsu article."""
    for folder in ("user", "work", "home/data/models", "home/cache"):
        (tmp_path / folder).mkdir(parents=True)
    shutil.copytree(parsed_termbases, tmp_path / "home" / "cache" / "termbases")
    shutil.copy(ARTICLE, tmp_path / "work" / "article.txt")
    kept = {
        key: value for key, value in os.environ.items() if not key.startswith(("ARGOS_", "XDG_", "BRIEFING_"))
    }
    made = Desk(tmp_path, {**kept, "HOME": str(tmp_path / "user"), "BRIEFING_HOME": str(tmp_path / "home")})
    yield made
    if made.child and made.child.poll() is None:
        made.child.kill()
        made.child.wait()


@pytest.fixture(
    params=["argos", pytest.param("default", marks=(pytest.mark.model, pytest.mark.slow))],
)
def engine(desk: Desk, request: pytest.FixtureRequest) -> str:
    """An engine in the desk's home: the default model, or the smallest Argos package (it says `hello.`).

    Returns its name.
    """
    if request.param == "default":
        if not (PREPARED / "manifest.json").is_file():
            pytest.skip("the default model is not prepared on this machine")
        (desk.home / "home/data/models" / NAME).symlink_to(PREPARED)
        if DRAFTS.is_file():
            shutil.copy(DRAFTS, desk.home / "home/cache")
        return NAME
    tiny_argos = pytest.importorskip("tiny_argos", exc_type=ImportError)
    package = tiny_argos.zipped(desk.home / "tiny.argosmodel", request.getfixturevalue("tiny_argos_files"))
    assert desk.briefing("model", "install", str(package)).returncode == 0
    return "argos-translate-zh_en-tiny-0.1"


@pytest.fixture(scope="module")
def window() -> Iterator[Chrome]:
    with chrome(1280, 860) as browser:
        yield browser


@pytest.fixture
def page(window: Chrome) -> Iterator[Page]:
    window.get("about:blank")
    window.get_log("browser")
    resize(window, 1280, 860)
    prefer(window, "light")
    made = Page(window)
    yield made
    assert made.complaints() == []


def test_an_article_is_corrected_filed_and_found_again(desk: Desk, engine: str, page: Page) -> None:
    from selenium.webdriver import Keys

    page.open(desk.start("article.txt", "--model", engine))
    assert "token" not in page.browser.current_url
    page.until(lambda: not page.all(".segment.pending") and "translating" not in page.status, LATER)
    total = len(page.all(".segment"))
    assert f"0 of {total} confirmed" in page.status

    # Correct a sentence, and confirm it.
    seg = seg_with(page, "2.13万")
    page.browser.find_element("tag name", "body").click()
    go_to(page, seg)
    page.type(RIGHT)
    page.until(lambda: not page.row(seg).find_elements("css selector", ".finding"))
    page.press(Keys.ENTER)
    page.until(lambda: "confirmed" in page.state(seg) and page.said.startswith("Confirmed"))
    assert page.here != seg
    assert f"1 of {total} confirmed" in page.status
    assert page.english(seg) == RIGHT

    # Settle a finding with a word why.
    page.until(lambda: doubtful(page))
    page.alt("n")
    settled = page.here
    assert settled in doubtful(page)
    count = len(page.row(settled).find_elements("css selector", ".finding.settled"))
    page.alt("s")
    assert page.focused.get_attribute("name") == "why"
    page.press("the ministry has it so" + Keys.ENTER)
    page.until(lambda: len(page.row(settled).find_elements("css selector", ".finding.settled")) == count + 1)
    assert "Settled: the ministry has it so." in page.row(settled).text
    page.until(lambda: page.focused.tag_name == "textarea")

    # Add a term of the sentence, and ask again for what it touches.
    page.alt("t")
    page.until(lambda: page.focused.get_attribute("name") == "zh")
    page.type("全覆盖")
    page.press(Keys.TAB)
    page.press("full coverage" + Keys.ENTER)
    page.until(lambda: "Added" in page.one("#added").text)
    assert "terms" in (desk.home / "work" / "glossary" / "terms.yaml").read_text(encoding="utf-8")
    assert seg[1:] in page.one("#added").text
    page.press(Keys.ESCAPE)

    # Ask again: a draft may become another; what was confirmed stays.
    draft = next(each for each in page.ids(".segment.draft") if each != settled)
    before = page.english(draft)
    page.browser.find_element("css selector", f"#{draft.replace('.', chr(92) + '.')} .en").click()
    page.until(lambda: page.here == draft)
    page.alt("a")
    page.until(lambda: "Asked" in page.said)
    other = "has no other English"
    page.until(lambda: other in page.status or int(page.row(draft).get_attribute("data-versions")) > 1, LATER)
    if engine == NAME:
        assert page.english(draft) != before or other in page.status
    page.alt("v")
    page.until(lambda: page.all("#drawer .versions li"))
    assert before in page.one("#drawer").text
    page.press(Keys.ESCAPE)

    # Search and replace, with a look at what would change.
    page.alt("r")
    page.until(lambda: page.focused.get_attribute("name") == "text")
    page.type("steadily improved")
    page.press(Keys.TAB)
    for _ in range(3):
        if page.focused.get_attribute("name") != "new":
            page.press(Keys.TAB)
    page.press("improved step by step")
    page.click('[name="preview"]')
    page.until(lambda: page.all("#drawer del"))
    assert [each.text for each in page.all("#drawer del")] == ["steadily improved"] or page.all("#drawer ins")
    assert page.english(seg) == RIGHT
    page.click('form[data-send="replace"] button')
    page.until(lambda: page.english(seg) == RIGHT.replace("steadily improved", "improved step by step"))
    page.click('[data-do="close"]')

    # Killed at any moment, and started again: everything is there.
    page.until(lambda: "translating" not in page.status)
    before_kill = page.text()
    desk.stop(signal.SIGKILL)
    page.open(desk.start("article.txt", "--model", engine))
    page.until(lambda: doubtful(page))
    assert page.text() == before_kill
    page.until(lambda: "Settled: the ministry has it so." in page.row(settled).get_attribute("textContent"))

    # Hand on.
    for target, name in (("docx", "article.docx"), ("markdown", "article.md")):
        page.browser.find_element("tag name", "body").click()
        page.click('[data-open="hand-on"]')
        page.until(lambda: page.all('[name="target"]'))
        page.click(f'[name="target"][value="{target}"]')
        page.press(Keys.ENTER)
        page.until(lambda name=name: name in page.one("#written").text, LATER)
        assert (desk.home / "work" / name).is_file()
    assert "improved step by step" in (desk.home / "work" / "article.md").read_text(encoding="utf-8")
    for name in ("article.docx", "article.md"):
        checked = desk.briefing("check", name, "--json")
        assert checked.returncode == 0, checked.stderr
        (file,) = json.loads(checked.stdout)["files"]
        own = [each for each in file["findings"] if each["id"].split(".")[0] == seg.split(".")[0]]
        if engine == NAME:
            assert [each for each in own if each["severity"] != "note"] == []
    page.click("[data-end] button")
    page.until(lambda: "The desk has ended" in page.browser.page_source)
    assert desk.child
    assert desk.child.wait(SOON) == 0
    assert "Traceback" not in (desk.home / "stderr").read_text()
