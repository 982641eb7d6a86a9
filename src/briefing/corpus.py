"""A user's texts as passages, with their English where it is known."""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.bilingual import TABLES, is_briefing, read_bilingual
from briefing.errors import BriefingError, ReadError
from briefing.files import real
from briefing.pipeline import cut_document, prepare_document
from briefing.read import read_source
from briefing.review.pairs import checked_pairs, passages_of
from briefing.suggest.candidates import Passage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from briefing.bilingual.pairs import Bilingual
    from briefing.document import Document
    from briefing.glossary.matcher import Matcher
    from briefing.normalize import Script

_BESIDE_PAGE = re.compile("[_.]files$")


def gather(
    files: Sequence[str],
    matcher: Matcher,
    *,
    script: Script = "auto",
    briefings: Sequence[Path] = (),
    translated: Callable[[Sequence[Document]], Sequence[Document]] = list,
) -> list[Passage]:
    """The sentences of `files`: Chinese texts, or bilingual files (a briefing, a .tsv or .csv).

    The English of texts is that of `briefings`, bilingual files, where these have the same paragraph or
    sentence, and otherwise what `translated` puts into the documents. Places have the file's name before
    them where there are several. Raises ReadError.
    """
    known = _known(briefings, matcher)
    prefixes = [f"{Path(file).name}:" if len(files) > 1 else "" for file in files]
    passages: list[Passage] = []
    documents: list[tuple[str, Document]] = []
    for prefix, file in zip(prefixes, files, strict=True):
        if file != "-" and (Path(file).suffix.lower() in TABLES or is_briefing(file)):
            passages += passages_of(read_bilingual(file), matcher, script=script, prefix=prefix)
        else:
            documents.append((prefix, prepare_document(read_source(file), matcher, script=script)))
    finished = translated([document for _, document in documents])
    for (prefix, _), document in zip(documents, finished, strict=True):
        passages += _of_document(document, prefix, known)
    return passages


def _known(briefings: Sequence[Path], matcher: Matcher) -> dict[str, tuple[Passage, ...]]:
    """The passages of the briefings by the Chinese of their paragraphs and of their sentences."""
    known: dict[str, tuple[Passage, ...]] = {}
    for path in briefings:
        for each in checked_pairs(read_bilingual(path), matcher):
            if each.segment.en.strip():
                known.setdefault(each.segment.zh.strip(), each.passages)
                for passage in each.passages:
                    known.setdefault(passage.zh.strip(), (passage,))
    return known


def _of_document(
    document: Document, prefix: str, known: Mapping[str, tuple[Passage, ...]]
) -> Iterator[Passage]:
    for paragraph in document.paragraphs:
        place = prefix + paragraph.id
        if found := known.get(paragraph.zh.strip()):
            yield from (replace(each, place=place) for each in found)
            continue
        for segment in paragraph.segments:
            if found := known.get(segment.zh.strip()):
                yield from (replace(each, place=place) for each in found)
            else:
                taken = sorted(span.en_at for span in segment.spans if span.en_at)
                yield Passage(place, segment.zh, segment.spans, segment.en, tuple(taken))


def source_beside(file: str | Path, bilingual: Bilingual) -> Document | None:
    """The source of a briefing, where it lies beside it under its name and is still the same."""
    written = bilingual.written
    if str(file) == "-" or not written.source or Path(written.source).name != written.source:
        return None
    path = Path(file).with_name(written.source)
    try:
        if not path.is_file():
            return None
        with path.open("rb") as opened:
            if hashlib.file_digest(opened, "sha256").hexdigest() != written.sha256:
                return None
        return cut_document(read_source(path))
    except (OSError, ValueError, BriefingError):
        return None


def files_below(
    folder: Path, tell: Callable[[ReadError], None], without: Path | None = None
) -> Iterator[Path]:
    """The files below a folder, by name, without the folder `without`; no link to a folder is followed, nor
    anything waited for.

    Left out are hidden files, what office programs leave beside an open document, the folders that browsers
    save beside a page (a_files for a.html), and what is no file. `tell` is told what cannot be looked into.
    """

    def refused(error: OSError) -> None:
        tell(ReadError(f"{error.filename} cannot be read: {error.strerror}", "Check its permissions."))

    skipped = real(without) if without else None
    for at, folders, names in os.walk(folder, onerror=refused):
        here = Path(at)
        pages = {Path(name).stem for name in names if Path(name).suffix.lower() in (".html", ".htm")}
        folders[:] = sorted(
            each
            for each in folders
            if not each.startswith(".")
            and real(here / each) != skipped
            and _BESIDE_PAGE.sub("", each) not in pages - {each}
        )
        for name in sorted(names):
            path = here / name
            if name.startswith((".", "~$")) or name.lower() in ("thumbs.db", "desktop.ini"):
                continue
            if path.is_file() or not path.exists():  # which is told when it is read
                yield path
