"""From files of sentence pairs to examples: reads, drops, marks, and reports what was dropped and why."""

from __future__ import annotations

import hashlib
import json
import lzma
import re
from dataclasses import dataclass
from glob import glob
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import yaml

from briefing.chinese import has_han
from briefing.document import Segment
from briefing.engine.grammar import writable
from briefing.engine.markers import CLOSE, OPEN
from briefing.errors import ReadError
from briefing.glossary.layers import load_termbase
from briefing.glossary.matcher import Matcher
from briefing.glossary.model import Term, Termbase
from briefing.verify import verify
from training import report
from training.mark import anchors, as_sent, marked, unnumbered, words
from training.near import Seen
from training.noise import noisy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from training.config import Config, Data, Source
    from training.report import Counts

Pair = tuple[str, str]

_RESERVED = 5
"""One pair in so many, by the MD5 of its Chinese, is never trained on."""
_NUMBERS = frozenset(("figure-missing", "figure-altered"))
"""Checks of the product that tell a misaligned pair: a figure of the Chinese is not in the English."""


@dataclass(frozen=True, slots=True)
class Example:
    """What is learnt: to answer `zh` with `en`, both as the model sees them. `earlier`, if not None, is the
    pair that stands before it in its document, without markers."""

    source: str
    zh: str
    en: str
    earlier: Pair | None = None


def prepare(config: Config, say: Callable[[str], None]) -> None:
    """Write `train.jsonl`, `dev.jsonl`, `data.json` and `data.md` into the folder of `config`.

    Raises ReadError if a file that the configuration names is not there or not as it should be.
    """
    seen = Seen(config.data.near)
    excluded = 0
    for text in _excluded(config.data):
        seen.add(text, "excluded")
        excluded += 1
    roots = {source.name: Path() if source.own else config.data.corpus for source in config.source}
    rows = {source.name: list(_rows(roots[source.name], source.files)) for source in config.source}
    for source in config.source:
        for zh, _ in rows[source.name]:
            if source.reserve and reserved(zh):
                seen.add(zh, "near-reserved")
    dictionary = _dictionary(config)
    maker = _Maker(config, seen, Matcher(load_termbase(user=False)), Matcher(dictionary))
    examples: list[Example] = []
    counts = []
    for source in config.source:
        made, counted = maker.of(source, rows[source.name])
        say(f"{source.name}: {counted.taken:,} of {counted.pairs:,} pairs")
        examples += made
        counts.append(counted)
    Random(config.seed).shuffle(examples)
    dev = min(config.data.dev, len(examples) // 5)
    if not dev:
        raise ReadError(f"only {len(examples)} pairs are left", "See data.md, or name more sources")
    config.folder.mkdir(parents=True, exist_ok=True)
    _write(config.folder / "dev.jsonl", examples[:dev])
    _write(config.folder / "train.jsonl", examples[dev:])
    totals = {
        "train": len(examples) - dev,
        "dev": dev,
        "dictionary": len(dictionary.terms),
        "excluded": excluded,
    }
    report.write(config.folder, counts, totals, {each.name: each.licence for each in config.dictionary})


def read_examples(path: Path) -> list[Example]:
    """The examples that `prepare` wrote. Raises ReadError."""
    try:
        with path.open(encoding="utf-8") as file:
            made = [json.loads(line) for line in file]
    except (OSError, ValueError) as error:
        raise ReadError(f"{path} cannot be read: {error}", "Run the step `data` first") from error
    return [
        Example(**{**each, "earlier": tuple(each["earlier"]) if each["earlier"] else None}) for each in made
    ]


def reserved(zh: str) -> bool:
    """Whether a pair with this Chinese is kept for evaluation, wherever it comes from."""
    return int(hashlib.md5(zh.encode()).hexdigest(), 16) % _RESERVED == 0


@dataclass(slots=True)
class _Maker:
    """Turns the pairs of one source after the other into examples; none that was `seen` before."""

    config: Config
    seen: Seen
    matcher: Matcher
    dictionary: Matcher

    def of(self, source: Source, rows: list[Pair]) -> tuple[list[Example], Counts]:
        """The examples of `source`, as many as it is to give, and what was counted on the way."""
        counts = report.Counts.of(source)
        counts.pairs = len(rows)
        # Each source has its own dice, so that a change to one leaves the choice from the others as it is.
        rng = Random(f"{self.config.seed} {source.name}")
        order = [at for at, (zh, _) in enumerate(rows) if not (source.reserve and reserved(zh))]
        counts.dropped["reserved"] = len(rows) - len(order)
        order = [at for at in order if re.search(source.only, rows[at][0])]
        rng.shuffle(order)
        made: list[Example] = []
        for at in order:
            if source.pairs and len(made) == source.pairs:
                break
            counts.looked_at += 1
            zh, en = rows[at]
            sent = as_sent(zh, self.matcher)
            if reason := self._seen_before(zh) or fault(sent, zh, en, source, self.config.data):
                counts.dropped[reason] += 1
                continue
            assert sent is not None
            self.seen.add(zh, "duplicate")
            before = (
                rows[at - 1] if source.ordered and at and rng.random() < self.config.data.earlier else None
            )
            made.append(self._example(source, sent, en, self._turn(source, before), rng, counts))
        return made, counts

    def _seen_before(self, zh: str) -> str:
        label, exact = self.seen.find(zh)
        return f"near-{label}" if label == "duplicate" and not exact else label

    def _turn(self, source: Source, before: Pair | None) -> Pair | None:
        """The pair `before` as an earlier turn, if it could be an example itself."""
        if before is None or (source.reserve and reserved(before[0])):
            return None
        if self.seen.find(before[0])[0] not in ("", "duplicate"):
            return None
        sent = as_sent(before[0], self.matcher)
        if fault(sent, *before, source, self.config.data):
            return None
        assert sent is not None
        return marked(sent, unnumbered(before[1], sent), ())

    def _example(
        self, source: Source, sent: Segment, en: str, earlier: Pair | None, rng: Random, counts: Counts
    ) -> Example:
        data, en = self.config.data, unnumbered(en, sent)
        chosen = []
        if rng.random() < source.marked:
            sure = anchors(en, sent.spans)
            found = words(sent.zh, self.dictionary, [anchor.span for anchor in sure])
            rate = rng.choice(data.span_rates)
            for anchor in anchors(en, (*sent.spans, *found)):
                known = anchor.span.zh_at not in {word.zh_at for word in found}
                if rng.random() < (rate if known else data.word_rate):
                    chosen.append((anchor, anchor.span.kind if known else "word"))
            chosen = chosen[: data.most_spans]
        zh, en = marked(sent, en, [anchor for anchor, _ in chosen])
        counts.marked += bool(chosen)
        counts.spans.update(kind for _, kind in chosen)
        if rng.random() < data.noise:
            dirty = noisy(zh, rng)
            counts.noisy += dirty != zh
            zh = dirty
        counts.taken += 1
        counts.earlier += earlier is not None
        counts.characters += len(sent.zh)
        return Example(source.name, zh, en, earlier)


def fault(sent: Segment | None, zh: str, en: str, source: Source, data: Data) -> str:
    """Why the pair cannot be trained on, one of `report.REASONS`; empty if it can. `sent` is the Chinese as
    the product would send it."""
    size = len(zh)
    low, high = source.ratio
    faults = {
        "no-chinese": not has_han(zh),
        "chinese-in-english": has_han(en),
        "unwritable": not writable(en),
        "marker-in-english": OPEN in en or CLOSE in en,
        "too-short": size < data.shortest,
        "too-long": size > data.longest,
        "length-ratio": not low <= len(en) / size <= high,
        "numbers": sent is not None and _numbers_lost(sent, en),
        "paragraphs": sent is None,
    }
    return next((reason for reason, holds in faults.items() if holds), "")


def _numbers_lost(sent: Segment, en: str) -> bool:
    checked = verify(Segment("", sent.zh, sent.spans, en=en, ended="stop"))
    return any(finding.rule in _NUMBERS for finding in checked.findings)


def _files(folder: Path, pattern: str) -> list[Path]:
    names = sorted(glob(pattern, root_dir=folder))  # noqa: PTH207 (that of Path takes no absolute pattern)
    found = [path for name in names if (path := folder / name).is_file()]
    if not found:
        raise ReadError(f"no file in {folder} fits {pattern}", "Check the path of the corpus and the pattern")
    return found


def _rows(folder: Path, pattern: str) -> Iterator[Pair]:
    """The pairs of the files; a line that is not two texts is passed over. White space comes out single."""
    for path in _files(folder, pattern):
        try:
            with (
                lzma.open(path, "rt", encoding="utf-8")
                if path.suffix == ".xz"
                else path.open(encoding="utf-8") as file
            ):
                for line in file:
                    cells = line.rstrip("\n").split("\t")
                    if len(cells) == 2 and cells[0].strip() and cells[1].strip():
                        yield cells[0], " ".join(cells[1].split())
        except (OSError, UnicodeDecodeError, lzma.LZMAError, EOFError) as error:
            raise ReadError(f"{path} cannot be read: {error}") from error


def _excluded(data: Data) -> Iterator[str]:
    """Every Chinese text of the YAML files that must not be trained on, whatever their keys."""
    for pattern in data.exclude:
        for path in _files(Path(), pattern):
            yield from _chinese(yaml.safe_load(path.read_text(encoding="utf-8")))


def _chinese(node: object) -> Iterator[str]:
    if isinstance(node, str):
        if has_han(node):
            yield node
    elif isinstance(node, dict | list):
        for each in node.values() if isinstance(node, dict) else node:
            yield from _chinese(each)


def _dictionary(config: Config) -> Termbase:
    """The words of the dictionaries, each with its senses, of which any may be the one meant."""
    senses: dict[str, list[str]] = {}
    for each in config.dictionary:
        for zh, en in _rows(config.data.corpus, each.files):
            plain = not set(en) & set(";/()[]") and writable(en)
            if 2 <= len(zh) <= 12 and 3 <= len(en) <= 60 and plain:
                senses.setdefault(zh, []).append(en)
    terms = (Term(zh=zh, en=first, also=tuple(others)) for zh, (first, *others) in senses.items())
    return Termbase(tuple(terms))


def _write(path: Path, examples: list[Example]) -> None:
    with path.open("w", encoding="utf-8") as file:
        for each in examples:
            line = {"source": each.source, "zh": each.zh, "en": each.en, "earlier": each.earlier}
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
