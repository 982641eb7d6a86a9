"""Several documents on their way through one engine at once: each as by itself, in order, not too many."""

from __future__ import annotations

import gc
import random
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from fakes import BEHAVIOURS, FakeEngine

from briefing.cli import app as application
from briefing.cli import run as runner
from briefing.document import Source
from briefing.engine.base import document_of
from briefing.pipeline import prepare_document, translate_document, translate_documents

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from briefing.document import Document, Paragraph
    from briefing.engine.base import Draft, Request

NOTICE = """关于做好第{n}号防汛工作的通知

各地要落实《防汛工作管理规定》，安排资金{n}万元。全省共有养老机构{n}家。

一是加强值班值守。二是按照《防汛工作管理规定》排查隐患{n}处。

各单位要在7月26日前报送。
"""


def notice(number: int) -> Document:
    text = NOTICE.format(n=number + 3)
    return prepare_document(Source(f"{number}.txt", text, "", "utf-8"), None)


@dataclass
class Slots(FakeEngine):
    """A server: so many requests at once, and whichever it likes ends first. `most` were ever in flight."""

    slots: int = 8
    most: int = 0
    order: random.Random = field(default_factory=lambda: random.Random(5))

    def translate(self, requests: Iterable[Request]) -> Iterator[tuple[str, Draft]]:
        flying: list[Request] = []
        source = iter(requests)
        while True:
            while len(flying) < self.slots and (request := next(source, None)):
                flying.append(request)
            if not flying:
                return
            self.most = max(self.most, len(flying))
            done = flying.pop(self.order.randrange(len(flying)))
            self.asked.append(done)
            yield done.id, self.draft(done)


def all_of(documents: Iterable[Document], engine: FakeEngine, together: int) -> list[list[Paragraph]]:
    with closing(translate_documents(documents, engine, together=together)) as each:
        return [list(paragraphs) for paragraphs in each]


@pytest.mark.parametrize("behaviour", BEHAVIOURS)
def test_each_document_comes_out_as_by_itself_whatever_the_engine_does(behaviour: str) -> None:
    documents = [notice(number) for number in range(9)]
    found = all_of(documents, Slots(behaviour), together=4)  # type: ignore[arg-type]
    assert found == [
        list(translate_document(each, FakeEngine(behaviour)))  # type: ignore[arg-type]
        for each in documents
    ]


def test_the_slots_are_full_though_a_document_fills_only_some_of_them() -> None:
    alone, together = Slots(slots=30), Slots(slots=30)
    all_of(map(notice, range(20)), alone, together=1)
    all_of(map(notice, range(20)), together, together=20)
    assert alone.most < 8
    assert together.most == 30


def test_no_more_documents_are_read_than_may_be_on_their_way() -> None:
    read: list[int] = []
    done = 0

    def documents() -> Iterator[Document]:
        for number in range(30):
            read.append(number)
            assert len(read) - done <= 5
            yield notice(number)

    with closing(translate_documents(documents(), Slots(), together=5)) as each:
        for paragraphs in each:
            assert list(paragraphs)
            done += 1
    assert done == 30


def test_a_request_names_the_number_of_its_document() -> None:
    engine = Slots()
    all_of(map(notice, range(3)), engine, together=3)
    assert {document_of(request.id) for request in engine.asked} == {"0", "1", "2"}
    assert len({(request.id, request.attempt) for request in engine.asked}) == len(engine.asked)


def test_a_title_is_asked_for_before_what_names_it_beside_other_documents() -> None:
    engine = Slots()
    all_of(map(notice, range(3)), engine, together=3)
    for number in "012":
        asked = [request for request in engine.asked if document_of(request.id) == number]
        assert asked[0].text == "防汛工作管理规定"
        assert all(span.en for request in asked[1:] for span in request.spans if span.kind == "title")


def test_paragraphs_that_nobody_asks_for_hold_nothing_up() -> None:
    with closing(translate_documents(map(notice, range(4)), Slots(), together=2)) as each:
        assert [next(paragraphs).zh for paragraphs in each] == [
            f"关于做好第{number + 3}号防汛工作的通知" for number in range(4)
        ]


def test_the_engine_is_stopped_when_nobody_listens_any_more() -> None:
    stopped = []

    class Watched(Slots):
        def translate(self, requests: Iterable[Request]) -> Iterator[tuple[str, Draft]]:
            try:
                yield from super().translate(requests)
            finally:
                stopped.append(True)

    each = translate_documents(map(notice, range(4)), Watched(), together=2)
    next(next(each))
    assert not stopped
    each.close()
    assert stopped


def test_an_engine_that_leaves_a_request_unanswered_is_an_error_and_no_endless_loop() -> None:
    class Forgetful(FakeEngine):
        def translate(self, requests: Iterable[Request]) -> Iterator[tuple[str, Draft]]:
            for number, request in enumerate(requests):
                if number != 2:
                    yield request.id, self.draft(request)

    with pytest.raises(RuntimeError, match="unanswered"):
        all_of(map(notice, range(2)), Forgetful(), together=2)


def test_what_is_finished_is_not_kept() -> None:
    held = 0
    with closing(translate_documents(map(notice, range(60)), Slots(), together=3)) as each:
        for number, paragraphs in enumerate(each):
            list(paragraphs)
            if number % 6 == 0:  # looking through all that is in memory takes its time
                held = max(held, sum(type(one).__name__ == "_Course" for one in gc.get_objects()))
    assert held <= 3


def test_a_folder_shares_the_slots_of_a_server_and_is_written_in_order(
    work: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = work / "texts"
    folder.mkdir()
    for number in range(12):
        (folder / f"{number:02}.txt").write_text(NOTICE.format(n=number + 3), encoding="utf-8")
    engine = Slots("drops-once", slots=20)
    monkeypatch.setattr(runner, "load_engine", lambda *_, **__: engine)
    monkeypatch.setattr(runner, "documents_together", lambda _: 12)
    assert application.run(["translate", "texts", "-o", "out"]) == 0
    assert engine.most == 20
    written = [line.split()[2] for line in capsys.readouterr().err.splitlines() if " wrote " in line]
    assert written == [f"out/{number:02}.md:" for number in range(12)]
    for number in range(12):
        text = (work / "out" / f"{number:02}.md").read_text(encoding="utf-8")
        assert f"{(number + 3) * 10_000:,}" in text
