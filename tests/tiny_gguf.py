"""A very small model as a GGUF file: real to llama.cpp, with random weights, so that it writes nonsense."""

from __future__ import annotations

import random
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

_FORMS = {"u8": (0, "B"), "u32": (4, "I"), "f32": (6, "f"), "u64": (10, "Q")}
F32 = 0
WIDTH, LAYERS, HEADS, INNER = 32, 2, 2, 64
CONTEXT = 8192


@dataclass(frozen=True)
class U32:
    value: int


Value = str | float | U32 | list[str] | list[int]


def _string(text: str) -> bytes:
    data = text.encode()
    return struct.pack("<Q", len(data)) + data


def _value(value: Value) -> bytes:
    match value:
        case str():
            return struct.pack("<I", 8) + _string(value)
        case U32():
            return struct.pack("<II", 4, value.value)
        case float():
            return struct.pack("<If", 6, value)
        case [str(), *_]:
            return struct.pack("<IIQ", 9, 8, len(value)) + b"".join(map(_string, value))  # type: ignore[arg-type]
        case _:
            return struct.pack(f"<IIQ{len(value)}i", 9, 5, len(value), *value)  # type: ignore[arg-type]


def gguf(
    facts: Mapping[str, Value],
    tensors: Sequence[tuple[str, tuple[int, ...], int, bytes]] = (),
    *,
    version: int = 3,
) -> bytes:
    """A GGUF file of these facts, and of tensors: name, dimensions, type, data."""
    head = b"GGUF" + struct.pack("<IQQ", version, len(tensors), len(facts))
    head += b"".join(_string(key) + _value(value) for key, value in facts.items())
    data = b""
    for name, dimensions, kind, content in tensors:
        head += _string(name) + struct.pack(f"<I{len(dimensions)}Q", len(dimensions), *dimensions)
        head += struct.pack("<IQ", kind, len(data))
        data += content + bytes(-len(content) % 32)
    return head + bytes(-len(head) % 32) + data


def _letters() -> list[str]:
    """The 256 bytes as characters, as byte-level vocabularies (GPT-2's) write them."""
    shown = [*range(33, 127), *range(161, 173), *range(174, 256)]
    spare = iter(range(256, 512))
    return [chr(byte if byte in shown else next(spare)) for byte in range(256)]


TEMPLATE = (
    "{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n{% endfor %}"
    "<|im_start|>assistant\n"
)


def facts(architecture: str = "qwen2", **more: Value) -> dict[str, Value]:
    """The metadata of the small model."""
    own = {
        "context_length": U32(CONTEXT),
        "embedding_length": U32(WIDTH),
        "block_count": U32(LAYERS),
        "feed_forward_length": U32(INNER),
        "attention.head_count": U32(HEADS),
        "attention.head_count_kv": U32(HEADS),
        "attention.layer_norm_rms_epsilon": 1e-6,
        "rope.freq_base": 10_000.0,
    }
    tokens = [*_letters(), "<|endoftext|>", "<|im_start|>", "<|im_end|>", "\u0120t"]
    return {
        "general.architecture": architecture,
        "general.name": "Tiny",
        **{f"{architecture}.{key}": value for key, value in own.items()},
        "tokenizer.ggml.model": "gpt2",
        "tokenizer.ggml.pre": "qwen2",
        "tokenizer.ggml.tokens": tokens,
        "tokenizer.ggml.token_type": [1] * 256 + [3, 3, 3, 1],
        "tokenizer.ggml.merges": ["\u0120 t"],
        "tokenizer.ggml.eos_token_id": U32(258),
        "tokenizer.ggml.padding_token_id": U32(256),
        "tokenizer.chat_template": TEMPLATE,
        **more,
    }


def tensors(seed: int = 1) -> list[tuple[str, tuple[int, ...], int, bytes]]:
    """Its weights."""
    source = random.Random(seed)
    words = 260

    def tensor(name: str, *dimensions: int, ones: bool = False) -> tuple[str, tuple[int, ...], int, bytes]:
        count = 1
        for each in dimensions:
            count *= each
        numbers = [1.0 if ones else source.gauss(0, 0.3) for _ in range(count)]
        return name, dimensions, F32, struct.pack(f"<{count}f", *numbers)

    made = [tensor("token_embd.weight", WIDTH, words), tensor("output_norm.weight", WIDTH, ones=True)]
    made.append(tensor("output.weight", WIDTH, words))
    for layer in range(LAYERS):
        of = f"blk.{layer}."
        made.append(tensor(f"{of}attn_norm.weight", WIDTH, ones=True))
        for name in ("q", "k", "v"):
            made += [tensor(f"{of}attn_{name}.weight", WIDTH, WIDTH), tensor(f"{of}attn_{name}.bias", WIDTH)]
        made += [
            tensor(f"{of}attn_output.weight", WIDTH, WIDTH),
            tensor(f"{of}ffn_norm.weight", WIDTH, ones=True),
        ]
        made += [tensor(f"{of}ffn_gate.weight", WIDTH, INNER), tensor(f"{of}ffn_up.weight", WIDTH, INNER)]
        made.append(tensor(f"{of}ffn_down.weight", INNER, WIDTH))
    return made


def write(path: Path, **more: Value) -> Path:
    """Write the small model to `path`."""
    path.write_bytes(gguf(facts(**more), tensors()))
    return path
