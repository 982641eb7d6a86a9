"""A document between preparation and English: what is to be asked of an engine, and what was answered."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from briefing.chinese import has_han, speaks
from briefing.doubt import doubt
from briefing.engine.asked import as_asked
from briefing.engine.base import Request
from briefing.leverage import known
from briefing.repair import better, missing, plan_repair
from briefing.repair.budget import Budget
from briefing.repair.respell import respell
from briefing.restore import restore
from briefing.verify import Setting, verify

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from briefing.document import Document, Finding, Paragraph, Range, Segment, Span
    from briefing.engine.base import Draft

Key = tuple[str, "tuple[Span, ...]", "tuple[Finding, ...]", bool]


@dataclass(slots=True)
class Work:
    """A document on its way through an engine: what is still to be asked, and what has been answered.

    An iterator of requests, to be asked again after it had none; `take` is given the answers. A segment
    stands for all that equal it. `pending` are the paragraphs that are not finished; of the first of them,
    `reached` segments are settled. `head` are the segments of the first paragraph that are not. `best` has
    the best answer so far to what failed a check, `lost` where the spans are that answers to what was asked
    again were missing, `left` how often that may be asked for again, `tries` how
    often it was. `sure` has the logarithms of probability of the first drafts' tokens.
    """

    pending: deque[Paragraph]
    reached: int
    asked: dict[str, Segment]
    waiting: deque[str]
    again: deque[Request]
    best: dict[str, Segment]
    lost: dict[str, frozenset[Range]]
    left: dict[str, int]
    tries: dict[str, int]
    sure: dict[str, tuple[float, ...]]
    settled: dict[str, Segment]
    same: dict[str, str]
    head: set[str]
    headings: frozenset[str]
    setting: Setting
    budget: Budget

    @classmethod
    def of(cls, document: Document, only: Container[str] | None = None) -> Work:
        """The work that there is in a prepared document, or in its paragraphs of the ids `only`."""
        seen: dict[Key, str] = {}
        headings = (each for each in document.paragraphs if each.kind == "heading")
        wanted = [each for each in document.paragraphs if only is None or each.id in only]
        work = cls(
            deque(wanted),
            0,
            {},
            deque(),
            deque(),
            {},
            {},
            {},
            {},
            {},
            {},
            {},
            set(),
            frozenset(each.id for paragraph in headings for each in paragraph.segments),
            Setting.of(paragraph.zh for paragraph in document.paragraphs),
            Budget({}),
        )
        for paragraph in wanted:
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
        work.budget = Budget({name: len(each.zh) for name, each in work.asked.items()})
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
        answer = self.verified(restore(self.asked[request_id], draft))
        if request_id in self.best:
            if answer.ended == "stop":
                self.lost[request_id] |= missing(answer)
            self.best[request_id] = better(self.best[request_id], answer)
            return self._ask_again(request_id)
        self.sure[request_id] = draft.log_probs
        failed = plan_repair(answer) is not None
        settled = 0 if failed else self._settle(answer)
        if failed:
            self.best[request_id] = answer
            self.lost[request_id] = frozenset()
        for name, times in self.budget.grant(request_id, failed=failed):
            self.left[name] = times
            settled += self._ask_again(name)
        return settled

    def _ask_again(self, name: str) -> int:
        """Ask for a segment again, or settle it where its answer passes or no try is left."""
        tries = self.tries.get(name, 0) + 1
        left = tries <= self.left[name]
        request = plan_repair(self.best[name], tries, self.lost[name]) if left else None
        if request is None:
            del self.lost[name]
            return self._settle(self.best.pop(name))
        self.tries[name] = tries
        self.again.append(self.suited(request))
        return 0

    def _settle(self, answer: Segment) -> int:
        self.settled[answer.id] = replace(answer, doubt=doubt(answer, self.sure[answer.id]))
        self.head.discard(answer.id)
        return len(answer.zh)

    def verified(self, segment: Segment) -> Segment:
        """The segment with what the checks find in it, in this document; its wrong names set by their sound.

        Before anything is asked again: drawn answers would have other wrong names.
        """
        setting, heading = self.setting, segment.id in self.headings
        done = verify(segment, setting, heading=heading)
        if setting.taiwan or setting.hong_kong:
            return done
        return respell(done, lambda each: verify(each, setting, heading=heading))

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
