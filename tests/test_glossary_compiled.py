from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import subprocess
import sys
import threading

import pytest

from briefing.errors import GlossaryError
from briefing.glossary import compiled, layers, store
from briefing.glossary.compiled import load

FULL = """\
domain: governance
terms:
  - zh: 枫桥经验
    en: Fengqiao model
    article: the
    forms: [Fengqiao models]
    also: [Fengqiao Experience]
    not: [Maple Bridge experience]
    source: reports
    note: for the reader
  - zh: 省委
    en: provincial Party committee
    use: check
    unless: [省委员会]
"""


@pytest.fixture
def termbase(work, shipped):
    """A project with one termbase, nothing below it, and nothing in the cache."""
    shutil.rmtree(work.parent / "home")
    path = work / "glossary/house.yaml"
    path.parent.mkdir()
    path.write_text(FULL, encoding="utf-8")
    return path


@pytest.fixture
def parsed(monkeypatch):
    """The names of the files whose YAML was parsed."""
    names = []
    load_file = store.load_file
    monkeypatch.setattr(
        store, "load_file", lambda path, *args, **kw: names.append(path.name) or load_file(path, *args, **kw)
    )
    return names


def cache(termbase):
    return sorted((termbase.parents[2] / "home/cache/termbases").iterdir())


def test_it_is_what_load_termbase_gives_from_yaml_and_from_the_cache(termbase, parsed):
    expected = layers.load_termbase()
    parsed.clear()
    assert load()[0] == expected
    assert load()[0] == expected
    assert parsed == ["house.yaml"]
    assert load()[0].digest == expected.digest
    assert load()[0].terms[1].place == "glossary/house.yaml:11"


def test_the_matcher_finds_the_terms_with_their_contexts(termbase):
    for _ in range(2):
        found = load()[1].matches("省委员会与省委学习“枫桥经验”")
        assert [(match.term.en, match.zh_at) for match in found] == [
            ("provincial Party committee", (5, 7)),
            ("Fengqiao model", (10, 14)),
        ]


def test_a_changed_file_is_read_again_and_the_others_are_not(termbase, parsed):
    termbase.with_name("more.yaml").write_text("terms:\n  - zh: 民生\n    en: wellbeing\n", encoding="utf-8")
    load()
    termbase.write_text(FULL.replace("Fengqiao model\n", "Maple way\n"), encoding="utf-8")
    parsed.clear()
    assert [term.en for term in load()[0].terms] == ["Maple way", "provincial Party committee", "wellbeing"]
    assert parsed == ["house.yaml"]


def test_a_file_moved_to_another_layer_is_not_read_again(termbase, parsed, tmp_path):
    load()
    elsewhere = termbase.rename(tmp_path / "mine.yaml")
    base = load([elsewhere])[0]
    assert parsed == ["house.yaml"]
    assert {(term.layer, term.file) for term in base.terms} == {("option", str(elsewhere))}
    assert [(info.name, info.layer, info.terms) for info in base.infos] == [("mine.yaml", "option", 2)]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: b"",
        lambda data: data[:-20],
        lambda data: data.replace("枫桥".encode(), "风桥".encode()),
        lambda data: os.urandom(500),
        lambda data: signed(b"{"),
        lambda data: signed(b'[["only", "two"]]'),
        lambda data: signed(b"[1, 2]"),
        lambda data: signed(b"\xff"),
    ],
    ids=["empty", "cut off", "another character", "noise", "no JSON", "no entries", "no rows", "no UTF-8"],
)  # fmt: skip
def test_a_corrupt_cache_is_made_anew(termbase, parsed, spoil):
    expected = load()[0]
    (kept,) = cache(termbase)
    good = kept.read_bytes()
    kept.write_bytes(spoil(good))
    assert load()[0] == expected
    assert kept.read_bytes() == good
    load()
    assert len(parsed) == 2


def signed(body):
    return hashlib.sha256(body).hexdigest().encode() + b"\n" + body


def test_a_planted_cache_runs_no_code(termbase):
    """Whoever can write there gets terms in at most: a pickle or marshal is not even looked at."""
    import pickle

    load()
    (kept,) = cache(termbase)
    kept.write_bytes(signed(pickle.dumps(pytest.fail)))
    assert len(load()[0].terms) == 2
    body = json.loads(kept.read_bytes().partition(b"\n")[2])
    assert body["terms"][0][:2] == ["枫桥经验", "Fengqiao model"]


def test_the_cache_is_for_its_owner_alone(termbase):
    load()
    (kept,) = cache(termbase)
    assert kept.stat().st_mode & 0o077 == 0 or os.name == "nt"


def test_a_mistake_is_told_each_time(termbase):
    termbase.write_text("terms:\n  - zh: 民生\n", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(GlossaryError, match=r"house\.yaml:2:5"):
            load()


def test_a_file_that_changes_while_it_is_read_is_not_kept_under_its_old_hash(termbase, monkeypatch):
    load_file = store.load_file

    def changed_meanwhile(path, *args, **kw):
        path.write_text(FULL.replace("Fengqiao model\n", "Maple way\n"), encoding="utf-8")
        return load_file(path, *args, **kw)

    with monkeypatch.context() as patch:
        patch.setattr(store, "load_file", changed_meanwhile)
        assert load()[0].terms[0].en == "Maple way"
    termbase.write_text(FULL, encoding="utf-8")
    assert load()[0].terms[0].en == "Fengqiao model"


def test_without_a_place_for_the_cache_it_goes_on(termbase):
    home = termbase.parents[2] / "home"
    home.write_text("a file where the folder should be")
    assert len(load()[0].terms) == 2


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_read_once(termbase, tmp_path):
    pipe = tmp_path / "pipe.yaml"
    os.mkfifo(pipe)
    text = "terms:\n  - zh: 民生\n    en: piped\n"
    writer = threading.Thread(target=lambda: pipe.write_text(text, encoding="utf-8"), daemon=True)
    writer.start()
    assert load([pipe])[0].terms[-1].en == "piped"
    writer.join()


def test_a_newer_briefing_does_not_trust_what_an_older_one_kept(termbase, parsed, monkeypatch):
    load()
    monkeypatch.setattr(compiled, "_reader", lambda: "f" * 64)
    load()
    assert len(parsed) == 2
    assert len(cache(termbase)) == 2


def test_the_oldest_are_thrown_away_and_what_a_killed_process_left(termbase, monkeypatch):
    monkeypatch.setattr(compiled, "KEPT", 3)
    for number in range(5):
        termbase.write_text(FULL + f"# {number}\n", encoding="utf-8")
        load()
        for path in cache(termbase):
            os.utime(path, ns=(path.stat().st_atime_ns, path.stat().st_mtime_ns - 10**10))
        if not number:
            left = cache(termbase)[0].with_name("tmp123")
            left.write_bytes(b"half a fi")
            os.utime(left, (0, 0))
    assert len(cache(termbase)) == 3
    assert not left.exists()


def test_a_process_that_is_killed_while_writing_leaves_nothing_half(termbase, monkeypatch):
    expected = load()[0]
    cache(termbase)[0].unlink()
    script = (
        "import os, pathlib, sys\n"
        "from briefing.glossary import compiled, layers\n"
        "layers.shipped_folder = lambda: pathlib.Path(sys.argv[1])\n"
        "pathlib.Path.replace = lambda *_: os._exit(9)\n"
        "compiled.load()\n"
    )
    done = subprocess.run([sys.executable, "-c", script, str(termbase.parents[2] / "shipped")], check=False)
    assert done.returncode == 9
    assert [path.suffix for path in cache(termbase)] == [".tmp"]
    assert load()[0] == expected


def test_several_at_once_all_get_it_right(termbase):
    entries = "".join(f"  - zh: 第{n}项工作\n    en: task {n}\n" for n in range(300))
    termbase.write_text("terms:\n" + entries, encoding="utf-8")
    script = (
        "import pathlib, sys\n"
        "from briefing.glossary import compiled, layers\n"
        "layers.shipped_folder = lambda: pathlib.Path(sys.argv[1])\n"
        "print(compiled.load()[0].digest)\n"
    )
    command = [sys.executable, "-c", script, str(termbase.parents[2] / "shipped")]
    started = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    digests = {process.communicate()[0].strip() for process in started}
    assert digests == {layers.load_termbase().digest}
    assert len(cache(termbase)) == 1


def test_from_the_cache_no_yaml_reader_is_loaded(termbase):
    load()
    script = (
        "import pathlib, sys\n"
        "from briefing.glossary import compiled, layers\n"
        "layers.shipped_folder = lambda: pathlib.Path(sys.argv[1])\n"
        "assert len(compiled.load()[0].terms) == 2\n"
        "assert not {'yaml', 'opencc'} & set(sys.modules), sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", script, str(termbase.parents[2] / "shipped")], check=True)


def test_a_planted_cache_that_cannot_be_read_is_made_anew(termbase):
    load()
    (kept,) = cache(termbase)
    good = kept.read_bytes()
    kept.write_bytes(signed(b"[" * 100_000))
    assert len(load()[0].terms) == 2
    assert kept.read_bytes() == good


def test_a_full_disk_leaves_nothing_behind(termbase, monkeypatch):
    def full(descriptor):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert len(load()[0].terms) == 2
    assert cache(termbase) == []
