"""Documents handed on: any output of `translate`, with the English of the desk."""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.bilingual import XLIFF, is_briefing
from briefing.bilingual.origin import origin_of
from briefing.desk.checking import with_settled
from briefing.desk.kept import digest_of
from briefing.desk.paper import MODEL, REMARK
from briefing.document import ModelInfo
from briefing.errors import UsageError, WriteError
from briefing.files import check_writable, identities, is_own_unedited, real, write_whole
from briefing.signature import signed_as
from briefing.write.rendered import Look, render
from briefing.write.targets import Target, suffix_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from briefing.desk.paper import Paper
    from briefing.document import Document

CHANGED = "the file was changed or deleted since the desk opened it: what is written is of what it was then"
NOBODY = "none"
"""The name of the model where no engine has had a part in the English."""


def target_named(name: str) -> Target:
    """The target of this name, as `translate --to` takes it. Raises UsageError."""
    try:
        return Target(name)
    except ValueError:
        names = ", ".join(Target)
        raise UsageError(f"{name} is nothing that is written", f"Give one of {names}") from None


def place(paper: Paper, target: Target, others: Sequence[Path]) -> Path:
    """Where a document is written as `target`: beside the file that it was read from, under its name.

    What is there and may not be replaced (a source, what somebody has edited, a briefing that another program
    has changed) has it written as `notice.briefing.md`, `notice.briefing-2.md`, ... Where one of the `others`
    would be written there too, the whole name is kept: `notice.docx.md` beside `notice.pdf.md`.
    """
    path, suffix = paper.path, suffix_of(target)
    alike = any(each.parent == path.parent and each.stem == path.stem and each != path for each in others)
    numbers = itertools.count(2)
    names = itertools.chain(
        (f"{path.name if alike else path.stem}{suffix}", f"{path.stem}.briefing{suffix}"),
        (f"{path.stem}.briefing-{number}{suffix}" for number in numbers),
    )
    places = (path.with_name(name) for name in names)
    return next(each for each in places if _is_free(each, paper, others))


def _is_free(place: Path, paper: Paper, others: Sequence[Path]) -> bool:
    """Whether a document may be written there."""
    if place == paper.path:
        return is_as_known(paper) and _is_briefings_own(place)
    if place in others:
        return False
    # An empty file is nobody's work.
    return not place.exists() or (place.is_file() and (not place.stat().st_size or is_own_unedited(place)))


def is_as_known(paper: Paper) -> bool:
    """Whether the file that a document was read from is as the desk read or wrote it."""
    return paper.path.is_file() and paper.kept.is_of(digest_of(paper.path))


def _is_briefings_own(path: Path) -> bool:
    """Whether briefing wrote the file: XLIFF of another program holds what only that one can write."""
    return is_briefing(path) and (path.suffix.lower() not in XLIFF or origin_of(path) is not None)


def finished(paper: Paper) -> Document:
    """The document with the English that stands, whose word it is, and what the checks find in it."""
    paragraphs = []
    for paragraph in paper.document.paragraphs:
        segments = []
        for each in paragraph.segments:
            done = with_settled(paper.checked(each.id).segment, paper.entry(each.id).choice.settled)
            segments.append(replace(done, hand=paper.hand(each.id)))
        paragraphs.append(replace(paragraph, segments=tuple(segments)))
    return replace(paper.document, paragraphs=tuple(paragraphs))


def rendered(paper: Paper, target: Target) -> str | bytes:
    """The document as `target`, in the layout that `translate` gives it."""
    document = finished(paper)
    edited = any(each.hand != "draft" for paragraph in document.paragraphs for each in paragraph.segments)
    drafts = "edited" if edited else "resumed"
    work = signed_as((document,), _model(paper), paper.matcher.termbase, drafts=drafts)
    return render(work, target, Look())


def put(paper: Paper, path: Path, data: str | bytes, sources: Sequence[Path]) -> None:
    """Write an output to `path`; over the document's own file if that is a briefing as the desk knows it.

    Raises WriteError: for a source, for what somebody has edited, and what another program has changed.
    """
    own = real(path) == real(paper.path)
    others = [each for each in sources if real(each) != real(path)]
    if own and not is_as_known(paper):
        raise WriteError(
            f"{paper.path} was changed or deleted by another program since the desk opened it",
            "Write under another name, and compare the two",
        )
    replaceable = own and _is_briefings_own(path)
    try:
        check_writable(path, force=replaceable, inputs=identities(others if replaceable else sources))
        write_whole(path, data, force=replaceable)
    except WriteError as error:
        raise WriteError(error.message, "What was done is kept: mend that, and write it again") from error
    if own:
        paper.kept.written(digest_of(path))


def _model(paper: Paper) -> ModelInfo:
    """The model that wrote most of the English."""
    versions = (each.version for each in paper.state.entries.values())
    names = Counter(each.model for each in versions if each is not None and each.model)
    if not names:
        return ModelInfo(NOBODY, NOBODY)
    name = names.most_common(1)[0][0]
    start, facts = f"{REMARK}{name}:", paper.state.facts
    remarks = tuple((key.removeprefix(start), facts[key]) for key in facts if key.startswith(start))
    return ModelInfo(name, facts.get(f"{MODEL}{name}", ""), remarks=remarks)
