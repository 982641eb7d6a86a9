"""What the desk shows of itself: frozen values that `dataclasses.asdict` makes JSON of.

Ids are the document's own (`p3`, `p3.2`); offsets are code points in the segment, half-open.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from briefing.document import Ended, Kind, Range, Severity, SpanKind

DocumentState = Literal["translating", "ready", "read-only", "failed"]
SegmentState = Literal[
    "pending",  # has no English yet
    "draft",  # an engine's
    "edited",  # a person wrote or changed it
    "confirmed",  # a person says that it is right, whoever wrote it
]
Side = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document on the desk. `message` is a line for the user, empty if there is nothing to tell.

    `total`, `done` and `confirmed` count segments; `open_findings` those that nobody settled.
    """

    id: str
    name: str
    state: DocumentState
    message: str
    total: int
    done: int
    confirmed: int
    open_findings: int


@dataclass(frozen=True, slots=True)
class SpanView:
    """A term, figure or name: where it stands in the Chinese, and in the English if it was found there.

    `by` is the ledger's word for how it was settled, empty if its rendering `en` is missing; `term` says
    that the termbase has it.
    """

    kind: SpanKind
    zh: str
    en: str
    zh_at: Range
    en_at: Range | None
    by: str
    term: bool


@dataclass(frozen=True, slots=True)
class FindingView:
    """Something doubtful. `id` stays the same as long as a check says the same of the segment.

    `why` is what a person said when it was settled. `mend` is the English of the whole segment after the
    check's suggestion; empty if there is none.
    """

    id: str
    rule: str
    severity: Severity
    message: str
    zh_at: Range | None
    en_at: Range | None
    settled: bool
    why: str
    mend: str


@dataclass(frozen=True, slots=True)
class SegmentView:
    """A sentence with its English as it stands.

    `doubt` says how doubtful it is, 0 not at all, the more the worse; None as long as it was not checked.
    `versions` is how many Englishes it has had. `revision` goes with an edit, and tells that nobody else
    has changed the segment meanwhile.
    """

    id: str
    paragraph: str
    zh: str
    en: str
    state: SegmentState
    ended: Ended
    doubt: float | None
    spans: tuple[SpanView, ...]
    findings: tuple[FindingView, ...]
    versions: int
    revision: int


@dataclass(frozen=True, slots=True)
class ParagraphView:
    """A paragraph: `level` is that of a heading, 0 if it has none; `raw` its text as it was read."""

    id: str
    kind: Kind
    level: int
    raw: str
    segments: tuple[SegmentView, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole document. `revision` grows with each change to it."""

    document: DocumentView
    paragraphs: tuple[ParagraphView, ...]
    revision: int


@dataclass(frozen=True, slots=True)
class TermCard:
    """All that the termbase says of a term, where it lies, and the segments in which it stands."""

    zh: str
    en: str
    forms: tuple[str, ...]
    also: tuple[str, ...]
    not_: tuple[str, ...]
    note: str
    source: str
    layer: str
    file: str
    line: int
    uses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Added:
    """A new entry: the `file` that has it, the linter's words on it, and the segments that it touches."""

    file: str
    findings: tuple[str, ...]
    touched: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What a replacement would do to a segment: its English `before` and `after`, and where it is found."""

    segment: str
    before: str
    after: str
    at: tuple[Range, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A place that a search found."""

    segment: str
    side: Side
    at: Range


@dataclass(frozen=True, slots=True)
class Event:
    """Something to be fetched again: a segment, a document's view, or (`sheet`) all of a document.

    Numbers rise. `segment` is empty where the event is about more than one.
    """

    number: int
    kind: Literal["segment", "document", "sheet"]
    document: str
    segment: str
