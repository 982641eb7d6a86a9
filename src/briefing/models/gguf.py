"""Reads the header of a GGUF file: what model it holds, and how long the file has to be.

The layout is that of ggml's docs/gguf.md, versions 2 and 3, little-endian. The file is a stranger's: nothing
in it is believed, every count and length is bounded before it is used, and weights are never read.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from briefing.errors import ModelError
from briefing.visible import visible

if TYPE_CHECKING:
    from pathlib import Path

MAX_ENTRIES = 4_000
"""Entries of metadata: those that exist have some tens."""
MAX_TENSORS = 100_000
"""Tensors: the largest models that exist have some thousands."""
MAX_ITEMS = 4_000_000
"""Items of all lists together: a vocabulary has up to 300,000, its merges twice as many."""
MAX_STRING = 4_000_000
"""Bytes of a string: chat templates have some thousands."""
MAX_TEXT = 64_000_000
"""Bytes of all strings outside lists."""
MAX_NAME = 65_535
"""Bytes of a key (gguf.md)."""
MAX_DIMENSIONS = 4
MAX_ELEMENTS = 1 << 48

_SCALARS = {0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 6: "f", 7: "?", 10: "Q", 11: "q", 12: "d"}
STRING, _LIST = 8, 9
"""Types of a value that are no number."""

TYPES: dict[int, tuple[int, int]] = {
    0: (1, 4), 1: (1, 2), 2: (32, 18), 3: (32, 20), 6: (32, 22), 7: (32, 24), 8: (32, 34), 10: (256, 84),
    11: (256, 110), 12: (256, 144), 13: (256, 176), 14: (256, 210), 16: (256, 66), 17: (256, 74),
    18: (256, 98), 19: (256, 50), 20: (32, 18), 21: (256, 110), 22: (256, 82), 23: (256, 136), 24: (1, 1),
    25: (1, 2), 26: (1, 4), 27: (1, 8), 28: (1, 8), 29: (256, 56), 30: (1, 2), 34: (256, 54),
    35: (256, 66), 39: (32, 17), 40: (64, 36), 41: (128, 18),
}  # fmt: skip
"""For each type of tensor that llama.cpp knows: elements of a block, and its bytes (`gguf.constants` of the
package gguf 0.19). Of others only llama.cpp can say whether they can be run, and how long they are."""

_NO_MODEL = {
    "adapter": "an adapter for a model, and no model",
    "mmproj": "the part of a model that reads pictures, and no model",
    "imatrix": "a measurement for quantising a model, and no model",
    "vocab": "a vocabulary alone, and no model",
}
"""What `general.type` says of files that are no models."""
_AGAIN = "Get the file again, and compare its size with what its page says"
_INSTEAD = {
    b"<!do": "it is a web page",
    b"<htm": "it is a web page",
    b"vers": "it is a pointer to the file, as Git LFS leaves it (`git lfs pull` gets the file)",
}
"""What is often had in place of a model, by its first bytes."""


@dataclass(frozen=True, slots=True)
class Header:
    """What a GGUF file says of its model.

    `context` is the length in tokens that it was trained on, 0 where that is not said. `thinks`: its chat
    template speaks of thinking. `token_bytes` are those that a token takes in the cache, with 16 bits a
    number. `types` are those of the tensors, `size` the bytes that the file must have.
    """

    architecture: str
    title: str
    licence: str
    context: int
    chat: bool
    thinks: bool
    token_bytes: int
    types: tuple[int, ...]
    size: int


def read_header(path: Path) -> Header:
    """Read and check the header of `path`: a model that writes text, in one file that is whole.

    Raises:
        ModelError: it is none of these, and which; of a file that is cut short, how much is missing.
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        reader = _Reader(file, path.stat().st_size)
        try:
            header = _header(reader)
        except _CutError as error:
            raise ModelError(
                f"{path.name} is cut short: at least {error.missing:,} bytes are missing, in its header",
                _AGAIN,
            ) from error
        except _DamagedError as error:
            raise ModelError(f"{path.name} is no GGUF file, or a damaged one: {error}", _AGAIN) from error
        except _OtherError as error:
            raise ModelError(f"{path.name} cannot be run: it is {error.what}", error.hint) from error
    if reader.size < header.size:
        raise ModelError(
            f"{path.name} is cut short: {header.size - reader.size:,} of {header.size:,} bytes are missing",
            _AGAIN,
        )
    return header


class _DamagedError(Exception):
    pass


class _CutError(Exception):
    def __init__(self, missing: int) -> None:
        super().__init__(missing)
        self.missing = missing


class _OtherError(Exception):
    def __init__(self, what: str, hint: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.hint = hint


class _Reader:
    def __init__(self, file: BinaryIO, size: int) -> None:
        self.size = size
        self.at = 0
        self._file = file
        self._items = 0
        self._text = 0

    def take(self, count: int) -> bytes:
        data = self._file.read(count)
        self.at += count
        if len(data) < count:
            raise _CutError(self.at - self.size if self.at > self.size else 1)
        return data

    def number(self, form: str) -> int:
        return int(struct.unpack(f"<{form}", self.take(struct.calcsize(f"<{form}")))[0])

    def bounded(self, form: str, most: int, what: str) -> int:
        found = self.number(form)
        if found > most:
            raise _DamagedError(f"it says it has {found:,} {what}")
        return found

    def string(self, most: int = MAX_STRING) -> str:
        count = self.bounded("Q", min(most, MAX_TEXT - self._text), "bytes in its names and texts")
        self._text += count
        return self.take(count).decode("utf-8", "replace")

    def value(self) -> object:
        """A value with its type before it; None of a list, which is passed over."""
        kind = self.number("I")
        if kind == STRING:
            return self.string()
        if kind in _SCALARS:
            form = f"<{_SCALARS[kind]}"
            return struct.unpack(form, self.take(struct.calcsize(form)))[0]
        if kind != _LIST:
            raise _DamagedError(f"a value of the unknown type {kind}")
        self._pass_list()
        return None

    def _pass_list(self) -> None:
        kind = self.number("I")
        count = self.bounded("Q", MAX_ITEMS - self._items, "items in its lists")
        self._items += count
        if kind in _SCALARS:
            self.skip(count * struct.calcsize(f"<{_SCALARS[kind]}"))
        elif kind == STRING:
            for _ in range(count):
                self.take(self.bounded("Q", MAX_STRING, "bytes in one text"))
        else:
            raise _DamagedError(f"a list of the unknown type {kind}")

    def skip(self, count: int) -> None:
        if self.at + count > self.size:
            raise _CutError(self.at + count - self.size)
        self._file.seek(count, 1)
        self.at += count


def _header(reader: _Reader) -> Header:
    if reader.size == 0:
        raise _DamagedError("it is empty")
    if (first := reader.take(min(4, reader.size))) != b"GGUF":
        raise _DamagedError(_INSTEAD.get(first.lower(), "it does not begin with GGUF"))
    version = reader.number("I")
    if version & 0xFFFF == 0:
        raise _OtherError("made for big-endian machines", "Get the usual, little-endian file")
    if version not in (2, 3):
        raise _OtherError(f"of GGUF version {version}", "Version 2 and 3 are read: get a newer file")
    tensors = reader.bounded("Q", MAX_TENSORS, "tensors")
    facts: dict[str, object] = {}
    for _ in range(reader.bounded("Q", MAX_ENTRIES, "entries")):
        key = reader.string(MAX_NAME)
        facts[key] = reader.value()
    architecture = _text(facts, "general.architecture")
    _refuse_others(facts, architecture)
    if not tensors:
        raise _OtherError(_NO_MODEL["vocab"], "Give the file of the model itself")
    types, end = _tensors(reader, tensors)
    alignment = _count(facts, "general.alignment") or 32
    if alignment & 7 or alignment > 1 << 20:
        raise _DamagedError(f"its data would stand at multiples of {alignment}")
    begin = -(-reader.at // alignment) * alignment
    template = _text(facts, "tokenizer.chat_template")
    return Header(
        architecture=architecture,
        title=_text(facts, "general.name"),
        licence=_text(facts, "general.license"),
        context=_count(facts, f"{architecture}.context_length"),
        chat=bool(template),
        thinks="enable_thinking" in template or "<think>" in template,
        token_bytes=_token_bytes(facts, architecture),
        types=types,
        size=begin + end,
    )


def _tensors(reader: _Reader, count: int) -> tuple[tuple[int, ...], int]:
    """The types of the tensors, and where the last of them ends, counted from the beginning of the data."""
    types: set[int] = set()
    end = 0
    for _ in range(count):
        name = reader.string(MAX_NAME)
        elements, first = 1, 1
        for dimension in range(reader.bounded("I", MAX_DIMENSIONS, f"dimensions of {name[:40]!r}")):
            length = reader.number("Q")
            first = length if dimension == 0 else first
            elements *= length
            if elements > MAX_ELEMENTS:
                raise _DamagedError(f"{name[:40]!r} would have {elements:,} elements")
        kind, offset = reader.number("I"), reader.number("Q")
        block, size = TYPES.get(kind, (1, 0))
        if first % block:
            raise _DamagedError(f"{name[:40]!r} has rows of {first:,} elements in blocks of {block}")
        types.add(kind)
        end = max(end, offset + elements // block * size)
    return tuple(sorted(types)), end


def _refuse_others(facts: dict[str, object], architecture: str) -> None:
    """Raise _OtherError for what is not one whole model that writes text."""
    kind = _text(facts, "general.type")
    if architecture == "clip":  # of files from before `general.type`
        kind = "mmproj"
    if kind in _NO_MODEL:
        raise _OtherError(_NO_MODEL[kind], "Give the file of the model itself")
    if not architecture:
        raise _OtherError("of no architecture that it names", _AGAIN)
    if (parts := _count(facts, "split.count")) > 1:
        raise _OtherError(
            f"one of {parts} parts of a model",
            "Join them with llama.cpp's `llama-gguf-split --merge FIRST-PART.gguf WHOLE.gguf`",
        )
    if _count(facts, f"{architecture}.pooling_type"):
        raise _OtherError("a model that compares texts, and writes none", "Give one that translates")


def _token_bytes(facts: dict[str, object], architecture: str) -> int:
    """Two vectors in each layer for each head that has its own (a list of heads counts as all of them)."""
    heads = _count(facts, f"{architecture}.attention.head_count")
    own = _count(facts, f"{architecture}.attention.head_count_kv") or heads
    width = _count(facts, f"{architecture}.embedding_length") // max(heads, 1)
    key = _count(facts, f"{architecture}.attention.key_length") or width
    value = _count(facts, f"{architecture}.attention.value_length") or width
    return _count(facts, f"{architecture}.block_count") * own * (key + value) * 2


def _text(facts: dict[str, object], key: str) -> str:
    found = facts.get(key)
    return visible(found) if isinstance(found, str) else ""


def _count(facts: dict[str, object], key: str) -> int:
    found = facts.get(key)
    return found if isinstance(found, int) and 0 <= found <= 1 << 40 else 0
