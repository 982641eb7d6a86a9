"""Prompt profiles: which one fits a model, what it makes of a sentence, what is told of a broken one."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.engine.served import profiles
from briefing.engine.served.asked import Decoding
from briefing.engine.served.profiles import find_profile, parsed, profile_for, read_profile
from briefing.errors import ModelError, UsageError

pytestmark = pytest.mark.usefixtures("work")

ROOT = Path(__file__).parent.parent
ZH = "该县推广枫桥经验。"  # The county promotes the Fengqiao model.
TERM = (("枫桥经验", "Fengqiao model"),)


@pytest.mark.parametrize(
    ("model", "architecture", "name"),
    [
        ("tencent/Hy-MT2-7B", "", "hy-mt2"),
        ("Hy-MT2-1.8B-Q4_K_M.gguf", "", "hy-mt2"),
        ("hy-mt2:latest", "", "hy-mt2"),
        ("Hy-MT3-7B", "", "hy-mt2"),
        ("HY-MT1.5-1.8B", "hunyuan-dense", "hy-mt1.5"),
        ("Hunyuan-MT-7B", "", "hunyuan-mt"),
        ("translategemma:4b", "gemma3", "translategemma"),
        ("NiuTrans/LMT-60-8B", "qwen3", "lmt-60"),
        ("xiaomi-research/MiLMMT-46-4B-v1.0", "", "milmmt"),
        ("ByteDance-Seed/Seed-X-PPO-7B", "", "seed-x"),
        ("Qwen/Qwen3-8B", "", "qwen3"),
        ("qwen3.5:9b", "", "qwen3"),
        ("google/gemma-4-12B-it", "", "gemma4"),
        ("qwen2.5-coder-1.5b-instruct-q4_k_m.gguf", "", "qwen2.5-coder"),
        ("my-own", "qwen3", "qwen3"),
        ("my-own", "hunyuan-dense", "hy-mt2"),
        ("/models/base.gguf", "", "generic"),
        ("", "", "generic"),
    ],
)
def test_a_model_gets_its_family_s_profile(model: str, architecture: str, name: str) -> None:
    assert profile_for(model, architecture).name == name


def test_hy_mt2_is_asked_in_the_words_of_its_readme() -> None:
    hy = find_profile("hy-mt2")
    assert hy.prompt(ZH, listed=TERM) == (
        "Reference the following translations:\n枫桥经验 translates to Fengqiao model\n\n"
        "Translate the following text into English. Note that you must ONLY output the translated result "
        f"without any additional explanation:\n\n{ZH}"
    )
    assert hy.prompt(ZH) == (
        "Translate the following text into English. Note that you should only output the translated result "
        f"without any additional explanation:\n\n{ZH}"
    )
    assert "exact same number of delimiters" in hy.prompt(ZH, marked=True)
    assert hy.decoding == Decoding(0.7, 0.6, 20, 1.05)


@pytest.mark.parametrize(
    ("name", "prompt"),
    [
        ("seed-x", f"Translate the following Chinese sentence into English:\n{ZH} <en>"),
        (
            "milmmt",
            f"Translate this from Chinese (Simplified) to English:\nChinese (Simplified): {ZH}\nEnglish:",
        ),
        ("lmt-60", f"Translate the following text from Chinese into English:\nChinese: {ZH}\nEnglish:"),
        (
            "hunyuan-mt",
            f"Translate the following segment into English, without additional explanation.\n\n{ZH}",
        ),
    ],
)
def test_a_family_s_own_prompt(name: str, prompt: str) -> None:
    assert find_profile(name).prompt(ZH) == prompt


def test_families_without_a_chat_template_are_asked_raw() -> None:
    raw = {each.name for each in profiles._all() if each.template}
    assert raw == {"milmmt", "seed-x"}


def test_the_licences_that_forbid_something_are_told() -> None:
    assert "European Union" in find_profile("hy-mt1.5").licence
    assert not find_profile("hy-mt2").licence


def test_one_told_what_it_left_out() -> None:
    prompt = find_profile("generic").prompt(ZH, must=["Fengqiao model", "977,000"])
    assert "Fengqiao model; 977,000" in prompt
    assert prompt.endswith(ZH)


def test_what_the_text_says_is_not_taken_for_a_slot() -> None:
    assert find_profile("generic").prompt("{text}{must}{terms}").endswith("\n{text}{must}{terms}")


def test_a_profile_of_one_s_own_goes_before(work: Path) -> None:
    own = work.parent / "home" / "data" / "profiles"
    own.mkdir(parents=True)
    (own / "qwen3.toml").write_text(
        '[match]\nnames = ["qwen3"]\n[prompt]\nplain = "Say it in English: {text}"\n'
    )
    assert profile_for("Qwen3-8B").prompt(ZH) == f"Say it in English: {ZH}"
    (own / "house.toml").write_text('[match]\nnames = ["our-model"]\n')
    assert profile_for("Our-Model-v2").name == "house"
    assert profile_for("Our-Model-v2").prompt(ZH) == find_profile("generic").prompt(ZH)


def test_a_file_s_digest_changes_with_the_words_it_borrows() -> None:
    assert find_profile("gemma4").digest != find_profile("qwen3").digest
    assert parsed("a", b"").digest != parsed("a", b"\n").digest


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("x = [", "is no profile"),
        ("other = 1", "'other', which nothing reads"),
        ('[prompt]\nplain = "no slot"', "its `plain` has no {text}"),
        ('[prompt]\nplain = "{text}"\nterms = "{text}"', "its `terms` has no {terms}"),
        ('[prompt]\nplain = "{text}"\nterms = "{terms}{text}"', "`terms` and no `term`"),
        ('[prompt]\nplain = "{text}"\ntemplate = "x"', "its `template` has no {prompt}"),
        ("[prompt]\nplain = 7", "7 is no text"),
        ("prompt = 7", "`prompt` is no table"),
        ('[decoding]\ntemperature = "hot"', "'hot' is no number"),
        ("[decoding]\nheat = 1.0", "'heat', which nothing reads"),
        ('[match]\nnames = "x"', "'x' is no list"),
        ("#" * 70_000, "too large"),
    ],
)
def test_what_is_wrong_with_a_profile_is_told(work: Path, text: str, says: str) -> None:
    (work / "p.toml").write_text(text)
    with pytest.raises(ModelError) as told:
        read_profile(work / "p.toml")
    assert says in str(told.value)


def test_the_profile_in_the_documentation_is_one() -> None:
    page = (ROOT / "docs" / "profiles.md").read_text(encoding="utf-8")
    lines = page[page.index("    # Our own") : page.index("Everything is optional")].splitlines()
    profile = parsed("desk", "\n".join(line.removeprefix("    ") for line in lines).encode())
    assert profile.names == ("deskmt",)
    assert (
        profile.prompt(ZH, listed=TERM) == f"Terms:\n枫桥经验 is Fengqiao model\nTranslate into English: {ZH}"
    )


def test_every_family_that_ships_is_in_the_documentation() -> None:
    page = (ROOT / "docs" / "profiles.md").read_text(encoding="utf-8").lower().replace(" ", "-")
    for each in profiles._all():
        assert each.name.removesuffix("-coder").replace("gemma4", "gemma-4") in page


def test_a_profile_that_is_not_there() -> None:
    with pytest.raises(UsageError, match=r"no profile called 'x'.*generic.*hy-mt2"):
        find_profile("x")
    with pytest.raises(UsageError):
        find_profile("../profiles/generic")
    with pytest.raises(ModelError, match="cannot be read"):
        find_profile("nothing.toml")
