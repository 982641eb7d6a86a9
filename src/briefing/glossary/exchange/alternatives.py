"""Parts what a cell of a table from elsewhere has together: `A / B`, `A; B`, `worker(s)`."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.glossary.exchange.model import places

if TYPE_CHECKING:
    from briefing.glossary.exchange.model import Imported
    from briefing.glossary.model import Term

_BETWEEN = re.compile(r"(?P<open>[(（\[【])|(?P<close>[)）\]】])|(?<=\s)[/／|｜](?=\s)|[;；①-⑳]")
_NUMBER = re.compile(r"[(（]?[0-9]{1,2}[)）.、]\s*")
_PLURAL = re.compile(r"(?<=[a-z])(?:(?P<y>y)[(（]ies[)）]|[(（](?P<ending>e?s)[)）]|(?P<slash>/s)\b)")
_LETTER = re.compile(r"[^\W\d_]")
_DOUBTFUL = re.compile(r"\w[/／]\w|[()（）\[\]/／]")
_NEVER_FOUND = re.compile("[/／;；()（）]")


def with_alternatives(imported: Imported) -> Imported:
    """`imported`, with several renderings in one cell as `en` and `also`, and a plural in brackets as a form.

    public welfare projects / people's livelihood projects: the first is `en`, the second `also`. community
    worker(s): `en` is community worker, community workers a form. What is changed is told with its lines, and
    so is what stays: a slash without spaces (and/or), words in brackets, and terms that have either.
    """
    several: list[int] = []
    plurals: list[int] = []
    kept: list[int] = []
    never: list[int] = []
    terms: list[Term] = []
    for term in imported.terms:
        first, *others = alternatives(term.en) or [""]
        also = [*others, *(each for text in term.also for each in alternatives(text))]
        if others or len(also) > len(term.also):
            several.append(term.line)
        singular, plural = numbers(first)
        if plural or any(numbers(each)[1] for each in also):
            plurals.append(term.line)
        also = [form for each in also for form in numbers(each) if form]
        forms = (plural, *term.forms) if plural else term.forms
        if any(map(_DOUBTFUL.search, (singular, *also))):
            kept.append(term.line)
        if _NEVER_FOUND.search(term.zh):
            never.append(term.line)
        terms.append(replace(term, en=singular, also=tuple(also), forms=forms))
    said = (
        ("several renderings in one cell: the first is `en`, the others `also`", several),
        ("a plural in brackets, as in worker(s), is put under `forms`", plurals),
        ("renderings with a slash or brackets are kept as they are, and put into texts so", kept),
        ("terms with a slash, a semicolon or brackets are found only where a text has them so", never),
    )
    notes = (f"{what}: {places(imported.unit, lines)}" for what, lines in said if lines)
    return replace(imported, terms=tuple(terms), notes=(*imported.notes, *notes))


def alternatives(text: str) -> list[str]:
    """The renderings in one cell, without the numbers that they may have; `text` alone if it is one.

    >>> alternatives("one-stop service / all-in-one service")
    ['one-stop service', 'all-in-one service']
    >>> alternatives("round-the-clock (24 / 7) service")
    ['round-the-clock (24 / 7) service']
    """
    parts = [""]
    depth = at = 0
    for match in _BETWEEN.finditer(text):
        parts[-1] += text[at : match.start()]
        at = match.end()
        if match.lastgroup or depth:
            depth = max(0, depth + bool(match["open"]) - bool(match["close"]))
            parts[-1] += match[0]
        else:
            parts.append("")
    parts[-1] += text[at:]
    parts = [part.strip() for part in parts if part.strip()]
    if len(parts) < 2 or not all(map(_LETTER.search, parts)):
        return [text] if text else []
    return [_NUMBER.sub("", part, count=1) if _NUMBER.match(part) else part for part in parts]


def numbers(text: str) -> tuple[str, str]:
    """Singular and plural of a rendering that has both in one, as in worker(s); no plural if it has not.

    >>> numbers("policy(ies) and measure(s)")
    ('policy and measure', 'policies and measures')
    """
    if not _PLURAL.search(text):
        return text, ""
    singular = _PLURAL.sub(lambda match: match["y"] or "", text)
    plural = _PLURAL.sub(lambda match: "ies" if match["y"] else match["ending"] or "s", text)
    return singular, plural
