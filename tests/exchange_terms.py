"""Terms for the tests of the exchange formats, and the way there and back."""

from __future__ import annotations

import tempfile
import unicodedata
from dataclasses import replace
from pathlib import Path

from hypothesis import strategies as st

from briefing.glossary import keys
from briefing.glossary.exchange import FORMATS
from briefing.glossary.exchange.importing import termbase_of
from briefing.glossary.exchange.prepare import Prepared, prepared
from briefing.glossary.exchange.yaml_text import termbase_text
from briefing.glossary.model import Term
from briefing.glossary.store import load_file

FENGQIAO = Term(
    zh="新时代“枫桥经验”",
    en="Fengqiao model",
    article="the",
    forms=("Fengqiao models",),
    also=("Fengqiao Experience", "Fengqiao | approach"),
    forbidden=("Maple Bridge experience",),
    use="check",
    unless=("学新时代枫桥经验",),
    domain="governance",
    source="white papers, English editions",
    note="after Fengqiao, in Zhejiang\nfirst used in the 1960s",
)
PLAIN = Term(zh="乡村振兴", en="rural revitalization")

_NASTY = (
    "\t\n\r\"'|\\,;=+-@＝#&<>:[]{}*!%`~?_x000D_\x00\x01\x0b\x1b\x7f\x85\xa0\u200b\u2028\u2029\ufeff\ufffe😀枫"
)


def _is_short(text: str) -> bool:
    return not any(unicodedata.category(char) in ("Cc", "Zl", "Zp") for char in text)


_CHARS = st.one_of(st.sampled_from(_NASTY), st.characters(exclude_categories=["Cs"]))
LONG = st.text(_CHARS, max_size=30).map(str.strip)
SHORT = (
    st.text(_CHARS.filter(_is_short), min_size=1, max_size=20)
    .map(str.strip)
    .filter(lambda text: text and "[[" not in text and "]]" not in text)
)
ZH = (
    st.tuples(SHORT, st.sampled_from("枫桥经验"), SHORT)
    .map("".join)
    .filter(lambda text: "[[" not in text and "]]" not in text)
)
TEXTS = st.lists(SHORT, max_size=3, unique=True).map(tuple)


@st.composite
def terms(draw: st.DrawFn) -> list[Term]:
    """Entries as a termbase may have them, with whatever a field may hold."""
    found = draw(
        st.lists(
            st.builds(
                Term,
                zh=ZH,
                en=SHORT,
                article=st.sampled_from(["", "the", "a", "an"]),
                forms=TEXTS,
                also=TEXTS,
                forbidden=TEXTS,
                use=st.sampled_from(["mark", "check"]),
                domain=LONG,
                source=LONG,
                note=LONG,
            ),
            min_size=1,
            max_size=4,
            unique_by=lambda term: keys.key_of(term.zh),
        )
    )
    first = found[0]
    return [replace(first, unless=(f"{first.zh}甲",)), *found[1:]] if draw(st.booleans()) else found


def loaded(text: str) -> list[Term]:
    """The entries of a termbase's text, without what says where they stand."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "t.yaml"
        path.write_bytes(text.encode())
        return [replace(term, file="", line=0, layer="") for term in load_file(path).terms]


def as_loaded(terms: list[Term]) -> list[Term]:
    """Terms as a termbase has them that was written with them."""
    return loaded(termbase_text(terms))


def imported(format_: str, data: bytes) -> Prepared:
    """What the bytes of a file of the format give."""
    return prepared(FORMATS[format_].read(data, "t"))


def there_and_back(format_: str, terms: list[Term]) -> tuple[list[Term], Prepared]:
    """Terms after an export and an import, and what was said on the way back."""
    found = imported(format_, FORMATS[format_].write(terms).data)
    return loaded(termbase_of(found)), found
