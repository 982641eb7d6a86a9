"""The vocabulary of the whole program: the frozen types that the stages hand on to each other.

All offsets are in code points, half-open (`start`, `end`), and say in their name what they count in:
`zh_at` and `en_at` are relative to the segment, `source_at` to the decoded input.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from decimal import Decimal

Range = tuple[int, int]


def touch(one: Range, other: Range) -> bool:
    """Whether two ranges share a character: those of 2.6亿 and 亿元 do, of 6月 and its 底 do not."""
    return one[0] < other[1] and other[0] < one[1]


Kind = Literal["heading", "body", "list-item", "byline", "table-cell", "caption", "footnote"]
Format = Literal["txt", "md", "html", "eml", "docx", "odt", "epub", "pdf", "scan"]
Severity = Literal["error", "warning", "note"]
SpanKind = Literal[
    "term",  # 枫桥经验: Fengqiao model
    "title",  # 《养老服务条例》, told more than once: Regulations on Elderly Care Services
    "name",  # 赵庭朴: Zhao Tingpu
    "figure",  # 2.13万: 21,300; with its magnitude, without its unit
    "percent",  # 5.2%: 5.2 percent; 1.3个百分点: 1.3 percentage points
    "fraction",  # 三分之二: two thirds; 三成: 30 percent; 翻一番: double
    "ordinal",  # 第三次: third
    "date",  # 7月26日: July 26; 6月底: end of June
    "year",  # 2022年: 2022
    "time",  # 上午9时: 9 a.m.
    "article",  # 第十二条: Article 12
    "document-number",  # 国发〔2022〕12号: Guo Fa [2022] No. 12
    "url",
    "email",
    "list-number",  # 一、, （一）, 1. before an item or under a heading: I., (1), 1.
    "literal",  # `[[`, `<|im_end|>`: text of the user's that an engine would take for its own syntax
]
FIGURE_KINDS: frozenset[SpanKind] = frozenset(
    ("figure", "percent", "fraction", "ordinal", "date", "year", "time", "article", "document-number")
)

How = Literal[
    "",  # not settled: the rendering is not in the English
    "marker",  # the engine carried the rendering over, exactly
    "form",  # the engine wrote an admitted form of it (a plural, title case)
    "set",  # the engine wrote something else inside the marker, and it was set to the rendering
    "text",  # not carried in a marker, but the English has the rendering or an accepted one
    "restored",  # a literal or another verbatim span put back where the engine left it out
    "once",  # a term said again in the Chinese, which the English rightly says once
]
"""How a span was settled: the ledger."""

Hand = Literal[
    "draft",  # as an engine left it
    "edited",  # a person wrote it or changed it
    "confirmed",  # a person says that it is right, whoever wrote it
]
"""Whose word an English is."""

Ended = Literal[
    "stop",  # the engine ended its answer by itself
    "length",  # cut at the cap on output
    "loop",  # cut because it repeated itself
    "no-end",  # the model gave no end marker
    "too-long",  # the input was over the engine's limit: not, or only in part, translated
    "failed",  # no answer
    "pending",  # not asked for yet
]


@dataclass(frozen=True, slots=True)
class Edit:
    """One change to the text as it was read.

    `start` and `end` count in the decoded input; `old` is what stood there, `new` what stands there now.
    `reason` is one of `entity`, `pinyin`, `control`, `width`, `punctuation`, `script`, `space`, `table`,
    `markup`; an edit that took up another has both, joined with `+`.
    """

    start: int
    end: int
    old: str
    new: str
    reason: str


CONFIDENT = 0.9
"""How surely a line of an image is read. Measured on three pages, each at four degrees of noise, tilt and
resolution: of 32 lines with a figure that were read with less, 22 had a wrong one; of 89 others, one had."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where in its document a paragraph came from.

    `element` is its place in the file: the XPath of an HTML element (`/html[1]/body[1]/p[2]`); for a DOCX the
    part and the number of the `w:p` in it, from 0, in the order of the file (`word/document.xml#12`).
    `page` counts from 1; `level` is that of a heading, from 1. `box` is left, top, right and bottom on the
    page (PDF: points from the top left; scans: pixels); `confidence`, from 0 to 1, is the least that a line
    was read with, where the text is from an image. What a format does not tell is empty, 0 or None.
    """

    element: str = ""
    page: int = 0
    level: int = 0
    box: tuple[float, float, float, float] | None = None
    confidence: float | None = None

    @property
    def is_doubtful(self) -> bool:
        """Whether it was read from an image with so little confidence that a figure in it may be wrong."""
        return self.confidence is not None and self.confidence < CONFIDENT


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph that the format of a document marks as one: `at` is its range in the text of the source.

    `kind` is None where the format does not tell more than that it is a paragraph.
    """

    kind: Kind | None
    at: Range
    origin: Origin


@dataclass(frozen=True, slots=True)
class Source:
    """A text as it was read: `text` is the decoded input, unchanged but for a byte order mark.

    Of a document that is more than text (HTML, DOCX, PDF, a scan), `text` is its text with an empty line
    between `parts`, which are in order; only line breaks lie outside them. `notes` are for the user: what was
    left out of the text, and what the file turned out to be. `original` are the bytes of a document that its
    English can be put back into, `left_out` the lines of a page that are told to be none of its text.
    """

    name: str
    text: str
    sha256: str
    encoding: str
    format: Format = "txt"
    parts: tuple[Part, ...] = ()
    notes: tuple[str, ...] = ()
    original: bytes = field(default=b"", repr=False)
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of source text whose English is already known.

    `en` is the rendering; `forms` are other forms that may stand in its place (plurals, verb forms);
    `also` are accepted in a check, never produced; `forbidden` are flagged wherever they appear.
    `marked` spans are carried through the engine in a marker, the others are only checked.
    `article` is supplied where English needs one. `value` is the number of a figure (percent: 5.2 for 5.2%).
    `unit` is the English of the currency that must follow a sum of money (`yuan`), if the span is one.
    `en_at` and `by` are filled once the segment has its English.
    """

    kind: SpanKind
    zh: str
    zh_at: Range
    en: str
    marked: bool = True
    article: str = ""
    forms: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    value: Decimal | None = None
    unit: str = ""
    en_at: Range | None = None
    by: How = ""


def opens_article(span: Span) -> bool:
    """Whether a span is the number of an article that a paragraph opens with: of list numbers the one that
    nobody chooses for himself, 第十二条　 and not 一、."""
    return span.kind == "list-number" and span.zh.startswith("第")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something doubtful about a segment. `rule` names the check, `expected` what should have been there.

    `zh_at` and `en_at` say where in the segment, if the finding is about a place in it. `settled` is the word
    with which a person took it as it is; None if nobody did.
    """

    rule: str
    severity: Severity
    message: str
    expected: str = ""
    zh_at: Range | None = None
    en_at: Range | None = None
    settled: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """Other Chinese for a stretch of a segment, which an engine gets in its place and no output shows."""

    zh_at: Range
    reads: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence, or what is translated as one. The segments of a paragraph, joined, are its `zh`.

    `readings` are in order, and touch no marked span. `doubt` is about the chance, from 0 to 1, that the
    English would mislead; None where an engine had no part in it, or does not tell how sure it was. `hand`
    says whose word the English is.
    """

    id: str
    zh: str
    spans: tuple[Span, ...] = ()
    en: str = ""
    ended: Ended = "pending"
    findings: tuple[Finding, ...] = ()
    readings: tuple[Reading, ...] = ()
    doubt: float | None = None
    hand: Hand = "draft"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: `raw` is its text as it was read, at `source_at` of the input; `zh` the clean text.

    `origin` says where in a document that is more than text it came from.
    """

    id: str
    kind: Kind
    raw: str
    source_at: Range
    segments: tuple[Segment, ...]
    origin: Origin | None = None

    @property
    def zh(self) -> str:
        """The clean Simplified text."""
        return "".join(segment.zh for segment in self.segments)

    @property
    def verbatim(self) -> bool:
        """Whether it is kept as it stands: code, a comment, an image without a caption."""
        return any(span.kind == "literal" and span.zh == self.zh for span in self.segments[0].spans)

    @property
    def en(self) -> str:
        """The English of the segments, joined by spaces."""
        return " ".join(segment.en for segment in self.segments if segment.en)


@dataclass(frozen=True, slots=True)
class Document:
    """A text on its way from the source to its English."""

    source: Source
    script: str
    edits: tuple[Edit, ...]
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """What translated: `fingerprint` changes whenever the engine's output may.

    `remarks` are what an output is to say, by key: which guarantee it carries, where the text was sent.
    """

    name: str
    fingerprint: str
    adapter: str = ""
    remarks: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class GlossaryInfo:
    """A termbase file that was in force."""

    name: str
    layer: str
    sha256: str
    terms: int


@dataclass(frozen=True, slots=True)
class Briefing:
    """The finished work: what a writer writes. `signature` names what the bytes of the output depend on."""

    documents: tuple[Document, ...]
    model: ModelInfo
    glossaries: tuple[GlossaryInfo, ...]
    signature: tuple[tuple[str, str], ...] = field(default=())

    @property
    def signature_line(self) -> str:
        """The signature in one line, `key:value` joined by `|`, as sacrebleu writes it."""
        return "|".join(f"{key}:{value}" for key, value in self.signature)
