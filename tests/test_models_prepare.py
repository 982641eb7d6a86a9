"""The default model is prepared whole or not at all, whatever goes wrong on the way."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefing import machine, paths
from briefing.errors import ModelError
from briefing.models import manifest, prepare, weights
from briefing.models.adapter import adapter_path
from briefing.models.convert import MODEL_FILES
from briefing.models.weights import Part, Weights

if TYPE_CHECKING:
    from collections.abc import Callable

PIECES = (b"first piece", b"second", b"and the last")
WHOLE = b"".join(PIECES)
TINY = Weights(
    name="tiny-model",
    sha256=hashlib.sha256(WHOLE).hexdigest(),
    parts=tuple(
        Part(f"tiny_model_part{n}", f"data/part{n:02}.bin", len(piece)) for n, piece in enumerate(PIECES, 1)
    ),
    converted=1000,
)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BRIEFING_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(machine, "available_memory", lambda: 64 * 10**9)
    return tmp_path / "home"


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Install data packages that must not be imported: they come from strangers."""
    site = tmp_path / "site"
    for part, piece in zip(TINY.parts, PIECES, strict=True):
        file = site / part.package / part.file
        file.parent.mkdir(parents=True)
        file.write_bytes(piece)
        (site / part.package / "__init__.py").write_text("raise SystemExit('imported')\n")
    monkeypatch.syspath_prepend(str(site))
    return site


def fake_converter(gguf: Path, on_status: Callable[[str], None]) -> None:
    on_status("converting")
    for name in MODEL_FILES:
        (gguf.parent / name).write_bytes(name.encode() + gguf.read_bytes())


def make(gguf: Path | None = None, converter: prepare.Converter = fake_converter) -> Path:
    return prepare.prepare(gguf, weights=TINY, converter=converter)


def must_not_convert(gguf: Path, on_status: Callable[[str], None]) -> None:
    raise AssertionError("converted again")


def leftovers() -> list[str]:
    """Everything in the models' folder but the lock file."""
    folder = paths.models_dir()
    names = [path.name for path in folder.iterdir()] if folder.exists() else []
    return sorted(name for name in names if not name.endswith(".lock"))


def test_from_packages(packages: Path) -> None:
    said: list[str] = []
    bars: list[tuple[int, int]] = []
    folder = prepare.prepare(
        None,
        said.append,
        lambda done, total: bars.append((done, total)),
        weights=TINY,
        converter=fake_converter,
    )
    assert folder == paths.data_dir() / "models" / "tiny-model"
    assert sorted(path.name for path in folder.iterdir()) == sorted((*MODEL_FILES, manifest.MANIFEST))
    assert (folder / MODEL_FILES[0]).read_bytes() == MODEL_FILES[0].encode() + WHOLE
    assert manifest.problem(folder, weights=TINY.sha256, full=True) is None
    assert leftovers() == ["tiny-model"]
    assert "converting" in said
    assert (len(WHOLE), len(WHOLE)) in bars
    assert bars[-1][0] == bars[-1][1] == manifest.read_manifest(folder).size


def test_ready_at_once_the_second_time(packages: Path) -> None:
    folder = make()
    assert make(converter=must_not_convert) == folder


def test_from_a_file_which_stays_untouched(tmp_path: Path) -> None:
    gguf = tmp_path / "mine.gguf"
    gguf.write_bytes(WHOLE)
    folder = make(gguf)
    assert gguf.read_bytes() == WHOLE
    assert manifest.problem(folder, weights=TINY.sha256, full=True) is None
    assert make(gguf, must_not_convert) == folder


def test_without_symbolic_links_the_file_is_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "not allowed")

    monkeypatch.setattr(Path, "symlink_to", refuse)
    gguf = tmp_path / "mine.gguf"
    gguf.write_bytes(WHOLE)
    assert (make(gguf) / MODEL_FILES[1]).read_bytes() == MODEL_FILES[1].encode() + WHOLE


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(b"X" + WHOLE[1:], "SHA-256", id="one-byte-changed"),
        pytest.param(WHOLE[:-1], "28 bytes, expected 29", id="cut-short"),
        pytest.param(b"", "0 bytes", id="empty"),
    ],
)
def test_wrong_file(tmp_path: Path, content: bytes, message: str) -> None:
    gguf = tmp_path / "mine.gguf"
    gguf.write_bytes(content)
    with pytest.raises(ModelError, match=message) as caught:
        make(gguf, must_not_convert)
    assert "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf" in caught.value.hint
    assert leftovers() == []


def test_wrong_file_beside_a_ready_model_leaves_that_alone(packages: Path, tmp_path: Path) -> None:
    folder = make()
    gguf = tmp_path / "mine.gguf"
    gguf.write_bytes(b"x" * len(WHOLE))
    with pytest.raises(ModelError, match="SHA-256"):
        make(gguf, must_not_convert)
    assert manifest.problem(folder, weights=TINY.sha256, full=True) is None


def test_wrong_bytes_in_a_package_of_the_right_size(packages: Path) -> None:
    (packages / TINY.parts[1].package / TINY.parts[1].file).write_bytes(b"SECOND")
    with pytest.raises(ModelError, match=r"the data packages are damaged \(SHA-256"):
        make(converter=must_not_convert)
    assert leftovers() == []


def test_no_packages() -> None:
    with pytest.raises(ModelError, match="tiny-model is not installed") as caught:
        make()
    assert "briefing model install FILE.gguf" in caught.value.hint


def test_a_missing_and_a_damaged_package(packages: Path) -> None:
    (packages / TINY.parts[0].package / TINY.parts[0].file).write_bytes(b"short")
    (packages / TINY.parts[2].package / TINY.parts[2].file).unlink()
    found, wrong = weights.find_parts(TINY)
    assert [path.name for path in found] == ["part02.bin"]
    assert wrong[0] == "tiny_model_part1 is damaged (data/part01.bin: 5 bytes, expected 11)"
    with pytest.raises(ModelError, match=r"not whole: tiny_model_part1 is damaged .* \(and 1 more like it\)"):
        make()


def test_packages_are_looked_up_and_not_imported(packages: Path) -> None:
    assert weights.find_parts(TINY)[1] == []
    assert not any(part.package in sys.modules for part in TINY.parts)


@pytest.mark.parametrize(
    ("failure", "raised"),
    [
        pytest.param(ModelError("no good"), ModelError, id="fails"),
        pytest.param(OSError(errno.ENOSPC, "No space left on device"), ModelError, id="full-disk"),
        pytest.param(KeyboardInterrupt(), KeyboardInterrupt, id="ctrl-c"),
    ],
)
def test_nothing_is_left_of_a_conversion_that(
    packages: Path, failure: BaseException, raised: type[BaseException]
) -> None:
    def converter(gguf: Path, on_status: Callable[[str], None]) -> None:
        (gguf.parent / MODEL_FILES[0]).write_bytes(b"half")
        raise failure

    with pytest.raises(raised):
        make(converter=converter)
    assert leftovers() == []
    assert manifest.problem(make(), weights=TINY.sha256) is None, "and the next run works"


@pytest.mark.parametrize(
    ("module", "function"),
    [pytest.param(prepare, "join", id="joining"), pytest.param(manifest, "write_manifest", id="at-the-end")],
)
def test_full_disk(packages: Path, monkeypatch: pytest.MonkeyPatch, module: object, function: str) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(module, function, full)
    with pytest.raises(ModelError, match="the disk is full") as caught:
        make()
    assert "BRIEFING_HOME" in caught.value.hint
    assert leftovers() == []


def test_a_converter_that_leaves_a_file_out(packages: Path) -> None:
    def converter(gguf: Path, on_status: Callable[[str], None]) -> None:
        fake_converter(gguf, on_status)
        (gguf.parent / MODEL_FILES[3]).unlink()

    with pytest.raises(ModelError, match=MODEL_FILES[3]):
        make(converter=converter)
    assert leftovers() == []


def test_too_little_disk(packages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "free_disk", lambda _: 1000)
    with pytest.raises(ModelError, match="too little room on the disk"):
        make(converter=must_not_convert)


def test_a_file_needs_less_disk_than_packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "free_disk", lambda _: 1000)
    gguf = tmp_path / "mine.gguf"
    gguf.write_bytes(WHOLE)
    assert make(gguf).is_dir()


def test_too_little_memory(packages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "available_memory", lambda: 2 * 10**9)
    with pytest.raises(ModelError, match=r"4\.2 GB are needed, 2\.0 GB are free"):
        make(converter=must_not_convert)
    assert leftovers() == []


def test_memory_not_known_is_no_obstacle(packages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "available_memory", lambda: None)
    assert make().is_dir()


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        pytest.param(lambda folder: (folder / MODEL_FILES[1]).unlink(), "is missing", id="file-gone"),
        pytest.param(
            lambda folder: (folder / MODEL_FILES[1]).write_bytes(b"x"), "has 1 bytes", id="cut-short"
        ),
        pytest.param(lambda folder: (folder / manifest.MANIFEST).unlink(), "is missing", id="no-manifest"),
        pytest.param(
            lambda folder: (folder / manifest.MANIFEST).write_text("{"),
            "cannot be read",
            id="half-a-manifest",
        ),
        pytest.param(
            lambda folder: (folder / manifest.MANIFEST).write_text("[1]"), "cannot be read", id="no-object"
        ),
        pytest.param(
            lambda folder: (folder / manifest.MANIFEST).write_text('{"briefing_model": 99}'),
            "format 99",
            id="later-format",
        ),
    ],
)
def test_broken_is_told_and_mended(packages: Path, damage: Callable[[Path], object], says: str) -> None:
    folder = make()
    damage(folder)
    problem = manifest.problem(folder, weights=TINY.sha256)
    assert problem is not None
    assert says in problem
    assert make() == folder
    assert manifest.problem(folder, weights=TINY.sha256, full=True) is None


def test_changed_content_is_told_by_a_full_check_and_mended_by_installing(
    packages: Path, tmp_path: Path
) -> None:
    folder = make()
    file = folder / MODEL_FILES[1]
    file.write_bytes(b"?" + file.read_bytes()[1:])
    assert manifest.problem(folder, weights=TINY.sha256) is None
    assert (
        manifest.problem(folder, weights=TINY.sha256, full=True) == f"the content of {file.name} has changed"
    )
    gguf = tmp_path / "mine.gguf"
    gguf.write_bytes(WHOLE)
    make(gguf)
    assert manifest.problem(folder, weights=TINY.sha256, full=True) is None


def test_made_from_other_weights(packages: Path) -> None:
    assert manifest.problem(make(), weights="0" * 64) == "it was made from other weights"


def test_what_a_killed_run_left_is_cleared_away(packages: Path) -> None:
    left = paths.models_dir() / ".tiny-model.part"
    left.mkdir(parents=True)
    (left / "weights.gguf").write_bytes(b"half")
    make()
    assert leftovers() == ["tiny-model"]


def test_removed(packages: Path) -> None:
    folder = make()
    prepare.remove_prepared(folder)
    assert leftovers() == []
    with pytest.raises(ModelError, match="could not be removed"):
        prepare.remove_prepared(folder)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="needs a user whom the system can refuse")
def test_home_that_cannot_be_written(packages: Path, home: Path) -> None:
    home.mkdir()
    home.chmod(0o500)
    with pytest.raises(ModelError, match="Permission denied"):
        make()


def test_home_that_is_a_file(packages: Path, home: Path) -> None:
    home.write_text("not a folder")
    with pytest.raises(ModelError, match="could not be prepared"):
        make()


WORKER = """
    import sys, time
    from pathlib import Path
    import test_models_prepare as t
    from briefing import machine
    from briefing.models import prepare
    machine.available_memory = lambda: None
    log = Path(sys.argv[1])
    def converter(gguf, on_status):
        with log.open("a") as file: file.write("begin\\n")
        time.sleep(float(sys.argv[2]))
        t.fake_converter(gguf, on_status)
        with log.open("a") as file: file.write("end\\n")
    print(prepare.prepare(None, print, weights=t.TINY, converter=converter))
"""


def worker(packages: Path, log: Path, seconds: float) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(WORKER), str(log), str(seconds)],
        env={**os.environ, "PYTHONPATH": f"{packages}{os.pathsep}{Path(__file__).parent}"},
        stdout=subprocess.PIPE,
        text=True,
    )


def wait_for(log: Path, child: subprocess.Popen[str]) -> None:
    while not log.exists() or "begin" not in log.read_text():
        assert child.poll() is None, "the worker ended before it began to convert"


def test_two_processes_at_once(packages: Path, tmp_path: Path) -> None:
    log = tmp_path / "log"
    first = worker(packages, log, 2)
    wait_for(log, first)
    second = worker(packages, log, 0)
    outputs = [child.communicate(timeout=60)[0] for child in (first, second)]
    assert [first.returncode, second.returncode] == [0, 0]
    assert log.read_text() == "begin\nend\n", "converted once"
    assert "waiting for another briefing" in outputs[1]
    assert outputs[0].splitlines()[-1] == outputs[1].splitlines()[-1]
    assert leftovers() == ["tiny-model"]


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_killed_in_the_middle(packages: Path, tmp_path: Path) -> None:
    log = tmp_path / "log"
    first = worker(packages, log, 60)
    wait_for(log, first)
    first.kill()
    first.communicate()
    assert leftovers() == [".tiny-model.part"], "no model rather than half of one"
    make()
    assert leftovers() == ["tiny-model"]


def child_that(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    program = tmp_path / "python"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setattr(prepare.sys, "executable", str(program))


@pytest.mark.skipif(os.name != "posix", reason="shell scripts")
@pytest.mark.parametrize(
    ("script", "message"),
    [
        pytest.param(
            "kill -9 $$", "killed, most likely by the system for want of memory", id="out-of-memory"
        ),
        pytest.param("kill -SEGV $$", f"exit status {-signal.SIGSEGV}", id="crash"),
        pytest.param("echo 'Illegal instruction'; exit 7", "exit status 7: Illegal instruction", id="fails"),
        pytest.param(
            """echo '{"error": "the disk is full", "hint": "h"}'; exit 1""", "the disk is full", id="says-why"
        ),
    ],
)
def test_child_that_ends_badly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, message: str
) -> None:
    child_that(tmp_path, monkeypatch, script)
    with pytest.raises(ModelError, match=message):
        prepare.convert_in_child(tmp_path / "weights.gguf", lambda _: None)


@pytest.mark.skipif(os.name != "posix", reason="shell scripts")
def test_child_reports_its_stages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    child_that(tmp_path, monkeypatch, """echo noise; echo '"a string"'; echo '{"status": "halfway"}'""")
    said: list[str] = []
    prepare.convert_in_child(tmp_path / "weights.gguf", said.append)
    assert said == ["halfway"]


@pytest.mark.slow  # a minute, in which CI's main job does the same
@pytest.mark.model
@pytest.mark.skipif(bool(weights.find_parts()[1]), reason="needs the model's data packages")
def test_the_real_model(home: Path) -> None:
    try:
        folder = prepare.prepare()
        assert manifest.problem(folder, weights=weights.DEFAULT.sha256, full=True) is None
        assert every_tensor_has_its_layer(folder)
        plain, adapted = answer(folder, adapted=False), answer(folder, adapted=True)
        assert "977,000" in adapted
        assert plain != adapted
        prepare.remove_prepared(folder)
        assert leftovers() == []
    finally:
        # pytest keeps the folders of its last runs, and these are large.
        shutil.rmtree(home)


def every_tensor_has_its_layer(folder: Path) -> bool:
    content = adapter_path().read_bytes()
    tensors = json.loads(content[8 : 8 + int.from_bytes(content[:8], "little")]).keys() - {"__metadata__"}
    layers = {name.removeprefix("base_model.model.").rsplit(".", 2)[0] for name in tensors}
    description = (folder / "openvino_model.xml").read_text()
    return all(f'name="__module.{layer}/ov_ext::linear/MatMul"' in description for layer in layers)


def answer(folder: Path, *, adapted: bool) -> str:
    from briefing.engine.openvino import load

    _, genai = load()
    options = {"adapters": genai.AdapterConfig(genai.Adapter(str(adapter_path())), 1.0)} if adapted else {}
    pipeline = genai.LLMPipeline(str(folder), "CPU", **options)
    settings = genai.GenerationConfig()
    settings.apply_chat_template = False
    settings.max_new_tokens = 60
    zh = "截至6月底，江苏省共保障低收入人口[[977,000]]人。"
    prompt = f"<|im_start|>user\nTranslate into English: {zh}<|im_end|>\n<|im_start|>assistant\n"
    return str(pipeline.generate(prompt, settings))


def test_a_file_of_the_wrong_size_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gguf = tmp_path / "mine.gguf"
    gguf.touch()
    os.truncate(gguf, 1 << 40)
    monkeypatch.setattr(weights, "_copy", must_not_convert)
    with pytest.raises(ModelError, match=r"1,099,511,627,776 bytes, expected 29"):
        make(gguf, must_not_convert)
