"""A document between preparation and English: what is to be asked of an engine, and what was answered."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from briefing.chinese import has_han, speaks
from briefing.engine.asked import as_asked
from briefing.engine.base import Request
from briefing.leverage import known
from briefing.repair import better, chosen, plan_repair
from briefing.restore import restore
from briefing.verify import Setting, verify

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.document import Document, Finding, Paragraph, Segment, Span
    from briefing.engine.base import Draft

Key = tuple[str, "tuple[Span, ...]", "tuple[Finding, ...]", bool]


@dataclass(slots=True)
class Work:
    """A document on its way through an engine: what is still to be asked, and what has been answered.

    An iterator of requests, to be asked again after it had none; `take` is given the answers. A segment
    stands for all that equal it. `pending` are the paragraphs that are not finished; of the first of them,
    `reached` segments are settled. `head` are the segments of the first paragraph that are not.
    """

    pending: deque[Paragraph]
    reached: int
    asked: dict[str, Segment]
    waiting: deque[str]
    again: deque[Request]
    first: dict[str, Segment]
    settled: dict[str, Segment]
    same: dict[str, str]
    head: set[str]
    headings: frozenset[str]
    setting: Setting

    @classmethod
    def of(cls, document: Document) -> Work:
        """The work that there is in a prepared document."""
        seen: dict[Key, str] = {}
        headings = (each for each in document.paragraphs if each.kind == "heading")
        work = cls(
            deque(document.paragraphs),
            0,
            {},
            deque(),
            deque(),
            {},
            {},
            {},
            set(),
            frozenset(each.id for paragraph in headings for each in paragraph.segments),
            Setting.of(paragraph.zh for paragraph in document.paragraphs),
        )
        for paragraph in document.paragraphs:
            for each in paragraph.segments:
                key = (each.zh.strip(), each.spans, each.findings, paragraph.kind == "heading")
                work.same[each.id] = seen.setdefault(key, each.id)
                if work.same[each.id] != each.id:
                    continue
                if draft := known(each):
                    work.settled[each.id] = work.verified(restore(each, draft))
                elif has_han(each.zh):
                    work.asked[each.id] = each
                    work.waiting.append(each.id)
                else:
                    work.settled[each.id] = work.verified(replace(each, en=each.zh.strip(), ended="stop"))
            if not work.head:
                work.head = set(work.asked)
        return work

    def requests(self) -> list[Request]:
        """What an engine will be asked for, but for repairs."""
        return [self.first_request(name) for name in self.asked]

    def first_request(self, name: str) -> Request:
        """The first request for a segment."""
        each = self.asked[name]
        return self.suited(Request(each.id, each.zh, each.spans))

    def characters(self) -> int:
        """Characters of source that an engine has to translate."""
        return sum(len(each.zh) for each in self.asked.values())

    def __iter__(self) -> Iterator[Request]:
        return self

    def __next__(self) -> Request:
        """The next request: repairs before what was not asked for yet, so that paragraphs finish in order.

        The first paragraph that needs an engine goes alone, so that there is something to read early. There
        may be more after there was nothing: then, and when a repair comes up because a check has failed.
        """
        if self.again:
            return self.again.popleft()
        if self.waiting and (self.waiting[0] in self.head or not self.head):
            return self.first_request(self.waiting.popleft())
        raise StopIteration

    def take(self, request_id: str, draft: Draft) -> int:
        """Take an answer in; returns the number of source characters that it settled."""
        asked = self.asked[request_id]
        answer = chosen([self.verified(restore(asked, each)) for each in (draft, *draft.others)])
        if request_id in self.first:
            answer = better(self.first.pop(request_id), answer)
        elif request := plan_repair(answer):
            self.first[request_id] = answer
            self.again.append(self.suited(request))
            return 0
        self.settled[request_id] = answer
        self.head.discard(request_id)
        return len(answer.zh)

    def verified(self, segment: Segment) -> Segment:
        """The segment with what the checks find in it, in this document."""
        return verify(segment, self.setting, heading=segment.id in self.headings)

    def suited(self, request: Request) -> Request:
        """The request as this document wants it. Its English may say "we" in a speech, not in a report."""
        request = as_asked(request, self.asked[request.id].readings)
        return replace(request, first_person=self.setting.first_person or speaks(request.text))

    def finished(self) -> Iterator[Paragraph]:
        """The paragraphs whose segments are all settled by now, with their English, in order, each once."""
        while self.pending:
            segments = self.pending[0].segments
            while self.reached < len(segments) and self.same[segments[self.reached].id] in self.settled:
                self.reached += 1
            if self.reached < len(segments):
                return
            self.reached = 0
            answers = (replace(self.settled[self.same[each.id]], id=each.id, zh=each.zh) for each in segments)
            yield replace(self.pending.popleft(), segments=tuple(answers))
