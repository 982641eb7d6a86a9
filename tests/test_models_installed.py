"""`briefing model install` of models that a user has as files: whole or not at all, and told why not."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
import tiny_gguf
from fakes import FakeEngine
from stub_server import Stub

from briefing.cli import app as application
from briefing.engine.served.ladder import Hold
from briefing.models import files, installed, load, prepare, registry, weights
from briefing.models.convert import MODEL_FILES
from briefing.models.gguf import read_header
from briefing.models.gguf_probe import check_known

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytest.importorskip("xllamacpp")

Told = tuple[int, str, str]


@pytest.fixture(autouse=True)
def home(work: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(weights, "find_parts", lambda _=weights.DEFAULT: ([], ["nothing is installed"]))
    return work.parent / "home" / "data" / "models"


@pytest.fixture
def tiny(work: Path) -> Path:
    (work / "a.txt").write_text(
        "截至6月底，共保障低收入人口97.7万人。\n\n各地要抓好落实。\n", encoding="utf-8"
    )
    return tiny_gguf.write(work / "Tiny-Q8_0.gguf")


@pytest.fixture
def briefing(capsys: pytest.CaptureFixture[str]) -> Callable[..., Told]:
    def run(*words: str) -> Told:
        capsys.readouterr()
        status = application.run(list(words))
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return run


def test_a_file_is_installed_listed_shown_and_removed(
    briefing: Callable[..., Told], tiny: Path, home: Path
) -> None:
    status, out, _ = briefing("model", "install", str(tiny))
    assert (status, out) == (0, f"tiny-q8_0 is ready: {home / 'tiny-q8_0'}\n")
    assert (home / "tiny-q8_0" / tiny.name).read_bytes() == tiny.read_bytes()
    _, out, _ = briefing("model", "list")
    assert "tiny-q8_0  [ready]  Tiny (GGUF file, qwen2, context 8,192)" in out
    _, out, _ = briefing("model", "show", "tiny-q8_0", "--json")
    assert (json.loads(out)["engine"], json.loads(out)["bytes"]) == ("llama", tiny.stat().st_size)
    status, out, _ = briefing("model", "remove", "tiny-q8_0")
    assert (status, out) == (0, "tiny-q8_0 is removed\n")
    assert list(home.glob("[!.]*")) == []
    assert tiny.exists()


def test_a_linked_file_stays_where_it_is_and_is_told_when_it_is_gone(
    briefing: Callable[..., Told], tiny: Path, home: Path
) -> None:
    assert briefing("model", "install", tiny.name, "--link", "--as", "mine")[0] == 0
    assert sorted(path.name for path in (home / "mine").iterdir()) == ["manifest.json", "model.json"]
    assert installed.model_file("mine")[0] == tiny
    assert briefing("model", "show", "mine")[1].count(str(tiny)) == 1
    tiny.rename(tiny.with_name("elsewhere.gguf"))
    status, _, err = briefing("translate", "a.txt", "--model", "mine")
    assert status == 1
    assert "the model mine is broken" in err
    assert "is missing" in err
    assert "briefing model remove mine" in err
    assert briefing("model", "remove", "mine")[0] == 0
    assert tiny.with_name("elsewhere.gguf").exists()


def test_the_content_is_looked_at_by_show(briefing: Callable[..., Told], tiny: Path, home: Path) -> None:
    briefing("model", "install", str(tiny))
    file = home / "tiny-q8_0" / tiny.name
    data = bytearray(file.read_bytes())
    data[-1] ^= 1
    file.write_bytes(data)
    assert "[ready]" in briefing("model", "list")[1].splitlines()[1]
    assert "has changed" in briefing("model", "show", "tiny-q8_0")[1]


def test_a_file_that_is_cut_short_leaves_nothing_behind(
    briefing: Callable[..., Told], tiny: Path, home: Path
) -> None:
    whole = tiny.read_bytes()
    tiny.write_bytes(whole[:-2_000])
    status, _, err = briefing("model", "install", str(tiny))
    assert status == 1
    assert re.search(r"Tiny-Q8_0.gguf is cut short: [\d,]+ of [\d,]+ bytes are missing", err)
    assert not home.exists() or list(home.glob("[!.]*")) == []


def test_an_architecture_that_llama_cpp_does_not_know_is_told(
    briefing: Callable[..., Told], work: Path, home: Path
) -> None:
    path = work / "new.gguf"
    path.write_bytes(tiny_gguf.gguf(tiny_gguf.facts("hunyuan-dense-9"), tiny_gguf.tensors()))
    status, _, err = briefing("model", "install", str(path))
    assert status == 1
    assert "does not know the architecture 'hunyuan-dense-9'" in err
    assert "pip install -U xllamacpp" in err
    assert not (home / "new").exists()


@pytest.mark.parametrize(
    "architecture", ["hunyuan-dense", "hy_v3", "qwen3", "qwen35", "gemma3", "gemma4", "llama"]
)
def test_the_architectures_of_the_models_that_the_manual_names_are_known(
    work: Path, architecture: str
) -> None:
    path = work / "one.gguf"
    path.write_bytes(tiny_gguf.gguf(tiny_gguf.facts(architecture), tiny_gguf.tensors()))
    check_known(read_header(path), path.name)


def test_a_quantisation_that_llama_cpp_does_not_know_is_told(
    briefing: Callable[..., Told], work: Path
) -> None:
    path = work / "odd.gguf"
    tensors = [*tiny_gguf.tensors(), ("odd", (32,), 99, bytes(32))]
    path.write_bytes(tiny_gguf.gguf(tiny_gguf.facts(), tensors))
    status, _, err = briefing("model", "install", str(path))
    assert status == 1
    assert "does not know its kind of quantisation" in err


@pytest.mark.parametrize("given", ["", "Upper", "a/b", "..", "argos-x", weights.DEFAULT.name, "a" * 65])
def test_a_name_that_is_none_is_refused(briefing: Callable[..., Told], tiny: Path, given: str) -> None:
    status, _, err = briefing("model", "install", str(tiny), "--as", given)
    assert status == 2
    assert "--as" in err


def test_a_name_that_is_taken_is_refused_before_anything_is_copied(
    briefing: Callable[..., Told], tiny: Path
) -> None:
    assert briefing("model", "install", str(tiny))[0] == 0
    status, _, err = briefing("model", "install", str(tiny))
    assert status == 1
    assert "there is a model called tiny-q8_0 already" in err
    assert "copying" not in err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--profile", "nonesuch"], "there is no profile called 'nonesuch'"),
        (["--gpu-layers", "many"], "--gpu-layers is 'many'"),
        (["--gpu-layers", "-2"], "--gpu-layers is '-2'"),
    ],
)
def test_a_choice_that_there_is_not_is_refused(
    briefing: Callable[..., Told], tiny: Path, words: list[str], told: str
) -> None:
    status, _, err = briefing("model", "install", str(tiny), *words)
    assert status == 2
    assert told in err


def test_a_full_disk_is_told_and_leaves_nothing(
    briefing: Callable[..., Told], tiny: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(installed.machine, "free_disk", lambda _: 10)
    status, _, err = briefing("model", "install", str(tiny))
    assert status == 1
    assert "too little room on the disk" in err
    assert "--link" in err
    assert not (home / "tiny-q8_0").exists()


def test_a_run_that_is_killed_while_it_copies_leaves_no_model(
    briefing: Callable[..., Told], tiny: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(installed, "hashed", killed)
    with pytest.raises(KeyboardInterrupt):
        registry.install(tiny)
    monkeypatch.undo()
    assert installed.names() == ()
    assert list(home.glob(".*.part")) == []


def test_the_licence_of_a_family_is_told_when_it_is_installed(
    briefing: Callable[..., Told], work: Path
) -> None:
    path = tiny_gguf.write(work / "HY-MT1.5-1.8B-Q4_K_M.gguf")
    status, _, err = briefing("model", "install", str(path))
    assert status == 0
    assert "not for use in the European Union, the United Kingdom and South Korea" in err


def test_what_was_chosen_reaches_the_engine(briefing: Callable[..., Told], tiny: Path) -> None:
    briefing("model", "install", str(tiny), "--profile", "hy-mt2", "--gpu-layers", "12")
    engine = load.load_engine("tiny-q8_0", threads=3)
    assert "profile=hy-mt2" in engine.fingerprint
    facts = installed.facts_of("tiny-q8_0")
    assert (facts.profile, facts.gpu_layers) == ("hy-mt2", 12)


def test_a_text_is_translated_and_its_record_says_what_holds(
    briefing: Callable[..., Told], tiny: Path, work: Path
) -> None:
    briefing("model", "install", str(tiny))
    (work / "a.txt").write_text(
        "截至6月底，共保障低收入人口97.7万人。\n\n各地要抓好落实。\n", encoding="utf-8"
    )
    status, _, err = briefing("translate", "a.txt", "-o", "a.md", "--model", "tiny-q8_0")
    text = (work / "a.md").read_text(encoding="utf-8")
    assert status in (0, 1), err
    assert "model:tiny-q8_0" in text
    assert "held:forced" in text
    assert "各地要抓好落实" in text


def test_an_examination_is_kept_and_changes_the_fingerprint(
    briefing: Callable[..., Told], tiny: Path
) -> None:
    briefing("model", "install", str(tiny))
    before = load.load_engine("tiny-q8_0").fingerprint
    status, out, _ = briefing("model", "test", "tiny-q8_0")
    assert status == 0
    assert "grammar      yes" in out
    exam = installed.exam_of("tiny-q8_0")
    assert exam
    assert exam.hold.grammar
    assert {each.rung for each in exam.tried} == {"marked", "listed", "bare", "grammar"}
    after = load.load_engine("tiny-q8_0").fingerprint
    assert exam.hold.log_probs
    assert (after == before) == (exam.hold == Hold("marked", True, log_probs=True))


@pytest.mark.parametrize(
    ("name", "content"),
    [("model.json", "{}"), ("model.json", "[" * 90_000), ("manifest.json", "[" * 90_000)],
    ids=["nothing known", "deep facts", "deep manifest"],
)
def test_facts_that_were_spoilt_are_told_with_what_mends_them(
    briefing: Callable[..., Told], tiny: Path, home: Path, name: str, content: str
) -> None:
    briefing("model", "install", str(tiny))
    (home / "tiny-q8_0" / name).write_text(content)
    assert "tiny-q8_0  [broken]" in briefing("model", "list")[1]
    status, _, err = briefing("translate", "a.txt", "--model", "tiny-q8_0")
    assert status == 1
    assert "briefing model remove tiny-q8_0" in err
    assert briefing("model", "remove", "tiny-q8_0")[0] == 0


def test_a_configuration_that_is_nested_without_end_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("[" * 100_000)
    assert files._architecture(tmp_path) == ""


def test_without_the_library_the_extra_is_named(
    briefing: Callable[..., Told], tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert briefing("model", "install", str(tiny))[0] == 0
    monkeypatch.setattr(installed, "find_spec", lambda _: None)
    monkeypatch.setattr(files, "find_spec", lambda _: None)
    for words in (
        ["translate", "a.txt", "--model", "tiny-q8_0"],
        ["model", "install", str(tiny), "--as", "two"],
    ):
        status, _, err = briefing(*words)
        assert status == 1
        assert "pip install 'briefing[gguf]'" in err
    _, out, _ = briefing("doctor")
    assert "missing  model tiny-q8_0" in out


def test_the_default_models_own_file_is_the_default_model_unless_it_is_named(
    tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sha256 = installed.hashed(tiny, lambda *_: None)[1]
    own = weights.Weights("own", sha256, (weights.Part("p", "f", tiny.stat().st_size),), 0)
    monkeypatch.setattr(files, "DEFAULT", own)
    prepared: list[Path] = []
    monkeypatch.setattr(registry, "prepare", lambda path, *_: prepared.append(path))
    registry.install(tiny)
    assert prepared == [tiny]
    assert registry.install(tiny, name="foreign").engine == "llama"
    assert prepared == [tiny]


def test_a_folder_without_a_model_is_refused_by_what_is_not_in_it(
    briefing: Callable[..., Told], work: Path
) -> None:
    (work / "folder").mkdir()
    (work / "folder" / MODEL_FILES[0]).write_text("<net/>")
    status, _, err = briefing("model", "install", "folder")
    assert status == 1
    assert f"{MODEL_FILES[1]} is not in it" in err


def test_a_name_is_one_models_whether_it_was_installed_or_added(
    briefing: Callable[..., Told], tiny: Path
) -> None:
    assert briefing("model", "install", str(tiny), "--as", "mine")[0] == 0
    with Stub() as stub:
        status, _, err = briefing("model", "add", "mine", stub.url)
        assert status == 1
        assert "there is a model called mine already" in err
        assert briefing("model", "add", "desk", stub.url)[0] == 0
    status, _, err = briefing("model", "install", str(tiny), "--as", "desk")
    assert status == 1
    assert "there is a model called desk already" in err


def test_a_fake_engine_needs_no_model() -> None:
    assert load.documents_together(FakeEngine()) == 1
    assert prepare.model_folder().name == weights.DEFAULT.name
