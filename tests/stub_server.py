"""A server of models that is none: it answers as each kind does, as well or as badly as a test asks."""

from __future__ import annotations

import contextlib
import itertools
import json
import re
import threading
import time
import zlib
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, Literal, Self

from fakes import fake_words

from briefing.engine.served.examine import WORD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import TracebackType

Fault = Literal[
    "",  # none
    "401",
    "404",
    "429",
    "429-later",  # with a Retry-After of a fifth of a second
    "500",
    "503",
    "loading",
    "overflow",  # over the context: 400, as llama-server says it
    "html",
    "redirect",
    "garbage",  # bytes that are no HTTP
    "no-json",
    "shape",  # JSON of another shape
    "huge",  # 10 MB
    "silent",  # accepts, and says nothing
    "drip",  # a byte from time to time, for ever
    "pings",  # comments that keep the connection alive, for ever
    "cut",  # closes in the middle
    "no-end",  # ends without saying how
    "length",
    "filtered",
    "loop",
    "empty",
    "chinese",
    "refusal",
    "think",  # <think> before the answer
    "reasoning",  # in a field of its own
    "thinks-on",  # nothing but thoughts, up to the cap
    "error-inside",  # an error as a piece of the answer
    "bare-cr",  # lines that end in CR alone
    "many-lines",  # events of several lines
    "gzip",  # packed, as nobody asked
]

ALWAYS: dict[str, str] = {"llama-server": "base", "ollama": "base:latest"}


@dataclass
class Stub:
    """`kind` of server, at `url`. `faults` are of answers, in order; then `fault`. `delay` is in seconds.

    `asked` keeps the body of each request for an answer, `heads` the headers of all. `most` is how many were
    in flight at once. `raw` are answers byte for byte, in turn. `english` makes the answer of what stands in
    the prompt after the last line break. `sure` are the log probabilities of its words, in turn, where they
    are asked for; without any it does not know the word, and `refuses` it or not.
    """

    kind: str = "llama-server"
    fault: Fault = ""
    faults: list[Fault] = field(default_factory=list)
    model: str = "base"
    models: tuple[str, ...] = ()
    delay: float = 0.0
    slots: int = 4
    room: int = 1_000
    key: str = ""
    thinks: str = ""
    obeys: bool = True
    build: str = "b1"
    only_v1: bool = False
    english: Callable[[str], str] | None = None
    sure: tuple[object, ...] = ()
    refuses: bool = False
    asked: list[dict[str, Any]] = field(default_factory=list)
    heads: list[dict[str, str]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    running: int = 0
    most: int = 0
    raw: list[bytes] = field(default_factory=list)

    def __enter__(self) -> Self:
        stub = self

        class Handler(_Handler):
            server_stub = stub

        self._lock = threading.Lock()
        self.over = threading.Event()
        self._server = _Server(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def stop(self) -> None:
        """Go away."""
        self.over.set()
        self._server.shutdown()
        self._server.server_close()

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def next_fault(self) -> Fault:
        with self._lock:
            return self.faults.pop(0) if self.faults else self.fault

    @contextlib.contextmanager
    def counted(self) -> Any:
        with self._lock:
            self.running += 1
            self.most = max(self.most, self.running)
            full = self.running > self.room
        try:
            yield full
        finally:
            with self._lock:
                self.running -= 1


class _Server(ThreadingHTTPServer):
    request_queue_size = 512
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that goes away is no error."""


def english(text: str) -> str:
    """What the stub's model writes: what is English already stays, words for the rest."""
    out = []
    for part in re.split(r"(\[\[[^\]]*\]\]|[ -~]+)", text):
        out.append(part if re.fullmatch(r"[ -~]+", part) else f" {fake_words(part)} ")
    return " ".join("".join(out).split()).replace(" .", ".").replace(" ,", ",")


def demanded(grammar: str) -> list[str]:
    """What a grammar wants to stand in an answer."""
    rules = re.findall(r"^demanded\d+ ::= (.*)$", grammar, re.MULTILINE)
    words = ["".join(map("".join, re.findall(r'"(.*?)"|\[(.).*?\]', rule))) for rule in rules]
    return [re.sub(r"\\u([0-9A-F]{4})", lambda match: chr(int(match[1], 16)), each) for each in words]


class _Handler(BaseHTTPRequestHandler):
    server_stub: Stub
    protocol_version = "HTTP/1.1"
    _fault: Fault = ""
    _sure: Iterator[object] | None = None

    def log_message(self, *_: object) -> None:
        """Quiet."""

    def do_GET(self) -> None:
        stub = self.server_stub
        stub.heads.append(dict(self.headers))
        stub.paths.append(self.path)
        if self._refused():
            return
        answer = _about(stub).get(self.path)
        if stub.fault in ("html", "garbage", "no-json", "shape", "huge", "loading", "redirect"):
            self._play(stub.fault, {})
        elif answer is None:
            self._json({"error": {"message": "File Not Found", "type": "not_found_error", "code": 404}}, 404)
        else:
            self._json(answer)

    def do_POST(self) -> None:
        stub = self.server_stub
        stub.heads.append(dict(self.headers))
        stub.paths.append(self.path)
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self._refused():
            return
        if self.path == "/api/show":
            self._json({"model_info": {"general.architecture": "qwen2", "qwen2.context_length": 32768}})
            return
        if stub.raw:
            stub.asked.append(body)
            self._raw(stub.raw[len(stub.asked) % len(stub.raw)])
            return
        with stub.counted() as full:
            stub.asked.append(body)
            if stub.delay:
                time.sleep(stub.delay)
            self._play("429" if full else stub.next_fault(), body)

    def _refused(self) -> bool:
        key = self.server_stub.key
        if self.server_stub.only_v1 and not self.path.startswith("/v1/"):
            self._whole(b"<html>Forbidden</html>", "text/html", 403)
            return True
        if not key or self.headers.get("Authorization") == f"Bearer {key}":
            return False
        self._json({"error": {"message": "Invalid API Key", "code": 401}}, 401)
        return True

    def _play(self, fault: Fault, body: dict[str, Any]) -> None:
        stub = self.server_stub
        match fault:
            case "401" | "404" | "500" | "503":
                self._json({"error": {"message": f"that is {fault}"}}, int(fault))
            case "429":
                self._json({"error": {"message": "too many requests"}}, 429)
            case "429-later":
                self._json({"error": {"message": "too many requests"}}, 429, {"Retry-After": "0.2"})
            case "loading":
                error = {"code": 503, "message": "Loading model", "type": "unavailable_error"}
                self._json({"error": error}, 503)
            case "overflow":
                message = "the request exceeds the available context size"
                kind = "exceed_context_size_error"
                error = {
                    "code": 400,
                    "message": message,
                    "type": kind,
                    "n_prompt_tokens": 9000,
                    "n_ctx": 2048,
                }
                self._json({"error": error}, 400)
            case "html":
                self._whole(b"<!DOCTYPE html><html><body>Welcome</body></html>", "text/html")
            case "redirect":
                self._json({}, 302, {"Location": "http://192.0.2.1/"})
            case "garbage":
                self._raw(bytes(range(256)) * 8)
            case "no-json":
                self._whole(b"hello there", "application/json")
            case "shape":
                self._json([{"choices": {"delta": 7}, "data": "x", "models": 3}, None])
            case "huge":
                self._whole(b'{"x": "' + b"y" * 10_000_000 + b'"}', "application/json")
            case "silent":
                stub.over.wait(30)
            case "drip" | "pings":
                self._start()
                with contextlib.suppress(OSError):
                    while not stub.over.wait(0.02):
                        self.wfile.write(b":ping\n\n" if fault == "pings" else b"x")
                        self.wfile.flush()
            case _:
                self._answer(fault, body)

    def _answer(self, fault: Fault, body: dict[str, Any]) -> None:
        stub = self.server_stub
        text, thought, reason = self._text(body), "", "stop"
        self._sure = itertools.cycle(stub.sure) if body.get("logprobs") and stub.sure else None
        if body.get("logprobs") and stub.refuses:
            self._json({"error": {"message": "logprobs: extra inputs are not permitted"}}, 400)
            return
        limit = body.get("max_tokens") or body.get("options", {}).get("num_predict") or 1
        switched = bool(body.get("chat_template_kwargs")) or body.get("think") is False
        if stub.thinks and not (switched and stub.thinks == "switchable"):
            fault = fault or "reasoning"
        match fault:
            case "length":
                text, reason = text[: len(text) // 2], "length"
            case "filtered":
                reason = "content_filter"
            case "loop":
                text, reason = "safe home and " * 400, "length"
            case "empty":
                text = ""
            case "chinese":
                text = self._asked_text(body)
            case "refusal":
                text = "I am sorry, but I cannot help with that."
            case "think":
                text = f"<think>\nThe user wants English.\n</think>\n\n{text}"
            case "reasoning":
                thought = "The user wants English."
            case "thinks-on":
                thought, text, reason = "Hmm, let me see. " * limit, "", "length"
        self._fault = fault
        self._start()
        with contextlib.suppress(OSError):
            pieces = re.findall(r".{1,12}", text, re.DOTALL)
            for number, piece in enumerate(pieces):
                if fault in ("cut", "error-inside") and number == 2:
                    if fault == "error-inside":
                        self._line({"error": {"message": "CUDA out of memory", "type": "server_error"}})
                    self.close_connection = True
                    return
                self._piece(piece, "")
            if thought:
                self._piece("", thought)
            if fault != "no-end":
                self._end(reason)
            if fault == "gzip":
                self.wfile.write(self._packer.flush())

    def _asked_text(self, body: dict[str, Any]) -> str:
        prompt = str(body.get("prompt") or body["messages"][-1]["content"])
        return prompt.removesuffix(" <en>").removesuffix("\nEnglish:").rsplit("\n", 1)[-1]

    def _text(self, body: dict[str, Any]) -> str:
        stub = self.server_stub
        grammar = (
            body.get("grammar") or body.get("ebnf") or body.get("structured_outputs", {}).get("grammar", "")
        )
        if grammar and not stub.obeys:
            grammar = ""
        if f'"{WORD}"' in grammar:
            return WORD
        text = (stub.english or english)(self._asked_text(body))
        for each in demanded(grammar) if grammar else ():
            if each not in text:
                text = f"{each} {text}"
        return text

    def _piece(self, text: str, thought: str) -> None:
        if self.path == "/api/chat":
            message = {"role": "assistant", "content": text, "thinking": thought}
            self._line({"message": message, "done": False} | self._told(text))
        elif self.path == "/api/generate":
            self._line({"response": text, "done": False} | self._told(text))
        elif self.path == "/v1/completions":
            choice = {"index": 0, "text": text, "finish_reason": None}
            self._line({"choices": [choice | self._told(text)]})
        else:
            name = "reasoning" if self.server_stub.kind == "vllm" else "reasoning_content"
            delta = {"content": text} if text else {name: thought}
            choice = {"index": 0, "delta": delta, "finish_reason": None}
            self._line({"choices": [choice | self._told(text)]})

    def _told(self, text: str) -> dict[str, Any]:
        """How sure it is of a piece, in the shape of its kind."""
        if not self._sure:
            return {}
        told = [next(self._sure) for _ in text.split() or [""]]
        entries = [{"token": "x", "logprob": each, "top_logprobs": []} for each in told]
        if self.path.startswith("/api/"):
            return {"logprobs": entries}
        if self.path == "/v1/completions" and self.server_stub.kind != "llama-server":
            return {"logprobs": {"tokens": ["x"] * len(told), "token_logprobs": told}}
        return {"logprobs": {"content": entries}}

    def _end(self, reason: str) -> None:
        if self.path.startswith("/api/"):
            self._line({"message": {"content": ""}, "done": True, "done_reason": reason})
            return
        self._line({"choices": [{"index": 0, "delta": {}, "finish_reason": reason}]})
        self._send(b"data: [DONE]\n\n")

    def _start(self) -> None:
        self.send_response(200)
        native = self.path.startswith("/api/")
        self.send_header("Content-Type", "application/x-ndjson" if native else "text/event-stream")
        self.send_header("Connection", "close")
        if self._fault == "gzip":
            self._packer = zlib.compressobj(wbits=31)
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()

    def _line(self, value: object) -> None:
        native = self.path.startswith("/api/")
        data = json.dumps(value, indent=1 if self._fault == "many-lines" and not native else None).encode()
        events = b"".join(b"data: " + line + b"\n" for line in data.split(b"\n"))
        self._send(data + b"\n" if native else events + b"\n")

    def _send(self, data: bytes) -> None:
        if self._fault == "bare-cr":
            data = data.replace(b"\n", b"\r")
        if self._fault == "gzip":
            data = self._packer.compress(data) + self._packer.flush(zlib.Z_SYNC_FLUSH)
        self.wfile.write(data)
        self.wfile.flush()

    def _json(self, value: object, status: int = 200, headers: dict[str, str] | None = None) -> None:
        self._whole(json.dumps(value).encode(), "application/json", status, headers)

    def _whole(
        self, data: bytes, kind: str, status: int = 200, headers: dict[str, str] | None = None
    ) -> None:
        self.send_response(status)
        for name, value in {
            "Content-Type": kind,
            "Content-Length": str(len(data)),
            **(headers or {}),
        }.items():
            self.send_header(name, value)
        self.end_headers()
        with contextlib.suppress(OSError):
            self.wfile.write(data)

    def _raw(self, data: bytes) -> None:
        with contextlib.suppress(OSError):
            self.wfile.write(data)
        self.close_connection = True


def _about(stub: Stub) -> dict[str, object]:
    """What each kind of server says of itself, by path: as its documentation or source has it."""
    names = stub.models or (stub.model,)
    entries: list[dict[str, object]] = [{"id": name, "object": "model"} for name in names]
    listed: dict[str, object] = {"object": "list", "data": entries}
    match stub.kind:
        case "llama-server":
            props = {
                "default_generation_settings": {"n_ctx": 2048, "params": {}},
                "total_slots": stub.slots,
                "model_path": f"/models/{stub.model}.gguf",
                "build_info": stub.build,
            }
            for entry in entries:
                entry |= {"owned_by": "llamacpp", "meta": {"size": 1_111_370_240, "n_ctx_train": 32768}}
            return {"/props": props, "/v1/models": listed}
        case "ollama":
            tags = {"models": [{"name": name, "digest": "ab" * 32} for name in names]}
            return {"/api/version": {"version": "0.33.3"}, "/api/tags": tags, "/v1/models": listed}
        case "lmstudio":
            rows = [
                {"id": name, "type": "llm", "state": "loaded" if name == stub.model else "not-loaded",
                 "arch": "qwen2", "quantization": "Q4_K_M", "max_context_length": 32768}
                for name in names
            ]  # fmt: skip
            rows.append({"id": "an-embedding", "type": "embeddings", "state": "loaded"})
            return {"/api/v0/models": {"data": rows}, "/v1/models": listed}
        case "localai":
            system = {"backends": ["llama-cpp"], "loaded_models": [{"id": stub.model}]}
            return {"/system": system, "/version": {"version": "3.4.0 (abc)"}, "/v1/models": listed}
        case "vllm" | "sglang":
            for entry in entries:
                entry |= {"owned_by": stub.kind, "max_model_len": 8192, "root": f"org/{stub.model}"}
            extra = {"/version": {"version": "0.15.1"}, "/get_server_info": {"version": "0.5.9"}}
            return {"/v1/models": listed, **extra}
        case _:
            return {"/v1/models": listed}
