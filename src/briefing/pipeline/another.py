"""Another English of one sentence than those that there are."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.pipeline.work import Work
from briefing.repair import better, plan_repair
from briefing.repair.budget import MOST
from briefing.restore import restore

if TYPE_CHECKING:
    from collections.abc import Container, Generator

    from briefing.document import Document, Segment
    from briefing.engine.base import Draft, Request


def another(document: Document, id_: str, known: Container[str]) -> Generator[Request, Draft, Segment | None]:
    """Ask for an English of the segment `id_` that is not among those `known`: yields requests, is sent the
    draft of each, and returns the best new answer; None if there is none.

    First as ever, which another engine or another termbase answers otherwise; then for drawn answers, until
    one is new, and at last for what is missing in that, as the repair does.
    """
    (paragraph,) = (each for each in document.paragraphs if any(one.id == id_ for one in each.segments))
    work = Work.of(document, {paragraph.id})
    if id_ not in work.asked and work.same[id_] in work.settled:
        found = work.settled[work.same[id_]]
        return None if found.en in known else replace(found, id=id_)
    asked = work.asked[work.same[id_]]
    first = work.first_request(asked.id)
    for tried in range(1 + MOST):
        request = replace(first, attempt=tried, drawn=True) if tried else first
        draft = yield request
        answer = work.verified(restore(asked, draft))
        if answer.en.strip() and answer.en not in known:
            break
    else:
        return None
    repair = plan_repair(answer)
    if repair and repair.must:
        draft = yield work.suited(repair)
        mended = work.verified(restore(asked, draft))
        if mended.en.strip() and mended.en not in known:
            answer = better(answer, mended)
    return replace(answer, id=id_)
