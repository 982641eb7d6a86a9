"""Chinese with its English as it was read from a file, and what a briefing's record tells of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

from briefing.glossary.yaml_nodes import Node, YamlError, parse
from briefing.write.record import as_sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.document import Hand, Kind

Form = Literal["markdown", "json", "plain", "table", "docx", "xliff"]

_MAX_RECORD = 1 << 20
_COUNT = re.compile("[0-9]{1,6}")


@dataclass(frozen=True, slots=True)
class Pair:
    """A paragraph, or a row of a table, with its English; either may be empty.

    `id` is the paragraph's number (`p3`) or the line of the table. `parts` are its sentences one by one with
    their English, where the file has them so; joined, their Chinese is `zh`. `hands` say whose word the
    English of each is, where the file tells.
    """

    id: str
    kind: Kind
    zh: str
    en: str
    parts: tuple[tuple[str, str], ...] = ()
    hands: tuple[Hand, ...] = ()


@dataclass(frozen=True, slots=True)
class AsWritten:
    """What a briefing says of itself as it was written, before anybody edited it.

    `paragraphs` is how many there were, None if it is not told; `terms` the terms with the renderings that
    were in force; `findings` the (paragraph, rule, message) that it had; `english` a mark of the English
    of each paragraph, in order (`write.markdown_text.mark_of`). `sentences` are the same marks of the
    sentences of a paragraph, with whose word they are, where a person has had a hand in it; `settled` the
    (sentence, rule, message, word why) of findings that a person took as they are. `source` and `sha256` are
    of the text it translates; `script` is that text's, and `clean` whether the Chinese is shown in
    Simplified. `model` is the name and fingerprint of what translated.
    """

    paragraphs: int | None = None
    terms: frozenset[tuple[str, str]] = frozenset()
    findings: frozenset[tuple[str, str, str]] = frozenset()
    english: tuple[str, ...] = ()
    sentences: tuple[tuple[str, tuple[tuple[str, Hand], ...]], ...] = ()
    settled: tuple[tuple[str, str, str, str], ...] = ()
    source: str = ""
    sha256: str = ""
    script: str = ""
    clean: bool = True
    model: tuple[str, str] = ("", "")


class Comment(NamedTuple):
    """What a person noted at the pair `id` (empty: somewhere else), in Word or in a translator's tool."""

    id: str
    author: str
    text: str


@dataclass(frozen=True, slots=True)
class Bilingual:
    """A file of pairs, in the order in which they stand in it.

    `failed` are the paragraphs that still have the mark of a sentence that was not translated; `comments` are
    what people noted, without the findings that briefing put there.
    """

    name: str
    form: Form
    pairs: tuple[Pair, ...]
    written: AsWritten = field(default_factory=AsWritten)
    failed: tuple[str, ...] = ()
    comments: tuple[Comment, ...] = ()

    @property
    def numbered(self) -> bool:
        """Whether the pairs are paragraphs of a briefing with their numbers, which others must not lack."""
        return self.form in ("markdown", "docx") or (
            self.form == "xliff" and self.written.paragraphs is not None
        )


def as_written(record: str) -> AsWritten:
    """What the record (YAML) of a briefing tells; nothing, if it is none that briefing writes."""
    if len(record) > _MAX_RECORD:
        return AsWritten()
    try:
        node = parse(record)
    except YamlError:
        return AsWritten()
    paragraphs = _text(node, "counts", "paragraphs")
    return AsWritten(
        paragraphs=int(paragraphs) if _COUNT.fullmatch(paragraphs) else None,
        terms=frozenset((_text(each, "zh"), _text(each, "en")) for each in _items(node, "terms")),
        findings=frozenset(
            (_text(each, "id"), _text(each, "rule"), _text(each, "message"))
            for each in _items(node, "findings")
        ),
        english=tuple(_text(node, "english").split()),
        sentences=as_sentences(_text(node, "sentences")),
        settled=tuple(
            (_text(each, "id"), _text(each, "rule"), _text(each, "message"), _text(each, "why"))
            for each in _items(node, "settled")
        ),
        source=_text(node, "source", "name"),
        sha256=_text(node, "source", "sha256"),
        script=_text(node, "source", "script"),
        clean=_text(node, "source", "shown") != "raw",
        model=(_text(node, "model", "name"), _text(node, "model", "fingerprint")),
    )


def _text(node: Node | None, *path: str) -> str:
    """The text to which `path`, the keys of mappings in mappings, leads in a YAML tree; empty without one."""
    for name in path:
        node = _value(node, name)
    return node.value if node is not None and isinstance(node.value, str) else ""


def _items(node: Node | None, name: str) -> Iterator[Node]:
    """The items of the list `name` in a mapping."""
    found = _value(node, name)
    if found is not None and isinstance(found.value, list):
        yield from (each for each in found.value if isinstance(each, Node))


def _value(node: Node | None, name: str) -> Node | None:
    if node is None or not isinstance(node.value, list):
        return None
    pairs = (each for each in node.value if isinstance(each, tuple))
    return next((value for key, value in pairs if key.value == name), None)
