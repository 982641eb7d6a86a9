"""Which text a briefing was made from, as it says itself, in whatever form it was written."""

from __future__ import annotations

import json
import re
from collections import deque
from html import unescape
from pathlib import Path
from typing import NamedTuple

from briefing.bilingual import docx
from briefing.bilingual.pairs import as_written
from briefing.errors import ReadError
from briefing.read import MAX_BYTES, read_bytes
from briefing.visible import visible

# The record of Markdown, a page and XLIFF; data; plain text; TMX. No text looks like one: where these are of
# several lines it is on one, in data it is quoted, and it comes before the end.
_FORMS = tuple(
    re.compile(form.replace("SHA", "(?P<sha256>[0-9a-f]{64})"), re.MULTILINE)
    for form in (
        r"(?:^|>)source:\n  name: (?P<yaml>.*)\n  sha256: '?SHA'?$",
        r'^ +"source": \{\n *"name": (?P<json>".*"),\n *"sha256": "SHA"',
        r"^# source: SHA (?P<plain>.*)\n# digest: [0-9a-f]{64}\n\Z",
        r'"x-source">(?P<plain>.{0,1000})</prop>\n *<prop type="x-source-sha256">SHA<',
    )
)


class Origin(NamedTuple):
    """The name of a text, fit to be shown, and the SHA-256 of its bytes in hexadecimal digits."""

    name: str
    sha256: str


def origin_of(path: str | Path) -> Origin | None:
    """The text that the briefing at `path` translates; None if it does not tell, or is no briefing."""
    try:
        data = read_bytes(Path(path), MAX_BYTES)
        if data.startswith(b"PK"):
            written = docx.read(str(path), data).written
            return Origin(visible(written.source), written.sha256) if written.sha256 else None
    except ReadError:
        return None
    text = data.decode("utf-8", "replace")
    if text.startswith("<"):
        text = unescape(text)
    for form in _FORMS:
        for found in deque(form.finditer(text), maxlen=1):
            return Origin(visible(_name(found.groupdict())), found["sha256"])
    return None


def _name(groups: dict[str, str]) -> str:
    if "yaml" in groups:
        return as_written(f"source:\n  name: {groups['yaml']}\n").source
    return str(json.loads(groups["json"])) if "json" in groups else groups["plain"]
