"""The body of an answer: unpacked, cut into lines, and the JSON values in them."""

from __future__ import annotations

import codecs
import re
import time
import zlib
from typing import TYPE_CHECKING

from briefing.engine.served.json import parse
from briefing.engine.served.wire import BLOCK
from briefing.errors import ServerAnswerError, ServerRefusesError

if TYPE_CHECKING:
    import http.client
    from collections.abc import Iterable, Iterator

    from briefing.engine.served.address import Address
    from briefing.engine.served.json import Json
    from briefing.engine.served.wire import Connection

MAX_BYTES = 4_000_000
"""Bytes of an answer. A segment's takes some thousand, streamed in JSON some hundred thousand."""
_GZIP = b"\x1f"
"""What gzip begins with, and neither JSON nor an event can."""
_LINE_END = re.compile(rb"\r\n?|\n")


class Body:
    """The bytes of `response`, unpacked where they are gzip: some proxies pack what nobody asked them to.

    That is told by the first byte, since a header may be wrong. However much is packed into little, no more
    is unpacked than is read.
    """

    def __init__(self, response: http.client.HTTPResponse) -> None:
        self._response = response
        self._packed = b""
        self._gzip = zlib.decompressobj(wbits=31)
        self._read = self._first

    def read(self) -> bytes:
        """The next bytes, at most `BLOCK`; none at the end. Raises ServerAnswerError."""
        return self._read()

    def _plain(self) -> bytes:
        # `read` would read all that comes where a chunk says that it has fewer bytes than none.
        return self._response.read1(BLOCK)

    def _first(self) -> bytes:
        data = self._plain()
        if data[:1] != _GZIP:
            self._read = self._plain
            return data
        self._packed = data
        self._read = self._unpacked
        return self._unpacked()

    def _unpacked(self) -> bytes:
        while not self._gzip.eof:
            try:
                data = self._gzip.decompress(self._packed, BLOCK)
            except zlib.error as error:
                raise ServerAnswerError(f"the answer cannot be unpacked ({error})") from error
            # What zlib holds back comes without anything new to read.
            self._packed = self._gzip.unconsumed_tail
            if data:
                return data
            if not self._packed:
                self._packed = self._plain()
                if not self._packed:
                    break
        return b""


def beginning(body: Body, most: int) -> bytes:
    """The first bytes of a body, at least `most` if it has so many."""
    blocks: list[bytes] = []
    while most > 0 and (block := body.read()):
        blocks.append(block)
        most -= len(block)
    return b"".join(blocks)


def lines(body: Body, link: Connection, idle: float, until: float) -> Iterator[bytes]:
    """The lines of a body, without what ends them (LF, CR or both), up to the time `until`.

    Comments that keep a connection alive give no time. Raises ServerAnswerError.
    """
    rest: list[bytes] = []
    size = 0
    after_cr = False
    while block := body.read():
        size += len(block)
        if size > MAX_BYTES:
            raise ServerAnswerError(f"the answer has more than {MAX_BYTES:,} bytes")
        if after_cr:
            block = block.removeprefix(b"\n")
        after_cr = block.endswith(b"\r")
        first, *found = _LINE_END.split(block)
        rest.append(first)
        if not found:
            continue
        found.insert(0, b"".join(rest))
        rest = [found.pop()]
        if any(line.startswith((b"data:", b"{")) for line in found):
            link.until = min(time.monotonic() + idle, until)
        yield from found
    if last := b"".join(rest):
        yield last


def values(found: Iterable[bytes], address: Address) -> Iterator[Json]:
    """The JSON values in the lines of a body: of server-sent events, a value a line, or one in all.

    An event ends with an empty line, and its value with its first line, where that is one: not all servers
    leave a line empty. Raises ServerError.
    """
    whole, event = bytearray(), bytearray()
    for line in found:
        line = line.strip().removeprefix(codecs.BOM_UTF8)
        if line.startswith((b"data:", b"error:")):
            data = line.partition(b":")[2].strip()
            if data == b"[DONE]":
                break
            if not event and (value := _value(data)) is not None:
                yield value
            elif event or data:
                event += data + b"\n"
        elif not line:
            if event:
                yield parsed(event, address)
                event.clear()
        elif line.startswith((b":", b"event:", b"id:", b"retry:")):
            continue
        elif not whole and line.startswith(b"{") and (value := _value(line)) is not None:
            yield value
        else:
            whole += line + b"\n"
    else:
        if whole:
            yield parsed(whole, address)
    if event:
        yield parsed(event, address)


def parsed(data: bytes | bytearray, address: Address) -> Json:
    """The JSON value that `data` is. Raises ServerError."""
    try:
        return parse(bytes(data))
    except ValueError as error:
        if data.lstrip()[:1] == b"<":
            raise ServerRefusesError(
                f"{address} answers with a web page, not as a model's server",
                "See to the address: it is what stands before /v1 of the server's own",
            ) from error
        raise ServerAnswerError(f"{address} answers with what is no JSON") from error


def _value(data: bytes) -> Json:
    """The JSON value that `data` is; None where it is none, or nothing."""
    try:
        return parse(data)
    except ValueError:
        return None
