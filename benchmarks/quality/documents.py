"""The documents of the policy set: read from YAML, and checked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml

from briefing.document import Source

if TYPE_CHECKING:
    from pathlib import Path

KINDS = frozenset(
    (
        *("notice", "press conference", "statistics release", "commentary", "personnel notice"),
        *("regulation", "work report", "feature"),
    )
)
SENTENCES = 10
PARAGRAPHS = range(3, 7)

_END = re.compile("[。；？！][”’]*$")
# Chinese text is set with full-width marks; half-width ones stand only inside numbers, addresses and Latin.
_HALF_WIDTH = re.compile("(?<=[\u4e00-\u9fff])[,;:!?()\"']|[,;:!?()\"'](?=[\u4e00-\u9fff])")


class SetError(Exception):
    """A set that is not there, or not as it should be."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A Chinese sentence and a translator's English."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Text:
    """A document: its sentences in paragraphs, and the Chinese title that is context and is not scored."""

    id: str
    paragraphs: tuple[tuple[Pair, ...], ...]
    title: str = ""
    kind: str = ""

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """The sentences, in order."""
        return tuple(pair for paragraph in self.paragraphs for pair in paragraph)

    def source(self) -> Source:
        """The text as the product would read it from a file: title and paragraphs a line each."""
        lines = ["".join(pair.zh for pair in paragraph) for paragraph in self.paragraphs]
        return Source(self.id, "\n".join([self.title, *lines] if self.title else lines), "", "utf-8")

    def starts(self) -> list[int]:
        """Where each sentence begins in `source().text`, in code points."""
        starts = []
        at = len(self.title) + 1 if self.title else 0
        for paragraph in self.paragraphs:
            for pair in paragraph:
                starts.append(at)
                at += len(pair.zh)
            at += 1
        return starts


def read_document(path: Path) -> Text:
    """The document in a YAML file. Raises SetError, with what is wrong in it."""
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        kind, title = data["kind"], _pair(data["title"])
        paragraphs = tuple(tuple(_pair(each) for each in paragraph) for paragraph in data["paragraphs"])
    except (OSError, UnicodeError, yaml.YAMLError, KeyError, TypeError, ValueError) as error:
        raise SetError(f"{path}: {' '.join(f'{type(error).__name__}: {error}'.split())}") from error
    text = Text(path.stem, paragraphs, title.zh, kind)
    if wrong := problems(text):
        raise SetError(f"{path}: {'; '.join(wrong)}")
    return text


def _pair(data: dict[str, Any]) -> Pair:
    zh, en = data["zh"], data["en"]
    if set(data) != {"zh", "en"} or not isinstance(zh, str) or not isinstance(en, str):
        raise ValueError(f"{data} should be a zh and an en, both of them text")
    return Pair(zh, en)


def problems(text: Text) -> list[str]:
    """What is not as the policy set has it, in words; nothing if all is well."""
    wrong = []
    if text.kind not in KINDS:
        wrong.append(f"the kind {text.kind!r} is none of {', '.join(sorted(KINDS))}")
    if len(text.pairs) != SENTENCES:
        wrong.append(f"{len(text.pairs)} sentences, not {SENTENCES}")
    if len(text.paragraphs) not in PARAGRAPHS:
        wrong.append(f"{len(text.paragraphs)} paragraphs, not {PARAGRAPHS[0]} to {PARAGRAPHS[-1]}")
    if not text.title or _END.search(text.title):
        wrong.append("the title is missing, or is a sentence")
    for number, pair in enumerate(text.pairs, 1):
        if not _END.search(pair.zh):
            wrong.append(f"sentence {number} has no 。 ； ？ or ！ at its end")
        if match := _HALF_WIDTH.search(pair.zh):
            wrong.append(f"sentence {number} has {match[0]} where Chinese has the full-width mark")
        if pair.zh.strip() != pair.zh or pair.en.strip() != pair.en or not pair.en:
            wrong.append(f"sentence {number} is empty, or has white space around it")
        if re.search("[\u3000-\u9fff\uff01-\uff5e]", pair.en):
            wrong.append(f"sentence {number} has Chinese in its English")
    return wrong
