"""Argos packages: their CTranslate2 model run directly, whole documents in token-sized batches.

There are no markers here: the rendering of a marked span is put in place bare, and the draft's marks are
where it is found again, word for word. What the model needs to be told (how a source and an answer begin and
end, how long they may be) is read from the package.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass, replace
from functools import cached_property, partial
from importlib import import_module, metadata
from itertools import islice
from typing import TYPE_CHECKING, Protocol, cast

from briefing.engine.argos_package import read_package
from briefing.engine.bare import find_marks, source_of
from briefing.engine.base import Draft
from briefing.engine.loop import LoopDetector
from briefing.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path
    from types import ModuleType

    from briefing.document import Ended
    from briefing.engine.argos_package import ArgosPackage
    from briefing.engine.base import Request

INSTALL_HINT = (
    "Install what Argos packages need with `pip install 'briefing[argos]'` (README.md: what else that brings)"
)
UNKNOWN = "\N{REPLACEMENT CHARACTER}"
"""What stands in a draft where the model gave its token for the unknown."""

BEAM = 4
LENGTH_PENALTY = 0.2
"""Both are argostranslate's, so that a package gives the English that its maker saw."""
RETRY_BEAM = 2
"""Beam of a second attempt, of whose answers the one that carries most over is taken. With one of 4, six more
of 178 terms of the article from Jiangsu were rendered, but no fewer errors left, and it took far longer."""
RETRY_NO_REPEAT = 5
"""A second attempt says no five tokens twice, unless it is wanted for a rendering."""
BATCH_TOKENS = 512
"""Tokens in a batch, padding included: larger ones were no faster, and leave threads without work."""
CHUNK_PER_THREAD = 32
"""Requests in a call, for each thread: some seconds of work, since nothing can stop a call half-way."""
SHORT_SOURCE, SHORT_ANSWER = 100, 256
"""A source of up to so many tokens may have an answer of so many, a longer one as long as the model can give:
a rule on the source alone, so that its neighbours do not change where an answer is cut."""


class Tokenizer(Protocol):
    """Text to tokens and back."""

    def encode(self, text: str, /) -> list[str]:
        """Cut into the model's tokens."""
        ...

    def decode(self, tokens: list[str], /) -> str:
        """Join tokens to text."""
        ...


@dataclass(frozen=True, slots=True)
class _Settings:
    """How a batch is decoded: the longest answer, the beam, whether all its answers are wanted."""

    cap: int
    beam: int
    retry: bool
    no_repeat: int


class _Result(Protocol):
    hypotheses: list[list[str]]


class _Pending(Protocol):
    def result(self) -> _Result:
        """Wait for it. Raises RuntimeError or ValueError where decoding failed."""
        ...


@dataclass(frozen=True, slots=True)
class _Batch:
    """What is being decoded together."""

    requests: list[Request]
    settings: _Settings
    results: Sequence[_Pending]


class ArgosEngine:
    """An installed Argos package, loaded. `threads` 0 is one for each core that the process may use.

    Raises:
        ModelError: the libraries are not installed, or the package is broken.
    """

    def __init__(self, package_dir: Path, *, threads: int = 0) -> None:
        self._package = read_package(package_dir)
        self._threads = threads if threads > 0 else _cores()
        self._tokenizer = load_tokenizer(self._package)
        library = library_or_error("ctranslate2")
        try:
            # Batches side by side on one thread each are about twice as fast as one with all threads.
            self._translator = library.Translator(
                str(self._package.model),
                device="cpu",
                compute_type="auto",
                inter_threads=self._threads,
                intra_threads=1,
            )
        except (RuntimeError, ValueError, OSError) as error:
            raise ModelError(
                f"the model of {package_dir.name} cannot be loaded ({error})",
                "Remove it with `briefing model remove NAME`, and install it again from its .argosmodel file",
            ) from error

    @property
    def name(self) -> str:
        """The package's code and version, after `argos-`."""
        return self._package.name

    @cached_property
    def fingerprint(self) -> str:
        """Hash of the package's files, versions of the libraries, and how the model is run."""
        package = self._package
        digest = hashlib.sha256()
        model = sorted(path for path in package.model.iterdir() if path.is_file())
        for path in (package.folder / "metadata.json", package.tokenizer, *model):
            with path.open("rb") as file:
                digest.update(f"{path.name}\0".encode() + hashlib.file_digest(file, "sha256").digest())
        parts = {
            "argos": digest.hexdigest()[:16],
            "ctranslate2": metadata.version("ctranslate2"),
            package.kind: metadata.version("sacremoses" if package.kind == "bpe" else "sentencepiece"),
            "compute": self._translator.compute_type,
            "decoding": "-".join(
                map(str, (BEAM, LENGTH_PENALTY, RETRY_BEAM, RETRY_NO_REPEAT, SHORT_SOURCE, SHORT_ANSWER))
            ),
            "batch": f"{BATCH_TOKENS}-{CHUNK_PER_THREAD}",
            "threads": self._threads,
        }
        return "|".join(f"{key}:{value}" for key, value in parts.items())

    def prompt(self, request: Request) -> str:
        """What is translated, what is looked for in the answers, and whether it is a repair."""
        must = [span.en for span in request.must]
        facts = [_source(request), _wanted(request), must, _is_retry(request)]
        return json.dumps(facts, ensure_ascii=False)

    def translate(self, requests: Iterable[Request]) -> Iterator[tuple[str, Draft]]:
        """Yield (request id, draft), many at a time.

        Raises:
            ModelError: the model fails on a source that it should be able to take.
        """
        stream = iter(requests)
        width = max(2, self._threads) * CHUNK_PER_THREAD
        started: list[_Batch] = []
        while (chunk := list(islice(stream, width))) or started:
            # The next chunk is decoded while what was decoded is taken in: that is work for one core.
            before, started = started, []
            yield from self._start(chunk, started)
            for batch in before:
                yield from self._finish(batch)

    def _start(self, chunk: Sequence[Request], started: list[_Batch]) -> Iterator[tuple[str, Draft]]:
        """Begin to decode, adding to `started`; yield the drafts of what is too long to be."""
        groups: dict[_Settings, list[tuple[Request, list[str]]]] = {}
        for request in chunk:
            tokens = self._tokenizer.encode(_source(request))
            if len(tokens) <= self._package.source_limit:
                groups.setdefault(self._settings(request, len(tokens)), []).append((request, tokens))
            else:
                yield request.id, Draft("", (), "too-long")
        for settings, group in groups.items():
            results = self._decode([tokens for _, tokens in group], settings)
            started.append(_Batch([request for request, _ in group], settings, results))

    def _finish(self, batch: _Batch) -> Iterator[tuple[str, Draft]]:
        for request, pending in zip(batch.requests, batch.results, strict=True):
            try:
                hypotheses = pending.result().hypotheses
            except (RuntimeError, ValueError) as error:
                raise ModelError(
                    f"the model of {self._package.name} failed ({error})",
                    "Choose another with --model; `briefing model list` shows what there is",
                ) from error
            drafts = [self._draft(list(tokens), request, batch.settings.cap) for tokens in hypotheses]
            yield request.id, max(drafts, key=partial(_merit, request))

    def _settings(self, request: Request, length: int) -> _Settings:
        most = self._package.answer_limit
        retry = _is_retry(request)
        return _Settings(
            cap=min(SHORT_ANSWER, most) if length <= SHORT_SOURCE else most,
            beam=RETRY_BEAM if retry else BEAM,
            retry=retry,
            no_repeat=RETRY_NO_REPEAT if retry and not request.must else 0,
        )

    def _decode(self, sources: list[list[str]], settings: _Settings) -> Sequence[_Pending]:
        prefix = self._package.target_prefix
        results: Sequence[_Pending] = self._translator.translate_batch(
            sources,
            target_prefix=[[prefix]] * len(sources) if prefix else None,
            max_batch_size=BATCH_TOKENS,
            batch_type="tokens",
            beam_size=settings.beam,
            num_hypotheses=settings.beam if settings.retry else 1,
            length_penalty=LENGTH_PENALTY,
            no_repeat_ngram_size=settings.no_repeat,
            max_input_length=0,  # 1024 would cut, without a word; too long ones are not asked for
            max_decoding_length=settings.cap,
            return_end_token=True,
            asynchronous=True,
        )
        return results

    def _draft(self, tokens: list[str], request: Request, cap: int) -> Draft:
        package = self._package
        ended: Ended = "stop"
        if tokens and tokens[-1] == package.end_token:
            tokens = tokens[:-1]
        elif tokens:
            ended = "length" if len(tokens) >= cap else "no-end"
        if package.target_prefix and tokens[:1] == [package.target_prefix]:
            tokens = tokens[1:]
        numbers: dict[str, int] = {}
        repeats_from = LoopDetector().feed(numbers.setdefault(token, len(numbers)) for token in tokens)
        if repeats_from is not None:
            tokens, ended = tokens[:repeats_from], "loop"
        shown = [UNKNOWN if token == package.unknown_token else token for token in tokens]
        text = self._tokenizer.decode(shown).strip()
        return Draft(text, find_marks(text, _wanted(request)), ended)


def _source(request: Request) -> str:
    """Return what is translated. A second attempt has in Chinese what was lost of the renderings.

    One that was not carried over once rarely is by the next best answers, but the model may know the Chinese.
    """
    return source_of(replace(request, spans=tuple(s for s in request.spans if s not in request.must)))


def _wanted(request: Request) -> list[str]:
    return [span.en for span in request.spans if span.marked and span.en]


def _is_retry(request: Request) -> bool:
    return bool(request.must) or request.attempt > 0


def _merit(request: Request, draft: Draft) -> tuple[bool, int, int, int]:
    """Rank the answers to one request; the model's own order decides between equals."""
    must = len(find_marks(draft.text, [span.en for span in request.must if span.en]))
    return draft.ended == "stop", must, len(draft.marks), -draft.text.count(UNKNOWN)


def load_tokenizer(package: ArgosPackage) -> Tokenizer:
    """Load the package's tokenizer.

    Raises:
        ModelError: its library is not installed, or it is broken.
    """
    try:
        if package.kind == "bpe":
            library = library_or_error("argostranslate.tokenizer")
            tokenizer = cast("Tokenizer", library.BPETokenizer(package.tokenizer, "zh", "en"))
            tokenizer.encode("")
            return tokenizer
        return _SentencePiece(package.tokenizer)
    except (RuntimeError, ValueError, OSError, IndexError, ImportError) as error:
        raise ModelError(f"{package.tokenizer} cannot be loaded ({error})", INSTALL_HINT) from error


class _SentencePiece:
    def __init__(self, path: Path) -> None:
        library = library_or_error("sentencepiece")
        self._processor = library.SentencePieceProcessor(model_proto=path.read_bytes())

    def encode(self, text: str, /) -> list[str]:
        # A lone surrogate is in no model's alphabet, and cannot be handed over.
        clean = text.encode("utf-8", "replace").decode()
        return [str(piece) for piece in self._processor.encode(clean, out_type=str)]

    def decode(self, tokens: list[str], /) -> str:
        # A piece that the model has and its tokenizer has not comes back as it is, with its sign for a space.
        return str(self._processor.decode_pieces(tokens)).replace("\u2581", " ")


def library_or_error(name: str) -> ModuleType:
    """Import one of the libraries of the `argos` extra.

    Raises:
        ModelError: it is not installed, or cannot be loaded on this machine.
    """
    try:
        return import_module(name)
    except (ImportError, OSError) as error:
        reason = " ".join(str(error).split())
        raise ModelError(
            f"the library {name.partition('.')[0]} cannot be loaded ({reason})", INSTALL_HINT
        ) from error


def _cores() -> int:
    # One more thread gains little where memory is what all of them wait for.
    most = 8
    if hasattr(os, "sched_getaffinity"):
        return min(most, len(os.sched_getaffinity(0)))
    return min(most, os.cpu_count() or 1)
