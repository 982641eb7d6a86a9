"""Whether llama.cpp, as it is installed, knows an architecture and its tensors: asked of itself."""

from __future__ import annotations

import struct
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.errors import ModelError
from briefing.models.gguf import STRING, TYPES

if TYPE_CHECKING:
    from briefing.models.gguf import Header


def check_known(header: Header, what: str) -> None:
    """Have llama.cpp load a file of the same architecture and types of tensors that holds nothing else.

    It always fails; what it says tells whether it went beyond those. Takes a quarter of a second.

    Raises:
        ModelError: llama.cpp does not know them.
    """
    from briefing.engine.child import Child
    from briefing.engine.llama_serving import Settings

    with tempfile.TemporaryDirectory(prefix="briefing-") as folder:
        probe = Path(folder) / "probe.gguf"
        probe.write_bytes(probe_of(header))
        try:
            Child(Settings(str(probe), "", slots=1, context=256))
        except ModelError as error:
            if "unknown model architecture" in error.message:
                raise ModelError(
                    f"{what} cannot be run: llama.cpp in the installed xllamacpp does not know the "
                    f"architecture {header.architecture!r}",
                    "A newer xllamacpp may: `pip install -U xllamacpp`",
                ) from error
            if "ggml type" in error.message or "REMOVED" in error.message:
                raise ModelError(
                    f"{what} cannot be run: llama.cpp in the installed xllamacpp does not know its kind of "
                    "quantisation",
                    "Take another file of the model, as Q4_K_M or Q8_0",
                ) from error


def probe_of(header: Header) -> bytes:
    """A GGUF file of the same architecture and the same types of tensors, one row of each, and no more."""
    key, value = b"general.architecture", header.architecture.encode()
    head = b"GGUF" + struct.pack("<IQQ", 3, len(header.types), 1)
    head += struct.pack("<Q", len(key)) + key + struct.pack("<IQ", STRING, len(value)) + value
    data = b""
    for kind in header.types:
        block, size = TYPES.get(kind, (1, 0))
        name = f"t{kind}".encode()
        head += struct.pack("<Q", len(name)) + name + struct.pack("<IQIQ", 1, block, kind, len(data))
        data += bytes(size + -size % 32)
    return head + bytes(-len(head) % 32) + data
