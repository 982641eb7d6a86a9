"""How a family of models wants to be asked: prompt profiles, one small file a family.

The files are TOML; `docs/profiles.md` tells how to write one. Those of the user's own (in the folder
`profiles` beside his models) go before those that ship.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, cast

from briefing.engine.served.asked import Decoding
from briefing.errors import ModelError, UsageError
from briefing.paths import data_dir

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SHIPPED = Path(__file__).parent / "profiles"
GENERIC = "generic"
MAX_BYTES = 64_000
_SLOT = re.compile(r"\{(text|terms|term|rendering|must|prompt)\}")
_WORDS = ("system", "plain", "marked", "terms", "term", "again", "template")


@dataclass(frozen=True, slots=True)
class Profile:
    """A family's prompts and settings.

    `names` are what a model's name holds (letters and digits alone, lower case), `architectures` what its
    file may say. `plain` asks for `{text}`, `marked` for a text with renderings in `[[ ]]`, `terms` for one
    with a list `{terms}` before it, each line of which is `term` (`{term}`, `{rendering}`); `again` is told
    what was missing, `{must}`. What is empty the family has no words for; a file without `plain` has the
    generic ones. `template` is all that the model reads, with `{prompt}`, where no chat template is to be
    used. `arguments` are for the chat template. `licence` is a remark for the user.
    """

    name: str
    names: tuple[str, ...]
    architectures: tuple[str, ...]
    system: str
    plain: str
    marked: str
    terms: str
    term: str
    again: str
    template: str
    decoding: Decoding
    stop: tuple[str, ...]
    arguments: tuple[tuple[str, str], ...]
    licence: str
    digest: str

    def prompt(
        self,
        text: str,
        *,
        marked: bool = False,
        listed: Sequence[tuple[str, str]] = (),
        must: Sequence[str] = (),
    ) -> str:
        """What the model is asked for `text`: with renderings `marked` in it, with pairs of a term and its
        rendering `listed`, told what it left out (`must`), as far as the family has words for it."""
        wording = self.marked if marked and self.marked else self.plain
        if must and self.again:
            wording = self.again
        elif listed and self.terms:
            wording = self.terms
        lines = "\n".join(filled(self.term, term=term, rendering=rendering) for term, rendering in listed)
        asked = filled(wording, text=text, terms=lines, must="; ".join(must))
        return filled(self.template, prompt=asked) if self.template else asked


def filled(wording: str, **values: str) -> str:
    """`wording` with its slots filled, in one go: what is put in is not looked into."""
    return _SLOT.sub(lambda match: values.get(match[1], match[0]), wording)


def profile_for(model: str, architecture: str = "") -> Profile:
    """The profile whose name for the family is the longest that `model` holds, else that of its
    architecture, else the generic one."""
    name = _plain(model)
    best = {part: each for each in _all() for part in each.names if part in name}
    if best:
        return best[max(best, key=len)]
    for each in _all():
        if architecture and architecture in each.architectures:
            return each
    return find_profile(GENERIC)


def find_profile(given: str) -> Profile:
    """The profile called `given`, or in the file of that name. Raises ModelError, UsageError."""
    if given.endswith(".toml"):
        return read_profile(Path(given))
    for folder in _folders():
        if (path := folder / f"{given}.toml").is_file() and path.parent == folder:
            return read_profile(path)
    known = ", ".join(sorted({each.name for each in _all()}))
    raise UsageError(f"there is no profile called {given!r}", f"There are: {known}; or give a .toml file")


def read_profile(path: Path) -> Profile:
    """The profile in a file. Raises ModelError."""
    try:
        data = path.read_bytes()
        if len(data) > MAX_BYTES:
            raise ValueError("it is too large for one")
        return parsed(path.stem, data)
    except OSError as error:
        raise ModelError(f"the profile {path} cannot be read ({error.strerror})") from error
    except (ValueError, TypeError) as error:
        raise ModelError(
            f"{path} is no profile ({error})", "docs/profiles.md tells what one holds"
        ) from error


def parsed(name: str, data: bytes) -> Profile:
    """A profile from its file's bytes. Raises ValueError, TypeError."""
    content = tomllib.loads(data.decode("utf-8"))
    match, prompt = _table(content, "match"), _table(content, "prompt")
    words = {each: _string(prompt.pop(each, "")) for each in _WORDS}
    seal = hashlib.sha256(data)
    if not words["plain"] and name != GENERIC:
        generic = find_profile(GENERIC)
        seal.update(generic.digest.encode())
        words = {each: words[each] or getattr(generic, each) for each in _WORDS}
    stop = _strings(prompt.pop("stop", []))
    arguments = _table(prompt, "arguments")
    decoding = {key: _number(value) for key, value in _table(content, "decoding").items()}
    profile = Profile(
        name=name,
        names=tuple(map(_plain, _strings(match.pop("names", [])))),
        architectures=_strings(match.pop("architectures", [])),
        **words,
        decoding=_decoding(decoding),
        stop=stop,
        arguments=tuple((key, _string(value)) for key, value in sorted(arguments.items())),
        licence=_string(content.pop("licence", "")),
        digest=seal.hexdigest()[:16],
    )
    if left := [*content, *match, *prompt]:
        raise ValueError(f"it has {left[0]!r}, which nothing reads")
    _complete(profile)
    return profile


def _complete(profile: Profile) -> None:
    """Raise ValueError where a wording lacks what it is there for."""
    needs = {
        "plain": "{text}",
        "marked": "{text}",
        "terms": "{terms}",
        "again": "{must}",
        "term": "{rendering}",
    }
    if not profile.plain:
        raise ValueError("it has no `plain`")
    for wording, slot in needs.items():
        if (text := getattr(profile, wording)) and slot not in text:
            raise ValueError(f"its `{wording}` has no {slot}")
    if profile.terms and not profile.term:
        raise ValueError("it has `terms` and no `term`")
    if profile.template and "{prompt}" not in profile.template:
        raise ValueError("its `template` has no {prompt}")


def _decoding(values: dict[str, float]) -> Decoding:
    if unknown := values.keys() - {each.name for each in fields(Decoding)}:
        raise ValueError(f"it has {min(unknown)!r}, which nothing reads")
    top_k = int(values.pop("top_k", 0))
    return Decoding(top_k=top_k, **values)


def _table(content: dict[str, object], key: str) -> dict[str, object]:
    found = content.pop(key, {})
    if not isinstance(found, dict):
        raise TypeError(f"`{key}` is no table")
    return cast("dict[str, object]", found)


def _string(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value


def _strings(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError(f"{value!r} is no list")
    return tuple(map(_string, value))


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise TypeError(f"{value!r} is no number")
    return value


def _plain(name: str) -> str:
    return re.sub(r"[^0-9a-z]", "", name.lower())


def _folders() -> tuple[Path, ...]:
    return data_dir() / "profiles", SHIPPED


def _all() -> Iterator[Profile]:
    """Each profile once, the user's own first. One that is broken is told by whoever names it."""
    seen: set[str] = set()
    for folder in _folders():
        for path in sorted(folder.glob("*.toml")):
            if path.stem not in seen:
                seen.add(path.stem)
                yield read_profile(path)
