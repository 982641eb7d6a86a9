"""The default engine: a small language model with this project's adapter, run in this process by OpenVINO."""

from __future__ import annotations

import hashlib
import json
import os
import re
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Protocol

from briefing import machine
from briefing.engine import grammar, markers
from briefing.engine.base import Draft
from briefing.engine.batching import Ask, answers
from briefing.engine.grammar import Held
from briefing.engine.openvino import SAMPLING, OpenVinoModel
from briefing.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from briefing.engine.base import Request
    from briefing.engine.batching import Answer
    from briefing.engine.markers import Marked

# The prompt that the adapter was trained on. The head is encoded apart from the text and ends in a line
# break: a space at its end would be another token alone than before a word, so the task goes with the text.
HEAD = "<|im_start|>user\n"
TASK = "Translate into English: "
TAIL = "<|im_end|>\n<|im_start|>assistant\n"

MEMORY = 3_600_000_000
"""Bytes that have to be free: a run takes 2.3 GB (measured), and up to 1 GB more in a long document, as the
cache for tokens fills, once (1.1 MB a paragraph, measured over 119). It maps 1.1 GB that others may share."""
MEMORY_BESIDES = 2_300_000_000
"""Of these, what is not weights."""
_PENALTY = 0.3
"""What a token loses each time that it is used, in an answer that is asked for again: breaks a loop."""
_PAUSE = re.compile("[，。；：、！？]")


class Wording(Protocol):
    """How a model is asked, and how its answers are read."""

    @property
    def digest(self) -> str:
        """What tells it from others; empty for the default model's."""
        ...

    def ask(self, request: Request) -> Ask:
        """What the model is asked."""
        ...

    def draft(self, request: Request, answer: Answer) -> Draft:
        """What its answer says."""
        ...


class Own:
    """The default model's: the prompt that the adapter was trained on, renderings in markers."""

    digest = ""

    def ask(self, request: Request) -> Ask:
        """The prompt, the limit and penalty of decoding, and the grammar that the answer must satisfy."""
        return _ask(request, markers.encode(request.text, request.spans))

    def draft(self, request: Request, answer: Answer) -> Draft:
        """The answer without its markers."""
        marked = markers.encode(request.text, request.spans)
        return Draft(*markers.decode(answer.text, marked), answer.ended, answer.log_probs)


class LocalEngine:
    """Implements `briefing.engine.base.Engine`. The model is loaded when the first request has to be run.

    Args:
        folder: the prepared model (OpenVINO IR with its tokenizers).
        adapter: a LoRA in safetensors, or None for the bare model.
        threads: threads of computation; 0 is the library's choice.
        alpha: weight of the adapter.
        wording: how the model is asked.
        name: its name, if that is not the folder's.
        memory: bytes that have to be free.
    """

    def __init__(
        self,
        folder: Path,
        adapter: Path | None,
        *,
        threads: int = 0,
        alpha: float = 1.0,
        wording: Wording | None = None,
        name: str = "",
        memory: int = MEMORY,
    ) -> None:
        self._wording = wording or Own()
        self._given = name
        self._memory = memory
        self._folder = folder
        self._adapter = adapter
        self._threads = threads
        self._alpha = alpha

    @property
    def name(self) -> str:
        """The model's name, as `--model` takes it."""
        return self._given or self._folder.name

    @cached_property
    def fingerprint(self) -> str:
        """Weights, adapter, library, precision and threads: `key=value`, joined by spaces."""
        from briefing.engine import openvino

        core = openvino.load()[0].Core()
        parts = {
            "weights": _weights_hash(self._folder),
            "adapter": _file_hash(self._adapter) if self._adapter else "none",
            "alpha": f"{self._alpha:g}",
            "openvino-genai": _installed("openvino-genai"),
            "precision": "bf16" if "BF16" in core.get_property("CPU", "OPTIMIZATION_CAPABILITIES") else "f32",
            "threads": str(self._threads or f"auto-of-{os.cpu_count()}"),
        }
        if self._wording.digest:
            parts["profile"] = self._wording.digest
        return " ".join(f"{key}={value}" for key, value in parts.items())

    def prompt(self, request: Request) -> str:
        """The prompt, the limit and penalty of decoding, and the grammar that the answer must satisfy."""
        ask = self._wording.ask(request)
        stand_ins = markers.encode(request.text, request.spans).stand_ins
        settings = [ask.limit, ask.penalty, ask.demanding or ask.grammar, stand_ins]
        settings += [ask.seed, SAMPLING] if ask.seed else []
        return f"{ask.head}{ask.text}{ask.tail}\n{json.dumps(settings, ensure_ascii=False)}"

    def translate(self, requests: Iterable[Request]) -> Iterator[tuple[str, Draft]]:
        """Yield (request id, draft) as drafts are finished.

        `requests` is asked for more whenever there is room, even after it once had none. A draft `too-long`
        was not run, one that `failed` was tried three times. Raises ModelError if the model cannot be loaded.
        """
        asked: dict[str, Request] = {}

        def ask(request: Request) -> Ask:
            asked[request.id] = request
            return self._wording.ask(request)

        # A generator that once ended would stay so; map asks `requests` again.
        for key, answer in answers(lambda: self._model, map(ask, requests)):
            yield key, self._wording.draft(asked.pop(key), answer)

    @cached_property
    def _model(self) -> OpenVinoModel:
        free = machine.available_memory()
        if free is not None and free < self._memory:
            # Otherwise the system would end it, or another program, half-way and without a word.
            raise ModelError(
                f"there is too little memory to translate: {machine.gigabytes(self._memory)} are needed, "
                f"{machine.gigabytes(free)} are free",
                "Wait for another briefing that runs, close other programs, or use an Argos package",
            )
        return OpenVinoModel(self._folder, self._adapter, threads=self._threads, alpha=self._alpha)


def _ask(request: Request, marked: Marked) -> Ask:
    demanding = _demanding(request, marked)
    return Ask(
        id=request.id,
        head=HEAD,
        text=TASK + marked.text,
        tail=TAIL,
        limit=_limit(marked.text),
        grammar=grammar.ENGLISH_ONLY if request.first_person else grammar.IMPERSONAL,
        demanding=demanding,
        # Asked again with nothing to demand, the same answer would come out: what was wrong was the answer.
        penalty=_PENALTY if request.attempt and not demanding and not request.drawn else 0.0,
        seed=request.attempt if request.drawn else 0,
    )


def _demanding(request: Request, marked: Marked) -> str:
    """The grammar of an answer that has what it must, each before anything of a later clause."""
    held = {
        span.zh_at: Held(marked.marker(span.en), len(_PAUSE.findall(request.text, 0, span.zh_at[0])))
        for span in request.spans
        if span.marked
    }
    # What is not marked the model does not know, and would not come to write for being denied an end.
    demands = [held[span.zh_at] for span in request.must if span.zh_at in held]
    others = [each for at, each in held.items() if all(at != span.zh_at for span in request.must)]
    return grammar.demanding(demands, others, first_person=request.first_person)


def _limit(text: str) -> int:
    """Tokens that an answer may have. Of 3,000 pairs of policy Chinese and a professional's English, the
    longest took 1.1 for a character of the source, and 15 besides."""
    return 32 + len(text) * 3 // 2


def _weights_hash(folder: Path) -> str:
    """What identifies the prepared model: its manifest where it has one, otherwise its graph and its size."""
    manifest = folder / "manifest.json"
    if manifest.is_file():
        return _file_hash(manifest)
    weights = folder / "openvino_model.bin"
    return f"{_file_hash(folder / 'openvino_model.xml')}-{weights.stat().st_size}"


def _file_hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _installed(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "unknown"
