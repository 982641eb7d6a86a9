"""Whether a folder of texts keeps a server full: `uv run python benchmarks/throughput.py`.

Starts a server that does nothing but wait: it answers each request after `--seconds`, `--slots` at once, with
words that carry over what is marked. Then `briefing translate FOLDER` has it translate so many notices, as a
user would. Needs no model. Prints a Markdown table: how many requests were in flight, how near the time came
to what the slots allow, and the memory at several points of the way.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import multiprocessing
import os
import re
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

NOTICE = """关于做好第{n}号防汛工作的通知

各地要落实防汛责任，安排资金{n}万元，转移群众{m}人。全省共有水库{k}座。

一是加强第{n}号堤段值班值守。二是排查隐患{m}处，在{n}日内整改到位。

各单位要在7月26日前报送第{n}号落实情况。
"""
"""Each sentence has a number of its own, lest the drafts of others answer it."""
SHORT = "各地要落实第{n}号防汛通知，安排资金{m}万元，7月26日前报送情况。\n"
"""A text of one sentence: of such, many are on their way at once."""
WORDS = ["local", "task", "team", "plan", "area", "work", "level", "order", "place", "stage", "care", "help"]
_TEXT = re.compile(r"[\u3400-\u9fff]+|[，。；：、（）“”《》]|[^\u3400-\u9fff，。；：、（）“”《》]+")
_MARKS = str.maketrans("，。；：、（）“”《》", ',.;:,()""""')


def english(prompt: str) -> str:
    """A word for every second character, and all that is no Chinese as it stands."""
    out = ""
    for number, match in enumerate(_TEXT.finditer(prompt.rpartition("\n\n")[2])):
        piece = match[0]
        if "\u3400" <= piece[0] <= "\u9fff":
            out += (
                " " + " ".join(WORDS[(number + at) % len(WORDS)] for at in range(len(piece) // 2 + 1)) + " "
            )
        else:
            out += piece.translate(_MARKS)
    return re.sub(r"\s+([,.;:)])", r"\1", " ".join(out.split()))


@dataclass
class Stub:
    """A server of the kind llama-server: `slots` at once, each `seconds` long; more have to wait."""

    slots: int
    seconds: float
    answered: int = 0
    flying: int = 0
    most: int = 0
    busy: float = 0.0
    since: float = 0.0
    begun: float = 0.0
    ended: float = 0.0
    gate: asyncio.Semaphore = field(init=False)

    def __post_init__(self) -> None:
        self.gate = asyncio.Semaphore(self.slots)

    def _fly(self, change: int) -> None:
        now = time.monotonic()
        self.begun = self.begun or now
        self.busy += self.flying * (now - (self.since or now))
        self.since = self.ended = now
        self.flying += change
        self.most = max(self.most, self.flying)

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            length = re.search(r"content-length: (\d+)", head, re.I)
            body = await reader.readexactly(int(length[1])) if length else b""
            content, kind = await self.answer(head.split()[1], body)
            writer.write(
                f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(content)}\r\n"
                "Connection: close\r\n\r\n".encode()
                + content
            )
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def answer(self, path: str, body: bytes) -> tuple[bytes, str]:
        if path == "/props":
            settings = {"default_generation_settings": {"n_ctx": 4096}, "total_slots": self.slots}
            return json.dumps({**settings, "build_info": "stub"}).encode(), "application/json"
        if path == "/v1/models":
            return b'{"data": [{"id": "stub"}]}', "application/json"
        if path == "/stats":
            return json.dumps(self.stats()).encode(), "application/json"
        asked = json.loads(body)
        async with self.gate:
            self._fly(1)
            await asyncio.sleep(self.seconds)
            self._fly(-1)
        self.answered += 1
        text = english(asked["messages"][-1]["content"])
        piece = {"choices": [{"delta": {"content": text}, "finish_reason": "stop"}]}
        data = json.dumps(piece, ensure_ascii=False)
        return f"data: {data}\n\ndata: [DONE]\n\n".encode(), "text/event-stream"

    def stats(self) -> dict[str, float]:
        """What was seen until now, and then begun anew."""
        took = self.ended - self.begun
        seen = {
            "answered": self.answered,
            "most": self.most,
            "mean": self.busy / took if took else 0.0,
            "seconds": took,
        }
        self.answered = self.most = 0
        self.busy = self.begun = self.since = self.ended = 0.0
        return seen


def serve(slots: int, seconds: float, told: Connection) -> None:
    async def run() -> None:
        stub = Stub(slots, seconds)
        server = await asyncio.start_server(stub.talk, "127.0.0.1", 0, backlog=1024)
        told.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(run())


def stats(port: int) -> dict[str, float]:
    import urllib.request

    with urllib.request.urlopen(f"http://127.0.0.1:{port}/stats") as answer:
        found: dict[str, float] = json.loads(answer.read())
        return found


def memory(pid: int) -> int:
    """Bytes that a process has in memory now."""
    try:
        pages = Path(f"/proc/{pid}/statm").read_text().split()[1]
    except (OSError, IndexError):
        return 0
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


def translate(folder: Path, texts: int) -> tuple[float, list[int]]:
    """Processor seconds of `briefing translate`, and its memory after each tenth of the texts."""
    command = [sys.executable, "-m", "briefing", "translate", "in", "-o", "out", "--model", "stub"]
    memories: list[int] = []
    written = 0
    with subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        for line in process.stderr:
            if " wrote " not in line:
                print(line, end="", file=sys.stderr)
                continue
            written += 1
            if written % max(texts // 10, 1) == 0:
                memories.append(memory(process.pid))
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode or written != texts:
        sys.exit(f"briefing ended with {process.returncode} after {written} of {texts} texts")
    return used.ru_utime + used.ru_stime, memories


def in_order(folder: Path, texts: int) -> bool:
    """Whether every text has its English, paragraph by paragraph: each has its own number in it."""
    for number in range(texts):
        written = (folder / "out" / f"{number:05}.md").read_text(encoding="utf-8")
        places = [written.find(f"{number + 1_000:,}"), written.rfind("July 26")]
        if -1 in places or places != sorted(places):
            return False
    return True


def measured(texts: int, slots: int, seconds: float, form: str) -> dict[str, Any]:
    ours, theirs = multiprocessing.Pipe()
    server = multiprocessing.Process(target=serve, args=(slots, seconds, theirs), daemon=True)
    server.start()
    port = ours.recv()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["BRIEFING_HOME"] = str(folder / "home")
        (folder / "in").mkdir()
        for number in range(texts):
            n = number + 1_000
            text = form.format(n=n, m=n + 100_000, k=n + 500_000)
            (folder / "in" / f"{number:05}.txt").write_text(text, encoding="utf-8")
        for words in (["add", "stub", f"http://127.0.0.1:{port}"], ["test", "stub"]):
            subprocess.run([sys.executable, "-m", "briefing", "model", *words], check=True, cwd=folder)
        stats(port)
        used, memories = translate(folder, texts)
        seen = stats(port)
        ideal = seen["answered"] * seconds / slots
        return {
            "texts": texts,
            "requests": int(seen["answered"]),
            "most": int(seen["most"]),
            "mean": seen["mean"],
            "seconds": seen["seconds"],
            "ideal": ideal,
            "processor": used,
            "memory": memories,
            "in order": in_order(folder, texts),
        }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--texts", type=int, default=5_000, metavar="N", help="notices (5,000)")
    parser.add_argument("--slots", type=int, default=64, metavar="N", help="requests at once (64)")
    parser.add_argument("--seconds", type=float, default=0.2, metavar="S", help="an answer takes (0.2)")
    parser.add_argument("--short", action="store_true", help="texts of one sentence instead of six")
    arguments = parser.parse_args()
    form = SHORT if arguments.short else NOTICE
    found = measured(arguments.texts, arguments.slots, arguments.seconds, form)
    rows = {
        "texts, requests": f"{found['texts']:,}, {found['requests']:,}",
        "in flight at most, on average": f"{found['most']}, {found['mean']:.1f} of {arguments.slots}",
        "seconds, and what the slots allow": f"{found['seconds']:.1f}, {found['ideal']:.1f}",
        "of the ideal": f"{found['ideal'] / found['seconds']:.1%}",
        "processor time of briefing": f"{found['processor']:.1f} s, "
        f"{1000 * found['processor'] / found['requests']:.1f} ms a request",
        "memory after each tenth": ", ".join(f"{each / 1e6:.0f}" for each in found["memory"]) + " MB",
        "all there, in order": "yes" if found["in order"] else "no",
    }
    print(
        f"Measured on {time.strftime('%Y-%m-%d')}, {os.cpu_count()} cores.\n\n| what | found |\n| --- | --- |"
    )
    for key, value in rows.items():
        print(f"| {key} | {value} |")


if __name__ == "__main__":
    main()
