"""The header of a GGUF file: what is in it, what is missing of it, and what is no model."""

from __future__ import annotations

import struct
import time
from typing import TYPE_CHECKING

import pytest
import tiny_gguf
from hypothesis import given, settings
from hypothesis import strategies as st
from tiny_gguf import F32, U32, facts, gguf, tensors

from briefing.errors import ModelError
from briefing.models import gguf as reader
from briefing.models.gguf import Header, read_header
from briefing.models.gguf_probe import probe_of

if TYPE_CHECKING:
    from pathlib import Path

WHOLE = gguf(facts(), tensors())


def read(tmp_path: Path, data: bytes) -> Header:
    path = tmp_path / "model.gguf"
    path.write_bytes(data)
    return read_header(path)


def refusal(tmp_path: Path, data: bytes) -> str:
    with pytest.raises(ModelError) as caught:
        read(tmp_path, data)
    assert caught.value.hint
    assert caught.value.message.startswith("model.gguf")
    return caught.value.message


def test_what_a_file_says_of_its_model(tmp_path: Path) -> None:
    header = read(tmp_path, gguf(facts(**{"general.license": "apache-2.0"}), tensors()))
    assert (header.architecture, header.title, header.licence) == ("qwen2", "Tiny", "apache-2.0")
    assert (header.context, header.chat, header.thinks) == (8192, True, False)
    assert header.types == (F32,)
    # Two layers of two heads, each 16 wide, a key and a value, two bytes a number.
    assert header.token_bytes == 2 * 2 * (16 + 16) * 2


def test_a_template_that_speaks_of_thinking_is_told(tmp_path: Path) -> None:
    template = "{% if enable_thinking %}<think>{% endif %}"
    assert read(tmp_path, gguf(facts(**{"tokenizer.chat_template": template}), tensors())).thinks


def test_the_length_of_the_file_follows_from_its_tensors(tmp_path: Path) -> None:
    header = read(tmp_path, WHOLE)
    last = tensors()[-1][3]
    assert len(WHOLE) - 32 < header.size <= len(WHOLE)
    assert header.size == len(WHOLE) - (-len(last) % 32)


def test_version_2_is_read_and_others_are_named(tmp_path: Path) -> None:
    assert read(tmp_path, gguf(facts(), tensors(), version=2)).architecture == "qwen2"
    assert "of GGUF version 1" in refusal(tmp_path, gguf(facts(), tensors(), version=1))
    backwards = WHOLE[:4] + struct.pack(">I", 3) + WHOLE[8:]
    assert "big-endian" in refusal(tmp_path, backwards)


def test_what_is_missing_of_a_file_is_told_in_bytes(tmp_path: Path) -> None:
    size = read(tmp_path, WHOLE).size
    told = refusal(tmp_path, WHOLE[: size - 1_000])
    assert told == f"model.gguf is cut short: 1,000 of {size:,} bytes are missing"


@pytest.mark.parametrize("at", [5, 11, 20, 31, 60, 200, 2_000, 5_000])
def test_a_file_that_ends_in_its_header_is_told(tmp_path: Path, at: int) -> None:
    told = refusal(tmp_path, WHOLE[:at])
    assert "is cut short: at least" in told
    assert "bytes are missing, in its header" in told


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "it is empty"),
        (b"GGU", "does not begin with GGUF"),
        (b"<!DOCTYPE html><html>Sign in to download", "it is a web page"),
        (
            b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 5",
            "as Git LFS leaves it",
        ),
    ],
    ids=["empty", "short", "page", "pointer"],
)
def test_what_is_no_gguf_file(tmp_path: Path, data: bytes, told: str) -> None:
    assert told in refusal(tmp_path, data)


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"general.type": "adapter"}, "an adapter for a model"),
        ({"general.type": "mmproj"}, "reads pictures"),
        ({"general.architecture": "clip"}, "reads pictures"),
        ({"split.count": U32(3)}, "one of 3 parts of a model"),
        ({"qwen2.pooling_type": U32(3)}, "compares texts, and writes none"),
        ({"general.architecture": ""}, "no architecture"),
    ],
    ids=["adapter", "mmproj", "clip", "part", "embedding", "nameless"],
)
def test_what_is_no_model_that_writes(tmp_path: Path, more: dict, told: str) -> None:
    assert told in refusal(tmp_path, gguf({**facts(), **more}, tensors()))


def test_a_vocabulary_alone_is_no_model(tmp_path: Path) -> None:
    assert "a vocabulary alone" in refusal(tmp_path, gguf(facts()))


def head(entries: int = 0, count: int = 0, rest: bytes = b"") -> bytes:
    return b"GGUF" + struct.pack("<IQQ", 3, count, entries) + rest + bytes(64)


KEY = struct.pack("<Q", 1) + b"k"


@pytest.mark.parametrize(
    "data",
    [
        head(entries=1 << 60),
        head(count=1 << 60),
        head(1, rest=struct.pack("<Q", 1 << 62)),
        head(1, rest=KEY + struct.pack("<IQ", 8, 1 << 62)),
        head(1, rest=KEY + struct.pack("<IIQ", 9, 8, 1 << 62)),
        head(1, rest=KEY + struct.pack("<IIQ", 9, 9, 5)),
        head(1, rest=KEY + struct.pack("<I", 77)),
        gguf(facts(), [("t", (1 << 40, 1 << 40), F32, b"")]),
        gguf(facts(), [("t", (5,) * 9, F32, b"")]),
        gguf(facts(), [("t", (31,), 2, b"")]),
        gguf({**facts(), "general.alignment": U32(12)}, tensors()),
    ],
    ids=["entries", "tensors", "key", "text", "list", "nested", "type", "size", "dimensions", "row", "align"],
)
def test_numbers_that_cannot_be_are_refused_at_once(tmp_path: Path, data: bytes) -> None:
    begun = time.thread_time()
    refusal(tmp_path, data)
    assert time.thread_time() - begun < 0.5


def test_a_sparse_file_of_endless_lists_is_not_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "model.gguf"
    lists = b"".join(
        struct.pack("<Q", 5) + f"k{n:04}".encode() + struct.pack("<IIQ", 9, 8, 10) + bytes(80)
        for n in range(3_000)
    )
    with path.open("wb") as file:
        file.write(head(3_001, rest=lists + KEY + struct.pack("<IIQ", 9, 8, 4_000_000)))
        file.truncate(1 << 40)
    with pytest.raises(ModelError, match="items in its lists"):
        read_header(path)


@given(st.data())
@settings(deadline=None, max_examples=150)
def test_whatever_stands_in_a_file_there_is_a_header_or_one_error(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    changed = bytearray(WHOLE[: data.draw(st.integers(0, len(WHOLE)))])
    for _ in range(data.draw(st.integers(0, 4))):
        if changed:
            at = data.draw(st.integers(0, min(len(changed), 4_000) - 1))
            changed[at : at + 8] = data.draw(st.binary(min_size=1, max_size=8))
    path = tmp_path_factory.mktemp("any") / "model.gguf"
    path.write_bytes(changed)
    try:
        header = read_header(path)
    except ModelError as error:
        assert "\n" not in error.message
        assert len(error.message) < 500
    else:
        assert header.size <= len(changed)


def test_a_probe_has_the_architecture_and_the_types_and_is_tiny(tmp_path: Path) -> None:
    header = Header("hunyuan-dense", "", "", 0, False, False, 0, (0, 12, 13, 40), 10)
    probe = probe_of(header)
    found = read(tmp_path, probe)
    assert (found.architecture, found.types) == ("hunyuan-dense", (0, 12, 13, 40))
    assert found.size <= len(probe) < 1_000


def test_block_sizes_are_those_of_the_package_gguf() -> None:
    constants = pytest.importorskip("gguf.constants")
    theirs = {int(kind): tuple(sizes) for kind, sizes in constants.GGML_QUANT_SIZES.items()}
    kept_in_files = {kind: sizes for kind, sizes in theirs.items() if kind in reader.TYPES}
    assert kept_in_files == reader.TYPES


def test_the_tiny_model_is_one_file_of_known_size(tmp_path: Path) -> None:
    path = tiny_gguf.write(tmp_path / "tiny.gguf")
    assert path.stat().st_size < 200_000
