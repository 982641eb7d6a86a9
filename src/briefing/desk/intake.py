"""A file taken in hand: found again as it was left, or read anew, and locked against other desks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.desk.journal import Journal
from briefing.desk.kept import Kept, digest_of, untouched
from briefing.desk.opening import opened, taken_over
from briefing.desk.paper import Paper
from briefing.desk.state import applied

if TYPE_CHECKING:
    from pathlib import Path

    from briefing.glossary.matcher import Matcher
    from briefing.normalize import Script

ELSEWHERE = "it is open on another desk, and can only be read here"


def taken_in(id_: str, path: Path, matcher: Matcher, script: Script) -> Paper:
    """The document at `path`, as it was left on the desk if it was there before.

    Where another desk has it in hand, it can only be read. Raises ReadError, WriteError.
    """
    kept = Kept(path, digest_of(path))
    locked = kept.lock()
    try:
        return _paper(id_, path, kept, matcher, script, locked=locked)
    except BaseException:
        kept.release()
        raise


def _paper(id_: str, path: Path, kept: Kept, matcher: Matcher, script: Script, *, locked: bool) -> Paper:
    found = kept.found(mend=locked)
    if found is not None:
        message = found.told if locked else ELSEWHERE
        journal = Journal(kept.journal) if locked else None
        return Paper(id_, path, found.document, found.state, kept, journal, matcher, message)
    new = opened(path, script)
    state = untouched(new.document)
    if not locked:
        return Paper(id_, path, new.document, applied(state, new.step), kept, None, matcher, ELSEWHERE)
    earlier = kept.earlier()
    kept.keep(new.document)
    paper = Paper(id_, path, new.document, state, kept, Journal(kept.journal), matcher, "; ".join(new.notes))
    paper.do(new.step)
    if earlier and (step := taken_over(new.document, paper.state, earlier.document, earlier.state)):
        paper.do(step)
        paper.message = (
            f"the file was changed since it was on the desk: {len(step.choices):,} sentences were taken over"
        )
    return paper
