"""An answer without what chat models put around it, each piece only where the source has nothing like it."""

from __future__ import annotations

import html
import json
import re

_TOKEN = re.compile(r"(?:<[|｜][^<>\n]{1,40}[|｜]>|</s>|<eos>|<end_of_turn>)\Z")
"""A model's end of text, which a server with a broken template lets through."""
_LONGEST_TOKEN = 44
_FENCE = "```"
_ELEMENT = re.compile(r"\A<(\w{1,20})>(.*)</\1>\Z", re.DOTALL)
_OPENING = re.compile(
    r"\A(?:(?:sure|certainly|of course|okay|ok)[!,.]\s*)?"
    r"(?:here(?:['’]s| is)(?: the| your| my)?(?: english)? translation[^:\n]{0,60}:|"
    r"(?:the )?(?:english )?translation:|译文[:：]|英文[:：]|翻译[:：])\s*",
    re.IGNORECASE,
)
"""Sure! Here is the English translation: ..."""
_AFTERWARDS = re.compile(
    r"\n[ \t]*[(*_]*(?:note|notes|explanation|translator['’]s notes?|let me know|注|说明)\b.*\Z",
    re.DOTALL | re.IGNORECASE,
)
"""On a line of its own behind the answer: (Note: I kept the figures.)"""
_ABOUT_TRANSLATION = re.compile("[译翻英]|translat|english", re.IGNORECASE)
_ABOUT_NOTES = re.compile("[注释说解]|note|expla", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8});", re.IGNORECASE)
_BRACKETS = ("【】", "《》", "〔〕", "［］", "「」")
_QUOTES = ('""', "“”", "''", "‘’")
_WIDE_COMMA = re.compile("(?<=[0-9])，(?=[0-9]{3})")
_DOUBLED = re.compile(r"(\[\[[^\[\]]+\]\])(?:\s*\1)+")
_QUOTED = "\"“‘'「『《"
_WIDE = {0xFF10 + at: chr(0x30 + at) for at in range(10)} | {
    wide + at: chr(narrow + at) for wide, narrow in ((0xFF21, 0x41), (0xFF41, 0x61)) for at in range(26)
}


def unwrapped(answer: str, source: str) -> str:
    """`answer`, to `source` (as the model read it), without greetings, notes, quotes and markup.

    >>> unwrapped('Sure! Here is the translation:\\n\\n"**Reform** goes on."', "改革继续。")
    'Reform goes on.'
    """
    text = answer.strip()
    if "<" not in source:
        while token := _TOKEN.search(text, max(0, len(text) - _LONGEST_TOKEN)):
            text = text[: token.start()].rstrip()
    if "`" not in source:
        text = _without_fence(text)
    if not _ABOUT_TRANSLATION.search(source):
        text = _OPENING.sub("", text)
    if not _ABOUT_NOTES.search(source):
        text = _AFTERWARDS.sub("", text).rstrip()
    if "<" not in source and (element := _ELEMENT.match(text)):
        text = element[2].strip()
    if "{" not in source:
        text = _from_json(text)
    if not _ENTITY.search(source):
        text = _ENTITY.sub(lambda match: html.unescape(match[0]), text)
    text = _without_marks(text, source).translate(_WIDE)
    return _WIDE_COMMA.sub(",", text).strip()


def _without_fence(text: str) -> str:
    """What stands in a fence of code, without the language that its first line may name."""
    if len(text) < 2 * len(_FENCE) or not (text.startswith(_FENCE) and text.endswith(_FENCE)):
        return text
    inner = text.removeprefix(_FENCE).removesuffix(_FENCE)
    language, line_end, rest = inner.partition("\n")
    return (rest if line_end and (not language or language.isalnum()) else inner).strip()


def _from_json(text: str) -> str:
    """The only text in an object, as of {"translation": "Reform goes on."}; any other text as it is."""
    if not (text.startswith("{") and text.endswith("}")):
        return text
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return text
    values = list(found.values())
    return values[0].strip() if len(values) == 1 and isinstance(values[0], str) else text


def _without_marks(text: str, source: str) -> str:
    """Without quotes around all of it, bold type, brackets of other kinds, and markers written twice."""
    if text[:1] + text[-1:] in _QUOTES and source.strip()[:1] not in _QUOTED:
        inner = text[1:-1]
        if not {text[0], text[-1]} & set(inner):
            text = inner
    if "*" not in source:
        text = text.replace("**", "")
    for pair in _BRACKETS:
        if not set(pair) & set(source):
            text = text.translate(dict.fromkeys(map(ord, pair), None))
    return text if _DOUBLED.search(source) else _DOUBLED.sub(r"\1", text)
