"""Who may open the desk: the browser that it was opened in, by the desk's own address, and nobody else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from desk_fake import FakeDesk

pytest.importorskip("starlette")
pytest.importorskip("httpx2")

from starlette.testclient import TestClient

from briefing.desk.web import guard
from briefing.desk.web.app import application
from briefing.desk.web.guard import BODY_LIMIT, Guard, Keys

if TYPE_CHECKING:
    from collections.abc import Iterator

    from httpx2 import Response

PORT = 8765
OWN = f"http://127.0.0.1:{PORT}"
EDIT = {"seg": "p1.1", "en": "Overview", "revision": "1", "confirm": "yes"}


@pytest.fixture
def keys() -> Keys:
    return Keys()


@pytest.fixture
def desk() -> FakeDesk:
    return FakeDesk()


@pytest.fixture
def app(desk: FakeDesk, keys: Keys) -> Guard:
    return application(desk, keys=keys, port=PORT, end=lambda: None)  # type: ignore[arg-type]


@pytest.fixture
def stranger(app: Guard) -> TestClient:
    return TestClient(app, base_url=OWN, follow_redirects=False)


@pytest.fixture
def browser(stranger: TestClient, keys: Keys) -> Iterator[TestClient]:
    """One that was let in."""
    assert stranger.get("/", params={"token": keys.token}).status_code == 200
    return stranger


def is_refused(response: Response, status: int = 403) -> bool:
    """Whether an answer is a refusal that tells nothing of the document."""
    assert not re.search("江苏|Jiangsu", response.text)
    return response.status_code == status


def test_the_token_is_changed_for_a_cookie_and_is_gone_from_the_address(
    stranger: TestClient, keys: Keys
) -> None:
    answer = stranger.get("/", params={"token": keys.token})
    cookie = answer.headers["set-cookie"]
    assert cookie == f"briefing-desk-{PORT}={keys.cookie}; HttpOnly; SameSite=Strict; Path=/"
    assert 'content="0; url=/"' in answer.text
    assert keys.token not in answer.text + cookie
    assert stranger.get("/").headers["location"] == "/d/d1"
    assert "Jiangsu" in stranger.get("/d/d1").text


PATHS = ("/", "/list", "/d/d1", "/d/d1/text", "/d/d1/search?text=a", "/events", "/static/desk.js", "/none")
NAMES = ("evil.example", f"evil.example:{PORT}", "127.0.0.1", f"127.0.0.1:{PORT + 1}", f"[::1]:{PORT}", "")


@pytest.mark.parametrize("path", PATHS)
def test_without_the_cookie_nothing_is_shown(stranger: TestClient, path: str) -> None:
    answer = stranger.get(path)
    assert is_refused(answer)
    assert "`briefing desk` printed" in answer.text


@pytest.mark.parametrize("token", ["", "x", "é", "\udcff", "0" * 43])
def test_another_token_or_cookie_opens_nothing(stranger: TestClient, token: str) -> None:
    asked = token.encode("utf-8", "surrogateescape")
    assert is_refused(stranger.get("/", params={"token": asked}))
    assert is_refused(stranger.get("/d/d1", headers={"cookie": f"briefing-desk-{PORT}=".encode() + asked}))
    assert is_refused(stranger.get("/d/d1", headers={"cookie": "=;;=" + "\x00"}))


def test_the_address_a_browser_is_started_with_is_good_once_and_soon(
    stranger: TestClient, keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    once = keys.once()
    assert stranger.get("/", params={"token": once}).status_code == 200
    stranger.cookies.clear()
    assert is_refused(stranger.get("/", params={"token": once}))
    late = keys.once()
    now = guard.time.monotonic()
    monkeypatch.setattr(guard.time, "monotonic", lambda: now + Keys.ONCE_SECONDS + 1)
    assert is_refused(stranger.get("/", params={"token": late}))


def test_the_secrets_are_long_and_each_desk_has_its_own() -> None:
    made = [secret for keys in (Keys(), Keys()) for secret in (keys.token, keys.cookie, keys.once())]
    assert len(set(made)) == 6
    assert all(len(secret) >= 43 for secret in made)  # 256 bits in base64


@pytest.mark.parametrize("host", NAMES)
def test_another_name_for_this_machine_is_refused(browser: TestClient, host: str) -> None:
    """DNS rebinding: a page of evil.example, whose name was made to lead to 127.0.0.1."""
    assert is_refused(browser.get("/d/d1", headers={"host": host}))


def test_localhost_is_the_desk_too(browser: TestClient) -> None:
    assert browser.get("/d/d1", headers={"host": f"localhost:{PORT}"}).status_code == 200


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "http://127.0.0.1:9999", f"https://127.0.0.1:{PORT}", "null", None]
)
def test_no_other_page_can_have_anything_done(
    browser: TestClient, desk: FakeDesk, origin: str | None
) -> None:
    headers = {"origin": origin} if origin else {}
    assert is_refused(browser.post("/d/d1/edit", data=EDIT, headers=headers))
    assert is_refused(browser.post("/end", headers=headers))
    assert desk.held["p1.1"].state == "draft"
    assert browser.post("/d/d1/edit", data=EDIT, headers={"origin": OWN}).status_code == 200
    assert desk.held["p1.1"].state == "confirmed"


def test_no_other_page_can_read_or_embed_it(browser: TestClient) -> None:
    """A page of another port of this machine is of the same site: its cookie would come along."""
    for site in ("cross-site", "same-site"):
        for mode in ("no-cors", "cors", "websocket"):
            headers = {"sec-fetch-site": site, "sec-fetch-mode": mode}
            assert is_refused(browser.get("/d/d1", headers=headers))
    assert is_refused(browser.get("/d/d1", headers={"origin": "http://127.0.0.1:9999"}))
    assert browser.get("/d/d1", headers={"sec-fetch-site": "same-origin"}).status_code == 200


def test_nothing_is_done_by_an_address_alone(browser: TestClient, desk: FakeDesk) -> None:
    for name in ("edit", "settle", "term", "replace", "undo", "write", "ask", "again", "choose", "mend"):
        assert browser.get(f"/d/d1/{name}", params=EDIT).status_code in (405, 200), name
    assert browser.get("/end").status_code == 405
    assert [each.revision for each in desk.held.values()] == [1] * len(desk.held)
    assert not desk.written
    assert not desk.asked


def test_every_answer_has_a_strict_policy(browser: TestClient, stranger: TestClient) -> None:
    answers = [
        browser.get("/d/d1"),
        browser.get("/static/desk.js"),
        browser.get("/nothing"),
        browser.post("/d/d1/edit", data={}, headers={"origin": OWN}),
        browser.get("/", headers={"host": "evil.example"}),
    ]
    for answer in answers:
        policy = dict(each.split(" ", 1) for each in answer.headers["content-security-policy"].split("; "))
        assert policy["default-src"] == "'none'"
        assert set(policy.values()) <= {"'none'", "'self'"}
        assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"
        assert "access-control-allow-origin" not in answer.headers


def test_what_is_sent_has_a_limit(browser: TestClient, desk: FakeDesk) -> None:
    headers = {"origin": OWN, "content-type": "application/x-www-form-urlencoded"}
    told = browser.post("/d/d1/edit", content=b"en=" + b"x" * BODY_LIMIT, headers=headers)
    assert is_refused(told, 413)
    untold = browser.post(
        "/d/d1/edit", content=(b"x" * 100_000 for _ in range(BODY_LIMIT // 100_000 + 1)), headers=headers
    )
    assert is_refused(untold, 413)
    for length in ("-1", "1e3", "9" * 400):
        answer = browser.post("/d/d1/edit", content=b"", headers={**headers, "content-length": length})
        assert is_refused(answer, 413)
    assert desk.held["p1.1"].revision == 1


def test_only_what_was_named_is_read_or_written(browser: TestClient, desk: FakeDesk) -> None:
    headers = {"origin": OWN}
    for doc in ("d2", "..%2F..%2Fetc%2Fpasswd", "%2Fetc%2Fpasswd", "article.txt"):
        assert browser.get(f"/d/{doc}").status_code in (400, 404)
        answer = browser.post(f"/d/{doc}/write", data={"target": "docx"}, headers=headers)
        assert answer.status_code in (400, 404)
    for name in ("../templates/base.html", "..%2Fapp.py", "%2Fetc%2Fpasswd", "base.html", "page.css"):
        assert browser.get(f"/static/{name}").status_code == 404
    for target in ("exe", "../x", ""):
        assert browser.post("/d/d1/write", data={"target": target}, headers=headers).status_code == 400
    # A place that a page names is not heard.
    sent = {"target": "docx", "path": "/etc/passwd"}
    assert browser.post("/d/d1/write", data=sent, headers=headers).status_code == 200
    assert desk.written == [("docx", "/named/on/the/command/line/article.docx")]
