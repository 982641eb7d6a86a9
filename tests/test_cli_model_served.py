"""`briefing model add`, `test` and what becomes of them: list, show, remove, doctor, translate."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pairs
import pytest
from stub_server import Fault, Stub

from briefing.cli import INTERRUPTED, app

ROOT = Path(__file__).parent.parent


@pytest.fixture
def article_text(work: Path) -> Path:
    path = work / "article.txt"
    path.write_text(pairs.source_text(), encoding="utf-8")
    return path


def run(*arguments: str) -> int:
    return app.run(list(arguments))


def printed(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().out


@pytest.mark.usefixtures("work")
def test_a_server_is_added_shown_examined_listed_and_removed(capsys: pytest.CaptureFixture[str]) -> None:
    with Stub("vllm", model="Qwen/Qwen3-8B") as stub:
        assert run("model", "add", "The Desk", f"{stub.url}/v1/") == 0
        assert printed(capsys).splitlines() == [
            f"the-desk is Qwen/Qwen3-8B at {stub.url}, a server of the kind vllm",
            "it is asked by the profile qwen3; `briefing model test the-desk` examines it",
        ]
        assert stub.asked == [], "nothing is translated yet"
        assert run("model", "list") == 0
        assert f"the-desk  [ready]  Qwen/Qwen3-8B at {stub.url}; it is examined on first use" in printed(
            capsys
        )
        assert run("model", "test", "the-desk") == 0
        told = printed(capsys)
        assert "marked     20 of 20 spans" in told
        assert "rung         grammar: terms and figures are forced" in told
        assert "slots        16 to start with" in told
        asked = len(stub.asked)
        assert run("model", "show", "the-desk") == 0
        assert "thinks       never" in printed(capsys)
        assert run("doctor") in (0, 1)
        assert "rung grammar, 20 of 20: terms and figures are forced" in printed(capsys)
        assert run("model", "list", "--json") == 0
        assert json.loads(printed(capsys))[-1]["engine"] == "served"
        assert len(stub.asked) == asked, "none of these asks the server"
    assert run("model", "remove", "the-desk") == 0
    assert run("model", "show", "the-desk") == 1


def test_a_text_is_translated_by_a_server_and_the_output_says_how(
    article_text: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Stub("ollama", models=("qwen3:8b", "hy-mt2:latest")) as stub:
        assert run("model", "add", "laptop", stub.url, "--model", "hy-mt2") == 0
        assert run("translate", str(article_text), "--model", "laptop", "-o", "a.md", "-o", "a.json") == 0
        asked = len(stub.asked)
        assert run("translate", str(article_text), "--model", "laptop", "-o", "b.md") == 0
        assert len(stub.asked) == asked, "the examination and the drafts are kept"
        assert stub.most == 1
    assert run("translate", str(article_text), "--model", "laptop", "-o", "c.md") == 0, (
        "nothing is to be asked"
    )
    signature = json.loads(Path("a.json").read_text(encoding="utf-8"))["signature"]
    assert signature["model"] == "laptop"
    assert signature["held"] == "asked-for+verified+flagged"
    assert "sent-to" not in signature
    assert "held:asked-for+verified+flagged" in Path("a.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("sure", [(), (-0.3, -0.1)])
def test_a_server_that_tells_how_sure_it_is_has_its_english_weighed(
    article_text: Path, capsys: pytest.CaptureFixture[str], sure: tuple[float, ...]
) -> None:
    with Stub("vllm", sure=sure) as stub:
        assert run("model", "add", "desk", stub.url) == 0
        assert run("model", "test", "desk") == 0
        assert f"doubt        {'told' if sure else 'not told'}" in printed(capsys)
        assert run("translate", str(article_text), "--model", "desk", "-o", "a.json") == 0
        # From the drafts that are kept the same comes out.
        assert run("translate", str(article_text), "--model", "desk", "-o", "b.json") == 0
    made = [json.loads(Path(name).read_text(encoding="utf-8")) for name in ("a.json", "b.json")]
    doubts = [
        [
            segment.get("doubt")
            for paragraph in each["documents"][0]["paragraphs"]
            for segment in paragraph["segments"]
        ]
        for each in made
    ]
    assert doubts[0] == doubts[1]
    assert any(each is not None for each in doubts[0]) == bool(sure)


def test_a_server_that_is_another_now_is_examined_again(
    article_text: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Stub() as stub:
        assert run("model", "add", "desk", stub.url) == 0
        assert run("translate", str(article_text), "--model", "desk", "-o", "a.json") == 0
        stub.build = "b2"
        assert run("translate", str(article_text), "--model", "desk", "-o", "b.json") == 0
    engines = [
        json.loads(Path(name).read_text(encoding="utf-8"))["signature"]["engine"]
        for name in ("a.json", "b.json")
    ]
    assert engines[0] != engines[1]


def test_a_segment_that_gets_no_answer_is_flagged_and_the_rest_is_there(
    article_text: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Stub() as stub:
        assert run("model", "add", "desk", stub.url) == 0
        assert run("model", "test", "desk") == 0
        stub.faults = ["overflow"]
        assert run("translate", str(article_text), "--model", "desk", "-o", "a.json") == 1
    (document,) = json.loads(Path("a.json").read_text(encoding="utf-8"))["documents"]
    rules = [
        {finding["rule"] for finding in segment["findings"]}
        for paragraph in document["paragraphs"]
        for segment in paragraph["segments"]
    ]
    assert sum("cut-off" in each for each in rules) == 1
    assert len(rules) > 3


@pytest.mark.usefixtures("work")
def test_the_slots_that_the_user_named_are_shown(capsys: pytest.CaptureFixture[str]) -> None:
    with Stub("ollama") as stub:
        assert run("model", "add", "desk", stub.url, "--slots", "4") == 0
        assert run("model", "test", "desk") == 0
    assert "slots        4, as you said" in printed(capsys)


def test_a_server_that_goes_away_is_one_line_and_the_same_command_goes_on(
    article_text: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from briefing.engine.served import tries

    monkeypatch.setattr(tries.Patience, "__init__", _hasty)
    with Stub(slots=1) as stub:
        assert run("model", "add", "desk", stub.url) == 0
        assert run("model", "test", "desk") == 0
        capsys.readouterr()
    assert run("translate", str(article_text), "--model", "desk", "-o", "a.md") == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "cannot be reached" in line
    assert "the same command goes on from there" in line
    assert not Path("a.md").exists()


def _hasty(self: object, **_: object) -> None:
    values = {"busy": 0.2, "gone": 0.1, "first": 0.01, "longest": 0.05, "failures": 1}
    for name, value in values.items():
        object.__setattr__(self, name, value)


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (["x", "not an address"], 2, "is no address"),
        (["x", "http://10.0.0.5:8000", "--key-env", "NOT_SET"], 1, "the variable NOT_SET holds no key"),
        (
            ["x", "http://10.0.0.5:8000", "--key-env", "sk-1"],
            1,
            "--key-env was given is no name of a variable",
        ),
        (["x", "http://10.0.0.5:8000", "--key-env", "A", "--key-file", "B"], 2, "one key"),
        (["x", "http://10.0.0.5:8000", "--profile", "nothing"], 2, "there is no profile called 'nothing'"),
        (["x", "http://10.0.0.5:8000", "--profile", "nothing.toml"], 1, "cannot be read"),
        (["../x", "http://10.0.0.5:8000"], 2, "is no name for a model"),
        (["x", "http://93.184.216.34"], 2, "not in your own network: texts would leave it. Say --public"),
        (["x", "http://127.0.0.1:1"], 1, "cannot be reached"),
    ],
)
@pytest.mark.usefixtures("work")
def test_what_is_wrong_is_one_line(
    arguments: list[str], status: int, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("model", "add", *arguments) == status
    (line,) = capsys.readouterr().err.splitlines()
    assert says in line
    assert run("model", "list") == 0
    assert "x  [" not in printed(capsys)


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        ("html", "answers with a web page"),
        ("shape", "does not tell its models"),
        ("no-json", "no JSON"),
        ("garbage", "speaks no HTTP"),
        ("redirect", "redirects to http://192.0.2.1/"),
        ("loading", "is busy (Loading model"),
    ],
)
@pytest.mark.usefixtures("work")
def test_what_is_no_server_is_not_added(fault: Fault, says: str, capsys: pytest.CaptureFixture[str]) -> None:
    with Stub("generic", fault=fault) as stub:
        assert run("model", "add", "desk", stub.url) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert says in line


@pytest.mark.usefixtures("work")
def test_a_key_is_wanted_found_and_never_kept(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DESK_KEY", "sk-very-secret")
    with Stub("vllm", key="sk-very-secret") as stub:
        assert run("model", "add", "desk", stub.url) == 1
        assert "refuses the key" in capsys.readouterr().err
        assert run("model", "add", "desk", stub.url, "--key-env", "DESK_KEY") == 0
        assert run("model", "test", "desk") == 0
        assert run("model", "show", "desk") == 0
        out = capsys.readouterr()
        assert "in the variable DESK_KEY" in out.out
    everything = [path for path in (Path.cwd().parent / "home").rglob("*") if path.is_file()]
    assert any(path.name == "desk.json" for path in everything)
    assert not any(b"sk-very-secret" in path.read_bytes() for path in everything)
    assert "sk-very-secret" not in out.out + out.err


@pytest.mark.usefixtures("work")
def test_a_name_that_is_taken_and_a_model_that_is_none(capsys: pytest.CaptureFixture[str]) -> None:
    with Stub() as stub:
        assert run("model", "add", "desk", stub.url) == 0
        assert run("model", "add", "desk", stub.url) == 1
        assert "there is a model called desk already" in capsys.readouterr().err
        assert run("model", "add", "other", stub.url, "--as", "desk2", "--model", "nothing") == 1
        assert "does not have the model 'nothing'" in capsys.readouterr().err
    assert run("model", "test", "qwen2.5-coder-1.5b-briefing") == 1
    assert "is not examined" in capsys.readouterr().err


@pytest.mark.usefixtures("work")
def test_a_licence_that_forbids_something_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with Stub(model="HY-MT1.5-7B-Q4_K_M.gguf") as stub:
        assert run("model", "add", "hy", stub.url) == 0
    assert "European Union" in printed(capsys)


def test_a_public_address_is_told_in_every_output(
    article_text: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server on this machine, taken for one outside of it."""
    from briefing.engine.served import wire
    from briefing.models import served

    for module in (wire, served):
        monkeypatch.setattr(module, "is_private", lambda _: False)
    with Stub() as stub:
        assert run("model", "add", "cloud", stub.url) == 2
        assert stub.heads == []
        assert run("model", "add", "cloud", stub.url, "--public") == 0
        assert "texts leave your own network for this address" in printed(capsys)
        assert run("translate", str(article_text), "--model", "cloud", "-o", "a.md", "-o", "a.json") == 0
        assert f"the text leaves your own network, for {stub.url}" in capsys.readouterr().err
    assert f"|sent-to:{stub.url}|" in Path("a.md").read_text(encoding="utf-8")
    assert json.loads(Path("a.json").read_text(encoding="utf-8"))["signature"]["sent-to"] == stub.url


def test_what_is_kept_of_a_server_and_is_broken_is_told(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = work.parent / "home" / "data" / "served"
    folder.mkdir(parents=True)
    (folder / "desk.json").write_text("{")
    assert run("model", "list") == 0
    assert "desk  [broken]" in printed(capsys)
    assert run("doctor") == 1
    assert run("translate", "-", "--model", "desk") == 1
    assert run("model", "remove", "desk") == 0


SPY = """
import sys
sys.path.insert(0, "tests")
seen = []
def spy(event, given):
    if event in ("socket.connect", "socket.sendto"):
        seen.append(str(given[1]))
    elif event in ("socket.getaddrinfo", "socket.gethostbyname"):
        seen.append(f"{given[0]}")
    elif event.startswith(("urllib.", "smtplib.", "ftplib.")):
        seen.append(event)
sys.addaudithook(spy)
from briefing.cli import app, run as runner
from briefing.models import load
url, commands = sys.argv[1], sys.argv[2:]
if not url:
    from fakes import FakeEngine
    runner.load_engine = lambda *_, **__: FakeEngine()
for command in commands:
    app.run(command.split())
print("SEEN", sorted(set(seen)))
"""


@pytest.mark.parametrize("added", [False, True])
def test_connections_are_opened_to_servers_that_were_added_and_to_nobody_else(
    article_text: Path, added: bool
) -> None:
    """Seen by the interpreter itself, whatever library would open them."""
    commands = ["model list", "doctor", f"translate {article_text} -o {article_text.parent}/out.md"]
    with Stub() as stub:
        if added:
            commands = [
                f"model add desk {stub.url}",
                *commands[:2],
                f"{commands[2]} --model desk",
                "model show desk",
                "model test desk",
                "model remove desk",
            ]
        done = subprocess.run(
            [sys.executable, "-c", SPY, stub.url if added else "", *commands],
            cwd=ROOT, capture_output=True, text=True, check=True,
        )  # fmt: skip
        asked = len(stub.asked)
    (seen,) = [line for line in done.stdout.splitlines() if line.startswith("SEEN")]
    assert bool(asked) is added
    assert seen == (f"SEEN [\"('127.0.0.1', {stub.port})\", '127.0.0.1']" if added else "SEEN []")


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGINT")
def test_ctrl_c_stops_at_once_though_the_server_is_slow(article_text: Path) -> None:
    with Stub(slots=1) as stub:
        assert run("model", "add", "desk", stub.url) == 0
        assert run("model", "test", "desk") == 0
        before = len(stub.asked)
        stub.faults = ["", "", "silent"]
        process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "briefing",
                "translate",
                str(article_text),
                "--model",
                "desk",
                "-o",
                "a.md",
            ],
            stderr=subprocess.PIPE,
            text=True,
            # Where a shell runs the tests in the background, what they start ignores SIGINT.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )
        deadline = time.monotonic() + 60
        while len(stub.asked) < before + 3 and time.monotonic() < deadline:
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        begun = time.monotonic()
        _, told = process.communicate(timeout=30)
        assert time.monotonic() - begun < 20, "the server would have answered in five minutes"
    assert process.returncode == INTERRUPTED
    assert "what is translated is kept" in told
