from __future__ import annotations

import errno
import os
import stat
import struct
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import tiny_argos
from argos_home import argos_home, forget

from briefing.engine import argos as engine
from briefing.errors import ModelError
from briefing.models import argos, argos_zip

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytest.importorskip("argostranslate")

NAME = "argos-translate-zh_en-tiny-0.1"
FOLDER = tiny_argos.FOLDER


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Argos's folders in a new home; argostranslate reads its settings when it is imported."""
    with argos_home(tmp_path / "home", monkeypatch) as folder:
        yield folder


@pytest.fixture
def content(tiny_argos_files: dict[str, bytes]) -> dict[str, bytes]:
    return tiny_argos_files


@pytest.fixture
def package(tmp_path: Path, content: dict[str, bytes]) -> Path:
    return tiny_argos.zipped(tmp_path / "tiny.argosmodel", content)


def packages_dir(home: Path) -> Path:
    return home / ".local" / "share" / "argos-translate" / "packages"


def everything(home: Path) -> set[str]:
    """All files and folders that are in the user's home, but for the installer's lock."""
    return {path.relative_to(home).as_posix() for path in home.rglob("*") if path.suffix != ".lock"}


def assert_nothing_installed(home: Path) -> None:
    assert not [path for path in everything(home) if "packages/" in path or "install" in path]
    assert argos.packages() == ()


# Install, list, remove


def test_a_package_is_installed_where_argos_looks(
    home: Path, package: Path, content: dict[str, bytes]
) -> None:
    entry = argos.install(package)
    assert (entry.name, entry.engine, entry.state) == (NAME, "argos", "ready")
    assert entry.path == packages_dir(home) / FOLDER
    assert entry.size == sum(len(data) for data in content.values())
    assert argos.packages() == (entry,)
    found = {
        path.relative_to(packages_dir(home)).as_posix() for path in entry.path.rglob("*") if path.is_file()
    }
    assert found == set(content)
    assert all((packages_dir(home) / name).read_bytes() == data for name, data in content.items())

    import argostranslate.package

    assert [each.package_path for each in argostranslate.package.get_installed_packages()] == [entry.path]
    assert not [path for path in everything(home) if "install" in path]


def test_what_is_installed_can_be_loaded(package: Path) -> None:
    assert engine.ArgosEngine(argos.install(package).path).name == NAME


def test_a_second_installation_is_refused(home: Path, package: Path) -> None:
    entry = argos.install(package)
    before = {path: path.stat().st_mtime_ns for path in entry.path.rglob("*")}
    with pytest.raises(ModelError, match="already installed") as caught:
        argos.install(package)
    assert f"briefing model remove {NAME}" in caught.value.hint
    assert {path: path.stat().st_mtime_ns for path in entry.path.rglob("*")} == before


def test_a_removed_package_is_gone_and_can_come_back(home: Path, package: Path) -> None:
    argos.install(package)
    argos.remove(NAME)
    assert_nothing_installed(home)
    assert argos.install(package).state == "ready"


def test_a_package_of_the_user_s_that_is_a_link_is_unlinked(
    home: Path, tmp_path: Path, content: dict[str, bytes]
) -> None:
    elsewhere = tiny_argos.unpacked(tmp_path / "elsewhere", content)
    packages_dir(home).mkdir(parents=True)
    (packages_dir(home) / "linked").symlink_to(elsewhere)
    argos.remove(NAME)
    assert argos.packages() == ()
    assert (elsewhere / "metadata.json").exists()


def test_what_is_not_there_cannot_be_removed() -> None:
    with pytest.raises(ModelError, match="argos-nothing"):
        argos.remove("argos-nothing")


def test_argos_s_own_variable_says_where(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, package: Path
) -> None:
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "mine"))
    assert argos.install(package).path == tmp_path / "mine" / FOLDER


def test_the_staging_folder_is_inside_where_it_cannot_be_beside(
    home: Path, monkeypatch: pytest.MonkeyPatch, package: Path
) -> None:
    access = os.access
    monkeypatch.setattr(
        os, "access", lambda path, *rest: Path(path).name != "argos-translate" and access(path, *rest)
    )
    assert argos.install(package).state == "ready"
    assert [path.name for path in packages_dir(home).iterdir() if path.is_dir()] == [FOLDER]


def test_what_a_killed_installation_left_is_cleared_away(home: Path, package: Path) -> None:
    left = packages_dir(home).parent / argos.STAGING / FOLDER / "model.bin"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"half")
    argos.install(package)
    assert not left.exists()
    assert not (packages_dir(home).parent / argos.STAGING).exists()


def test_looking_leaves_nothing_behind(home: Path) -> None:
    variables = dict(os.environ)
    assert argos.packages() == ()
    assert everything(home) == set()
    assert dict(os.environ) == variables


def test_broken_packages_are_listed_as_such_and_hide_no_other(
    home: Path, package: Path, tmp_path: Path, content: dict[str, bytes]
) -> None:
    argos.install(package)
    for name, data in {
        "empty": None,
        "list": b"[]",
        "cut": b"{",
        "binary": b"\xff\xfe\x00",
        "no-model": content[f"{FOLDER}/metadata.json"],
    }.items():
        (packages_dir(home) / name).mkdir()
        if data is not None:
            (packages_dir(home) / name / "metadata.json").write_bytes(data)
    (packages_dir(home) / "a-file").write_bytes(b"")
    first, *others = argos.packages()
    assert (first.name, first.state) == (NAME, "ready")
    assert {(entry.name, entry.state) for entry in others} == {
        (f"argos-{name}", "broken") for name in ("empty", "list", "cut", "binary", "no-model")
    }
    assert all(entry.detail and "\n" not in entry.detail for entry in others)
    argos.remove("argos-empty")
    assert not (packages_dir(home) / "empty").exists()


def test_packages_for_other_languages_are_left_out(home: Path) -> None:
    tiny_argos.unpacked(packages_dir(home), tiny_argos.files(metadata={"from_code": "fr"}))
    assert argos.packages() == ()


def test_two_packages_of_one_name_are_told_apart(
    home: Path, package: Path, content: dict[str, bytes]
) -> None:
    argos.install(package)
    twin = {name.replace(FOLDER, "twin"): data for name, data in content.items()}
    tiny_argos.unpacked(packages_dir(home), twin)
    assert {entry.name for entry in argos.packages()} == {NAME, "argos-twin"}


def test_without_argostranslate_the_error_names_the_extra(
    package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "argostranslate", None)
    monkeypatch.setattr(argos, "find_spec", lambda _: None)
    assert argos.packages() == ()
    with pytest.raises(ModelError) as caught:
        argos.install(package)
    assert "pip install 'briefing[argos]'" in caught.value.hint


@pytest.mark.parametrize(
    ("variable", "value"), [("ARGOS_INTER_THREADS", "many"), ("ARGOS_MODEL_PROVIDER", "?")]
)
def test_settings_of_argos_that_are_wrong_are_reported(
    variable: str,
    value: str,
    monkeypatch: pytest.MonkeyPatch,
    package: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(ModelError, match="argostranslate cannot be loaded"):
        argos.install(package)
    forget()
    (entry,) = argos.packages()
    assert entry.state == "broken"
    assert capsys.readouterr().out == ""


def test_argos_s_complaints_do_not_get_into_the_output(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = home / ".config" / "argos-translate"
    config.mkdir(parents=True)
    (config / "settings.json").write_text("{")
    assert argos.packages() == ()
    assert capsys.readouterr().out == ""


# What a stranger may send


def link(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


def raw(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo("x")
    info.filename = name
    return info


@pytest.mark.parametrize(
    "entry",
    [
        pytest.param(raw("../evil"), id="parent"),
        pytest.param(raw(f"{FOLDER}/../../evil"), id="parent-inside"),
        pytest.param(raw("/evil"), id="absolute"),
        pytest.param(raw("C:/evil"), id="drive"),
        pytest.param(raw(f"{FOLDER}/C:evil"), id="drive-inside"),
        pytest.param(raw(f"{FOLDER}\\..\\..\\evil"), id="backslash"),
        pytest.param(raw(f"{FOLDER}/a:stream"), id="windows-stream"),
        pytest.param(raw(f"{FOLDER}/.. /evil"), id="trailing-space"),
        pytest.param(raw(f"{FOLDER}/model./evil"), id="trailing-dot"),
        pytest.param(raw(f"{FOLDER}//evil"), id="empty-part"),
        pytest.param(raw(f"{FOLDER}/./evil"), id="dot"),
        pytest.param(raw(f"{FOLDER}/a\nb"), id="line-break"),
        pytest.param(raw(f"{FOLDER}/{'a/' * 50}b"), id="deep"),
        pytest.param(raw(f"{FOLDER}/{'a' * 300}"), id="long"),
        pytest.param(raw(f"{FOLDER}/Metadata.JSON"), id="twice-but-for-case"),
        pytest.param(raw("evil"), id="outside-the-folder"),
        pytest.param(raw("evil/evil"), id="second-folder"),
        pytest.param(link(f"{FOLDER}/evil"), id="symbolic-link"),
        pytest.param(link(f"{FOLDER}/model/"), id="symbolic-link-for-a-folder"),
    ],
)
def test_entries_that_no_package_has_are_refused(
    home: Path, tmp_path: Path, content: dict[str, bytes], entry: zipfile.ZipInfo
) -> None:
    around = {path for path in tmp_path.rglob("*") if home not in path.parents}
    package = tiny_argos.zipped(tmp_path / "evil.argosmodel", {**content, entry: b"/etc/passwd"})
    with pytest.raises(ModelError, match="refused"):
        argos.install(package)
    assert_nothing_installed(home)
    assert {path for path in tmp_path.rglob("*") if home not in path.parents} == around | {package}


def test_a_null_in_a_name_is_refused(home: Path, tmp_path: Path, content: dict[str, bytes]) -> None:
    package = tiny_argos.zipped(tmp_path / "null.argosmodel", {**content, f"{FOLDER}/evilX.txt": b""})
    package.write_bytes(package.read_bytes().replace(b"evilX.txt", b"evil\0.txt"))
    with pytest.raises(ModelError):
        argos.install(package)
    assert_nothing_installed(home)


def test_a_hidden_folder_is_refused(home: Path, tmp_path: Path, content: dict[str, bytes]) -> None:
    hidden = {name.replace(FOLDER, argos.STAGING): data for name, data in content.items()}
    with pytest.raises(ModelError, match="refused"):
        argos.install(tiny_argos.zipped(tmp_path / "hidden.argosmodel", hidden))
    assert_nothing_installed(home)


def test_too_many_files_are_refused(home: Path, tmp_path: Path, content: dict[str, bytes]) -> None:
    many = {**content, **{f"{FOLDER}/{number}": b"" for number in range(argos_zip.MAX_ENTRIES)}}
    with pytest.raises(ModelError, match="files"):
        argos.install(tiny_argos.zipped(tmp_path / "many.argosmodel", many))
    assert_nothing_installed(home)


def test_a_list_of_files_that_would_fill_the_memory_is_not_read(home: Path, tmp_path: Path) -> None:
    many = {f"{FOLDER}/{'a' * 190}{number}": b"" for number in range(6_000)}
    package = tiny_argos.zipped(tmp_path / "list.argosmodel", many)
    with pytest.raises(ModelError, match="list of files is too long"):
        argos.install(package)
    assert_nothing_installed(home)


def test_a_bomb_is_refused_before_anything_is_written(
    home: Path, tmp_path: Path, content: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(argos_zip, "RATIO_FROM", 1024**2)
    monkeypatch.setattr(argos_zip, "_unpack_entry", None)
    bomb = {**content, f"{FOLDER}/bomb": bytes(16 * 1024**2)}
    with pytest.raises(ModelError, match="larger than any package"):
        argos.install(tiny_argos.zipped(tmp_path / "bomb.argosmodel", bomb))
    assert_nothing_installed(home)


def test_sizes_are_counted_and_not_believed(
    home: Path, tmp_path: Path, content: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(argos_zip, "RATIO_FROM", 1024**2)
    bomb = tiny_argos.zipped(tmp_path / "liar.argosmodel", {**content, f"{FOLDER}/bomb": bytes(16 * 1024**2)})
    declared = zipfile.ZipFile.infolist

    def lying(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
        return [Small(entry) for entry in declared(archive)]

    class Small(zipfile.ZipInfo):
        """Says that it is small when it is asked first, and shows its size later."""

        def __init__(self, entry: zipfile.ZipInfo) -> None:
            super().__init__()
            for name in zipfile.ZipInfo.__slots__:
                if hasattr(entry, name):
                    setattr(self, name, getattr(entry, name))
            self._asked = 0

        def __getattribute__(self, name: str) -> object:
            value = super().__getattribute__(name)
            if name == "file_size" and value > 1024**2:
                self._asked += 1
                return 1 if self._asked == 1 else value
            return value

    monkeypatch.setattr(zipfile.ZipFile, "infolist", lying)
    with pytest.raises(ModelError, match="larger than it says"):
        argos.install(bomb)
    assert_nothing_installed(home)


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda data: b"", id="empty"),
        pytest.param(lambda data: b"no zip at all" * 100, id="no-zip"),
        pytest.param(lambda data: data[: len(data) // 2], id="first-half"),
        pytest.param(lambda data: data[len(data) // 2 :], id="second-half"),
        pytest.param(lambda data: data[:5000] + bytes(400) + data[5400:], id="zeros-inside"),
        pytest.param(lambda data: data.replace(b"PK\1\2", b"PK\1\2\xff\xff", 1), id="list-shifted"),
        pytest.param(lambda data: data[:-8] + b"\xff" * 8, id="end-damaged"),
    ],
)
def test_a_damaged_zip_is_one_clear_error(
    home: Path, package: Path, damage: Callable[[bytes], bytes]
) -> None:
    package.write_bytes(damage(package.read_bytes()))
    with pytest.raises(ModelError) as caught:
        argos.install(package)
    assert "\n" not in caught.value.message
    assert_nothing_installed(home)


def test_an_encrypted_file_is_refused(home: Path, package: Path) -> None:
    data = bytearray(package.read_bytes())
    for signature, flags in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        data[data.index(signature) + flags] |= 1
    package.write_bytes(data)
    with pytest.raises(ModelError, match="encrypted"):
        argos.install(package)
    assert_nothing_installed(home)


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        pytest.param("metadata.json", None, "metadata.json", id="no-metadata"),
        pytest.param("metadata.json", b"[]", "no JSON object", id="metadata-list"),
        pytest.param("metadata.json", b'{"from_code": "fr", "to_code": "en"}', "zh to en", id="french"),
        pytest.param("model/model.bin", None, "model.bin", id="no-model"),
        pytest.param("model/model.bin", b"rubbish" * 99, "model.bin", id="model-rubbish"),
        pytest.param("sentencepiece.model", None, "sentencepiece.model", id="no-tokenizer"),
        pytest.param("sentencepiece.model", b"rubbish", "sentencepiece.model", id="tokenizer-rubbish"),
        pytest.param(
            "model/source_vocabulary.json", b'["a"]', "source vocabulary", id="vocabulary-of-another"
        ),
    ],
)
def test_what_is_not_a_working_package_is_not_installed(
    home: Path, tmp_path: Path, content: dict[str, bytes], name: str, data: bytes | None, says: str
) -> None:
    changed = {key: value for key, value in content.items() if key != f"{FOLDER}/{name}"}
    if data is not None:
        changed[f"{FOLDER}/{name}"] = data
    with pytest.raises(ModelError) as caught:
        argos.install(tiny_argos.zipped(tmp_path / "bad.argosmodel", changed))
    assert says in caught.value.message
    assert_nothing_installed(home)


# What can go wrong on the way


@pytest.mark.parametrize("number", range(6))
def test_a_full_disk_leaves_nothing_half_done(
    home: Path, package: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    calls, fsync = 0, os.fsync

    def full(handle: int) -> None:
        nonlocal calls
        calls += 1
        if calls == number + 1:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        fsync(handle)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ModelError, match="No space left"):
        argos.install(package)
    monkeypatch.undo()
    assert_nothing_installed(home)


@pytest.mark.parametrize("step", ["read_package", "_try_out", "unpack"])
@pytest.mark.parametrize("error", [KeyboardInterrupt, MemoryError])
def test_an_interruption_leaves_nothing_half_done(
    home: Path, package: Path, monkeypatch: pytest.MonkeyPatch, step: str, error: type[BaseException]
) -> None:
    def stop(*_: object) -> None:
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(argos, step, stop)
        with pytest.raises(error):
            argos.install(package)
    assert_nothing_installed(home)
    assert argos.install(package).state == "ready"


def test_a_folder_that_appears_at_the_last_moment_is_not_overwritten(
    home: Path, package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def other_process(_: Path) -> None:
        other = packages_dir(home) / FOLDER
        other.mkdir()
        (other / "metadata.json").write_text("theirs")

    monkeypatch.setattr(argos, "_try_out", other_process)
    with pytest.raises(ModelError, match="could not be installed"):
        argos.install(package)
    assert (packages_dir(home) / FOLDER / "metadata.json").read_text() == "theirs"


def test_a_folder_that_cannot_be_made_is_one_clear_error(home: Path, package: Path) -> None:
    (home / ".local").write_bytes(b"a file where a folder should be")
    with pytest.raises(ModelError, match="could not be installed"):
        argos.install(package)


def test_a_file_that_is_not_there_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"nothing\.argosmodel"):
        argos.install(tmp_path / "nothing.argosmodel")


def test_two_processes_at_once_install_one_package(home: Path, package: Path) -> None:
    job = "import sys, pathlib, briefing.models.argos as a; a.install(pathlib.Path(sys.argv[1]))"
    environment = {**os.environ, "HOME": str(home)}
    running = [
        subprocess.Popen(
            [sys.executable, "-c", job, str(package)], stderr=subprocess.PIPE, text=True, env=environment
        )
        for _ in range(2)
    ]
    said = [process.communicate()[1] for process in running]
    assert sorted(process.returncode for process in running) == [0, 1]
    assert "already installed" in "".join(said)
    assert [entry.state for entry in argos.packages()] == ["ready"]


def test_the_real_package() -> None:
    path = Path(__file__).parents[2] / "shared" / "models" / "translate-zh_en-briefing-0.1.argosmodel"
    if not path.exists():
        pytest.skip("the real package is not here")
    entry = argos.install(path)
    assert (entry.name, entry.state) == ("argos-translate-zh_en-briefing-0.1", "ready")


def test_a_file_that_is_used_as_a_folder_is_refused(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "x.argosmodel"
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("a/b/c", "a/B"):
            archive.writestr(name, b"x")
    with pytest.raises(ModelError, match="refused: 'a/b' is both a file and a folder"):
        argos.install(path)
    assert_nothing_installed(home)


def test_a_model_with_millions_of_variables_is_refused_unread(
    home: Path, tmp_path: Path, content: dict[str, bytes]
) -> None:
    name = f"{FOLDER}/model/model.bin"
    header = struct.pack("<IH2sII", 6, 2, b"x\0", 1, 0xFFFFFFFF)
    path = tiny_argos.zipped(tmp_path / "x.argosmodel", content | {name: header + bytes(1 << 20)})
    with pytest.raises(ModelError, match=r"4,294,967,295 variables"):
        argos.install(path)
    assert_nothing_installed(home)
