"""The streams: nothing that a stranger wrote is obeyed by a terminal, and a stream that fails ends well."""

from __future__ import annotations

import ast
import io
import json
import os
import struct
import subprocess
import sys
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from fakes import FakeEngine
from terminals import ATTACK, PROOF, has_proof, obeyed, on_a_terminal

import briefing as package
from briefing import streams
from briefing.cli import app as application
from briefing.cli import progress
from briefing.cli import run as runner
from briefing.engine.base import Draft
from briefing.glossary import compiled
from briefing.models import registry
from briefing.models.entry import ModelEntry
from briefing.visible import escaped, visible, visible_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Arguments = Callable[[Path], list[str]]

SOURCE = Path(package.__file__).parent
TEXT = "江苏省民政工作综述\n\n截至6月底，江苏省共保障低收入人口97.7万人。坚持“枫桥经验”。\n"
ROW = "枫桥经验在全省推广。\tThe Fengqiao model was extended to the whole province.\n"
# As YAML and JSON write it; both forbid the raw characters.
QUOTED = '"' + "".join(f"\\u{ord(char):04x}" for char in ATTACK) + '"'
SHIPPED = "terms:\n  - zh: 兜住底\n    en: meet basic needs\n    use: check\n    unless: [兜住底线]\n"
NAME = ATTACK.replace("\x85", "").replace("\u2028", "")
BACKWARDS = f"\u202e{PROOF}\u200b"
"""What a termbase admits: it refuses controls, but texts in it may have marks of direction."""

pytestmark = pytest.mark.usefixtures("work")


@pytest.fixture(autouse=True)
def governance(shipped: Path) -> None:
    """A small shipped termbase, which is loaded in no time."""
    (shipped / "governance.yaml").write_text(SHIPPED, encoding="utf-8")


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> FakeEngine:
    fake = FakeEngine()
    monkeypatch.setattr(runner, "load_engine", lambda *_, **__: fake)
    return fake


def briefing(*arguments: str) -> int:
    return application.run(list(arguments))


# One place


def test_nothing_else_touches_the_streams() -> None:
    """`print`, `sys.stdout` and their like stand in streams.py alone, rich's Console in cli/console.py."""
    allowed = {"streams.py": _touches_streams, "cli/console.py": _makes_console}
    for path in sorted(SOURCE.rglob("*.py")):
        name = path.relative_to(SOURCE).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for touches in (_touches_streams, _makes_console):
                assert allowed.get(name) is touches or not touches(node), f"{name}:{node.lineno}"  # type: ignore[attr-defined]


def _touches_streams(node: ast.AST) -> bool:
    match node:
        case ast.Attribute(value=ast.Name(id="sys"), attr=attr):
            return attr.strip("_") in ("stdin", "stdout", "stderr")
        case ast.ImportFrom(module="sys"):
            return True
        case ast.Attribute(value=ast.Name(id="typer" | "click"), attr=attr):
            return attr in ("echo", "secho", "prompt", "confirm", "progressbar")
        case ast.Call(func=ast.Name(id=called)):
            return called in ("print", "input")
    return False


def _makes_console(node: ast.AST) -> bool:
    match node:
        case ast.Call(func=ast.Name(id="Console") | ast.Attribute(attr="Console")):
            return True
        case ast.ImportFrom(module="rich", names=names):
            return any(each.name in ("print", "get_console", "print_json") for each in names)
    return False


def test_a_joiner_is_kept_where_it_makes_two_pictures_one() -> None:
    assert visible("一家👨\u200d👩\u200d👧。") == "一家👨\u200d👩\u200d👧。"
    assert visible("👩\u200d⚕\ufe0f ❤\ufe0f\u200d🔥") == "👩\u200d⚕\ufe0f ❤\ufe0f\u200d🔥"
    for text in ("民\u200d政", "👧\u200d民", "\u200d👧", "👧\u200d", "👧\u200d\u200d👧", "a\u200db"):
        assert visible(text) == text.replace("\u200d", "\ufffd")


def test_visible_keeps_every_place_and_leaves_nothing_to_obey() -> None:
    shown = visible(ATTACK)
    assert len(shown) == len(ATTACK)
    assert not obeyed(shown)
    assert shown.startswith("␛]52;c;QQ==␇")
    assert visible_lines("甲\n\x1b乙") == "甲\n␛乙"
    assert json.loads(escaped(json.dumps(ATTACK, ensure_ascii=False))) == ATTACK
    assert not obeyed(escaped(json.dumps(ATTACK + "\ud800", ensure_ascii=False)))


# Whatever comes in, through every command, on a terminal


def _file(name: str, content: str | bytes) -> str:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
    return name


def _terms(**values: str) -> str:
    fields = {"zh": "枫桥经验", "en": "Fengqiao model"} | values
    body = "\n    ".join(f"{key}: {value}" for key, value in fields.items())
    return _file("house.yaml", f"terms:\n  - {body}\n")


def _own(**values: str) -> str:
    """The term of an entry in one's own glossary."""
    home = Path(os.environ["BRIEFING_HOME"])
    _file(str(home / "data/glossary/terms.yaml"), Path(_terms(**values)).read_text(encoding="utf-8"))
    return "枫桥经验"


def _twice() -> str:
    entry = f"  - zh: 枫桥经验\n    en: Fengqiao model\n    {QUOTED}: a\n    {QUOTED}: b\n"
    return _file("twice.yaml", f"terms:\n{entry}")


def _table(name: str = "t.tsv", header: str = "article", cell: str = "the", en: str = "") -> str:
    return _file(name, f"zh\ten\t{header}\n枫桥经验\tFengqiao {en}\t{cell}\n")


def _pairs(identity: str) -> str:
    segment = {"zh": "低收入人口97.7万人。", "en": "A population of 977,001."}
    paragraph = {"id": identity, "kind": "body", "segments": [segment]}
    work = {"briefing": 1, "documents": [{"source": {"name": "t.txt"}, "paragraphs": [paragraph]}]}
    return _file("pairs.json", json.dumps(work))


def _written() -> str:
    """A briefing's Markdown whose front matter was tampered with."""
    front = f"---\nbriefing: 1\nsource:\n  name: {QUOTED}\n---\n\n"
    return _file("article.md", f"{front}> **p1** 枫桥经验{ATTACK}推广97.7万。\n\n{ATTACK} 977,001.\n")


INPUTS: dict[str, Callable[[], list[str]]] = {
    "a key of a glossary": lambda: ["glossary", "check", _terms(**{QUOTED: "1"})],
    "a key of a glossary, translating": lambda: [
        "translate", _file("t.txt", TEXT), "-g", _terms(**{QUOTED: "1"}),
    ],
    "a key that is there twice": lambda: ["glossary", "check", _twice()],
    "use": lambda: ["glossary", "check", _terms(use=QUOTED)],
    "a rendering, checked": lambda: ["glossary", "check", _terms(en=QUOTED)],
    "a rendering, listed": lambda: ["glossary", "list", "-g", _terms(en=BACKWARDS)],
    "a note, shown": lambda: ["glossary", "show", "枫桥经验", "-g", _terms(note=QUOTED)],
    "a note as JSON": lambda: ["glossary", "show", "枫桥经验", "--json", "-g", _terms(note=QUOTED)],
    "a rendering, found": lambda: ["glossary", "find", "枫桥", "-g", _terms(en=BACKWARDS)],
    "what is looked for": lambda: ["glossary", "find", ATTACK],
    "what is shown": lambda: ["glossary", "show", ATTACK],
    "what is added": lambda: ["glossary", "add", f"枫桥{ATTACK}", f"Fengqiao {ATTACK}"],
    "what is added and admitted": lambda: ["glossary", "add", "枫桥", f"Fengqiao {BACKWARDS}"],
    "what is edited": lambda: ["glossary", "edit", _own(en=BACKWARDS), "--en", f"{BACKWARDS} model"],
    "what is removed": lambda: ["glossary", "remove", _own(en=BACKWARDS)],
    "a glossary's name": lambda: ["glossary", "check", f"{NAME}.yaml"],
    "a rule to explain": lambda: ["glossary", "check", "--explain", ATTACK],
    "a rule to ignore": lambda: ["glossary", "check", "--ignore", ATTACK],
    "a table's header": lambda: ["glossary", "import", _table(header=NAME)],
    "a table's cell": lambda: ["glossary", "import", _table(cell=NAME)],
    "a table's rendering": lambda: ["glossary", "import", _table(en=NAME)],
    "a table's name": lambda: ["glossary", "import", _table(f"{NAME}.tsv")],
    "a domain": lambda: ["glossary", "import", _table(), "--domain", ATTACK],
    "what is exported": lambda: ["glossary", "export", "--format", "csv", "-g", _terms(en=BACKWARDS)],
    "an export's name": lambda: ["glossary", "export", "-g", _terms(), "-o", f"{NAME}.csv"],
    "a suggestion": lambda: ["glossary", "suggest", _file("t.txt", f"推进“{NAME}山海协作”工程。\n\n" * 3)],
    "suggestions' file": lambda: ["glossary", "suggest", _file("t.txt", TEXT * 3), "--write", f"{NAME}.yaml"],
    "a pair's id": lambda: ["check", _pairs(ATTACK)],
    "a pair's English": lambda: ["check", _file("pairs.tsv", ROW.replace("Fengqiao", f"{NAME} 5%"))],
    "a checked file's name": lambda: ["check", _file(f"{NAME}.tsv", ROW)],
    "a checked file that is not there": lambda: ["check", f"{NAME}.tsv"],
    "a briefing": lambda: ["check", _written()],
    "a text": lambda: ["translate", _file("t.txt", f"截至6月底{ATTACK}，共保障低收入人口97.7万人。\n")],
    "a text, stacked": lambda: ["translate", _file("t.txt", f"截至{ATTACK}\n"), "--layout", "stacked"],
    "a text as JSON": lambda: ["translate", _file("t.txt", TEXT + ATTACK), "--to", "json"],
    "a text as Markdown": lambda: ["translate", _file("t.txt", TEXT + ATTACK), "--to", "markdown"],
    "a text's edits": lambda: ["translate", "-v", _file("t.txt", TEXT.replace("。", f"{ATTACK}。"))],
    "a text's name": lambda: ["translate", _file(f"{NAME}.txt", TEXT)],
    "a text's name in the progress line": lambda: ["translate", _file(f"{NAME}.txt", TEXT), "-o", "out.md"],
    "a text that is not there": lambda: ["translate", f"{NAME}.txt"],
    "texts of the same name": lambda: [
        "translate", _file(f"a/{NAME}.txt", TEXT), _file(f"b/{NAME}.txt", TEXT), "-o", "out",
    ],
    "an output's name": lambda: ["translate", _file("t.txt", TEXT), "-o", f"{NAME}.md"],
    "an output's folder": lambda: ["translate", _file("t.txt", TEXT), "-o", f"no/{NAME}/t.md"],
    "models, listed": lambda: ["model", "list"],
    "models as JSON": lambda: ["model", "list", "--json"],
    "a model, shown": lambda: ["model", "show", "evil"],
    "a model to remove": lambda: ["model", "remove", ATTACK],
    "a model to install": lambda: ["model", "install", f"{NAME}.argosmodel"],
    "a model's package": lambda: ["model", "install", _file(f"{NAME}.argosmodel", "no zip")],
    "the doctor's rows": lambda: ["doctor"],
    "an option": lambda: ["translate", f"--{ATTACK}"],
    "a choice": lambda: ["translate", "t.txt", "--to", ATTACK],
    "a number": lambda: ["translate", "t.txt", "--threads", ATTACK],
    "a command": lambda: [ATTACK],
}  # fmt: skip


NOT_SHOWN = {"a rendering, checked", "what is added", "a pair's English", "a briefing"}
"""Where what was put in is refused without being repeated, or is told character by character."""


@pytest.fixture
def strange_models(monkeypatch: pytest.MonkeyPatch) -> None:
    """A model whose package says of itself what a stranger wrote into it."""
    entry = ModelEntry("evil", "argos", Path(f"/{NAME}"), "ready", f"version {ATTACK}\ud800", 1)
    monkeypatch.setattr(registry, "list_models", lambda: (registry.local_model(), entry))
    monkeypatch.setattr(registry, "find_model", lambda *_, **__: entry)


@pytest.mark.usefixtures("engine", "strange_models")
@pytest.mark.parametrize("name", INPUTS)
def test_a_terminal_obeys_nothing_in(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "QUIET_SECONDS", 0.0)
    status, shown = on_a_terminal(monkeypatch, *INPUTS[name]())
    assert not obeyed(shown)
    # Otherwise it would be no wonder that nothing of it is obeyed.
    assert has_proof(shown) != (name in NOT_SHOWN)
    assert "Traceback" not in shown
    assert "unexpected" not in shown
    assert status in (0, 1, 2, 3)


def test_a_terminal_obeys_nothing_that_an_engine_writes(
    engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "draft", lambda _: Draft(f"977,000 {ATTACK}", (), "stop"))
    for layout in ("columns", "stacked"):
        _, shown = on_a_terminal(
            monkeypatch, "translate", _file("t.txt", TEXT), "--no-cache", "--layout", layout
        )
        assert not obeyed(shown)
        assert has_proof(shown)


def test_a_terminal_obeys_nothing_in_an_error_that_nobody_expected(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError(ATTACK)

    monkeypatch.setattr(compiled, "load", fails)
    for more in ([], ["--debug"]):
        status, shown = on_a_terminal(monkeypatch, "translate", _file("t.txt", TEXT), *more)
        assert status == 1
        assert not obeyed(shown)
        assert PROOF in shown
        assert ("Traceback" in shown) == bool(more)


def test_a_message_is_one_line_whatever_is_in_it(
    engine: FakeEngine, capsys: pytest.CaptureFixture[str]
) -> None:
    name = _file("a\nbriefing: b", TEXT)
    assert briefing("translate", name, "-o", "c\nbriefing: d.md") == 0
    assert briefing("translate", "no\nbriefing: such.txt") == 1
    first, second = capsys.readouterr().err.splitlines()
    assert first.startswith("briefing: wrote c briefing: d.md")
    assert second.startswith("briefing: no briefing: such.txt does not exist")


def test_a_line_of_the_model_list_cannot_be_forged(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    entry = ModelEntry("evil", "argos", Path("/evil"), "ready", "version 9\nargos-fake  [ready]  good", 1)
    monkeypatch.setattr(registry, "list_models", lambda: (entry,))
    assert briefing("model", "list") == 0
    assert capsys.readouterr().out.count("\n") == 1


def test_a_pipe_gets_a_text_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    streams.document("甲\u202e乙\n")
    streams.document("丙\u200b\n".encode())
    assert capsys.readouterr().out == "甲\u202e乙\n丙\u200b\n"


# Streams that are closed or full


@pytest.fixture(params=["closed", "full"])
def failing(request: pytest.FixtureRequest) -> Iterator[io.TextIOWrapper]:
    """A stream that takes nothing: what a closed descriptor is made into, and a full disk."""
    if request.param == "full" and not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full")
    full = request.param == "full"
    descriptor = os.open("/dev/full" if full else os.devnull, os.O_WRONLY if full else os.O_RDONLY)
    yield os.fdopen(descriptor, "w", encoding="utf-8", closefd=False)
    os.close(descriptor)


PRINTING = [
    ["--help"], ["translate", "--help"], ["glossary", "list"], ["glossary", "list", "--json"],
    ["glossary", "export", "--format", "csv"], ["glossary", "check", "--explain", "overlap"],
    ["model", "list"], ["cache", "show"], ["cache", "clear"], ["doctor", "--json"],
    ["translate", "t.txt"], ["translate", "t.txt", "--to", "json"], ["check", "pairs.tsv"],
]  # fmt: skip


@pytest.mark.usefixtures("engine")
@pytest.mark.parametrize("arguments", PRINTING, ids=" ".join)
def test_results_that_cannot_be_written_end_with_1_and_one_line(
    arguments: list[str],
    failing: io.TextIOWrapper,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    _file("t.txt", TEXT)
    _file("pairs.tsv", ROW)
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", failing)
        assert briefing(*arguments) == 1
        failing.flush()  # As Python does at its end: it has been let go, and nothing is said of it again.
    error = capsys.readouterr().err
    assert error.startswith("briefing: cannot write to standard output: ")
    assert error.count("\n") == 1


@pytest.mark.usefixtures("engine")
def test_messages_that_cannot_be_written_are_let_go(
    failing: io.TextIOWrapper, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _file("t.txt", TEXT)
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stderr", failing)
        assert briefing("translate", "-v", "t.txt", "-o", "out.md") == 0
        assert briefing("translate", "missing.txt") == 1
        failing.flush()
    assert Path("out.md").is_file()
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    "arguments", [["translate", "-"], ["check", "-"], ["glossary", "import", "-", "--format", "csv"]]
)
@pytest.mark.parametrize("closed", ["none", "failing"])
def test_standard_input_that_is_closed(
    arguments: list[str], closed: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    descriptor = os.open(os.devnull, os.O_WRONLY)
    stdin = None
    if closed == "failing":
        stdin = io.TextIOWrapper(io.BufferedReader(io.FileIO(descriptor, "r", closefd=False)))
    monkeypatch.setattr(sys, "stdin", stdin)
    assert briefing(*arguments) == 1
    os.close(descriptor)
    error = capsys.readouterr().err
    assert error.startswith("briefing: standard input ")
    assert error.count("\n") == 1


def _shell(line: str) -> tuple[int, str]:
    """The status of the first command of a shell's line, and what was said on standard error."""
    script = f"set -o pipefail; {line}"
    command = f"'{sys.executable}' -m briefing"
    done = subprocess.run(
        ["bash", "-c", script.replace("briefing", command, 1)], capture_output=True, text=True, check=False
    )
    assert done.stdout == ""
    return done.returncode, done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
@pytest.mark.parametrize(
    ("line", "status", "says"),
    [
        ("briefing --version >&-", 1, "it is closed"),
        ("briefing --help >/dev/full", 1, "No space left"),
        ("briefing --help | true", 0, ""),
        ("briefing cache show >&- 2>&-", 1, ""),
        ("briefing glossary import - --format csv <&-", 1, "standard input is closed"),
    ],
)
def test_descriptors_as_a_shell_closes_them(line: str, status: int, says: str) -> None:
    found, said = _shell(line)
    # `true` may be gone before anything is written, or after all of it.
    assert found == status or ("| true" in line and found == streams.PIPE_CLOSED)
    assert says in said
    assert said.count("\n") == bool(says)


def test_a_library_says_nothing_among_the_messages() -> None:
    pytest.importorskip("rapidocr")
    # Of an image as large as this, Pillow warns; it need not be read to be refused.
    head = struct.pack(">4sIIBBBBB", b"IHDR", 12_000, 9_000, 8, 0, 0, 0, 0)
    parts = [head, b"IDAT" + zlib.compress(bytes(1_000)), b"IEND"]
    chunks = (struct.pack(">I", len(each) - 4) + each + struct.pack(">I", zlib.crc32(each)) for each in parts)
    _file("x.png", b"\x89PNG\r\n\x1a\n" + b"".join(chunks))
    assert _shell("briefing translate x.png") == (
        1,
        "briefing: x.png has 12,000 by 9,000 pixels. Scan it at 300 dots per inch.\n",
    )


@pytest.mark.usefixtures("engine")
@pytest.mark.skipif(os.name == "nt", reason="needs symbolic links")
@pytest.mark.parametrize(
    "line",
    ["desk in", "desk loop.txt", "translate loop.txt", "translate in -o loop", "translate t.txt -o loop.md",
     "translate t.txt -g loop.yaml", "check loop.md", "glossary check loop.yaml", "glossary import loop.csv",
     "glossary add 枫桥 Fengqiao --file loop.yaml", "glossary list -g loop.yaml", "model install loop.gguf"],
)  # fmt: skip
def test_links_that_lead_in_a_circle_are_one_line(line: str, capsys: pytest.CaptureFixture[str]) -> None:
    _file("t.txt", TEXT)
    Path("in").mkdir()
    for name in ("in/l.txt", "loop", *(f"loop.{suffix}" for suffix in ("txt", "md", "yaml", "csv", "gguf"))):
        Path(name).symlink_to(Path(name).name)
    assert briefing(*line.split()) in (1, 2)
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert "unexpected" not in error
