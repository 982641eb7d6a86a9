"""Untrusted text made fit to be shown.

Every command has this module, also the shortest: it does without regular expressions until JSON is written.
"""

from __future__ import annotations

# C0 controls have pictures of their own (U+2400 to U+241F, U+2421 for DELETE). C1 controls have none, nor do
# the marks that turn the direction of writing or take no width: one should see that something stood there.
_CONTROLS = {code: chr(0x2400 + code) for code in range(0x20)} | {0x7F: "\u2421"}
_CONTROLS |= dict.fromkeys(range(0x80, 0xA0), "\ufffd")
_UNSEEN = (
    "\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff"
)
"""What else is not seen, as a set of a regular expression has it."""


def _points(ranges: str) -> list[int]:
    """The code points of a set, in which `a-z` are those from `a` to `z`."""
    found: list[int] = []
    at = iter(ranges)
    for char in at:
        if char == "-":
            found.extend(range(found[-1] + 1, ord(next(at)) + 1))
        else:
            found.append(ord(char))
    return found


_JOINER = "\u200d"
_BREAKS = dict.fromkeys(map(ord, "\t\n\r"), " ")
_SEEN = _CONTROLS | dict.fromkeys(_points(_UNSEEN), "\ufffd") | _BREAKS
_GONE = {code: None for code in _SEEN if not chr(code).isspace()}
_PICTURED = {code: picture for code, picture in _CONTROLS.items() if code not in _BREAKS}


def visible(text: str) -> str:
    """`text`, code point for code point, with nothing in it that a terminal would obey or hide.

    Line breaks and tabs become spaces; other controls their pictures (ESC is `␛`); marks of direction, of no
    width, lone surrogates and what is no character U+FFFD. A joiner between two pictures stays: with it they
    are one, 👨‍👧. Offsets into `text` hold for the result, which XML may have.
    """
    if text.isprintable():
        return text
    shown = text.translate(_SEEN)
    if _JOINER not in text:
        return shown
    around = zip(f" {text}", text, f"{text} "[1:], shown, strict=False)
    return "".join(
        char if char == _JOINER and _is_picture(before) and _is_picture(after) else seen
        for before, char, after, seen in around
    )


def _is_picture(char: str) -> bool:
    """Whether it is an emoji, or the mark behind a sign that makes it one."""
    return "\u2600" <= char <= "\u2bff" or char == "\ufe0f" or "\U0001f000" <= char <= "\U0001faff"


def visible_lines(text: str) -> str:
    """The same for a text of several lines: its line feeds stay."""
    return "\n".join(map(visible, text.split("\n")))


def without_unseen(text: str) -> str:
    """`text` without what is not seen and means nothing in English: controls, marks of direction and of no
    width, lone surrogates. White space of all kinds stays.

    >>> without_unseen("low\u200b-income \u202epopulation")
    'low-income population'
    """
    return text if text.isprintable() else text.translate(_GONE)


def without_controls(text: str) -> str:
    """`text`, code point for code point, with pictures of its controls; line breaks and tabs stay."""
    return text if text.isprintable() else text.translate(_PICTURED)


def argument(text: str) -> str:
    """`text` as the last argument of a command that is told to a user: `out/a b.md` in quotation marks.

    What begins as an option does is marked as none; Chinese needs nothing.
    """
    if not text or not all(char.isalnum() or char in "@%+=:,./_-" for char in text):
        import shlex

        text = shlex.quote(text)
    return f"-- {text}" if text.lstrip("'").startswith("-") else text


def escaped(json: str) -> str:
    r"""JSON that says the same, with what a terminal obeys, an editor hides and UTF-8 lacks as `\u001b`.

    `json` must have its C0 controls escaped, as every writer of JSON has to. It may be YAML, too, in which
    every text with such characters stands in double quotes.
    """
    import re

    return re.sub(rf"[\x7f-\x9f{_UNSEEN}]", lambda match: f"\\u{ord(match[0]):04x}", json)
