from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from exchange_terms import FENGQIAO, PLAIN, as_loaded, imported, terms, there_and_back
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from lxml import etree

from briefing.errors import ReadError
from briefing.glossary.exchange.prepare import without_article
from briefing.glossary.exchange.tbx import write_tbx

if TYPE_CHECKING:
    from briefing.glossary.model import Term

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

MARTIF = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<!-- by another program -->
<martif type="TBX" xml:lang="en">
  <martifHeader><fileDesc><sourceDesc><p>a termbase</p></sourceDesc></fileDesc></martifHeader>
  <text><body>
    <termEntry id="c1">
      <descripGrp><descrip type="subjectField">governance</descrip><admin type="source">a</admin></descripGrp>
      <descrip type="definition">settling disputes where they arise</descrip>
      <langSet xml:lang="EN-gb">
        <ntig><termGrp><term>the Fengqiao
            Experience</term>
          <termNote type="normativeAuthorization">admittedTerm</termNote></termGrp></ntig>
        <ntig><termGrp><term>Fengqiao model</term>
          <termNote type="normativeAuthorization">preferredTerm</termNote></termGrp>
          <admin type="source">white papers</admin></ntig>
        <ntig><termGrp><term>Maple Bridge experience</term>
          <termNote type="partOfSpeech">noun</termNote>
          <termNote type="normativeAuthorization">supersededTerm</termNote></termGrp></ntig>
      </langSet>
      <langSet xml:lang="zh_CN"><tig><term>枫桥经验</term><note>1963</note></tig>
        <tig><term>枫桥模式</term></tig></langSet>
      <langSet xml:lang="fr"><tig><term>expérience de Fengqiao</term></tig></langSet>
    </termEntry>
    <termEntry><langSet xml:lang="zh"><tig><term>乡村</term></tig></langSet></termEntry>
  </body></text>
</martif>
"""

DCA = """<?xml version="1.0" encoding="UTF-8"?>
<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2">
  <tbxHeader><fileDesc><sourceDesc><p>a</p></sourceDesc></fileDesc></tbxHeader>
  <text><body>
    <conceptEntry id="c1">
      <descrip type="subjectField">governance</descrip>
      <note>in Zhejiang</note>
      <langSec xml:lang="zh"><termSec><term>枫桥经验</term></termSec></langSec>
      <langSec xml:lang="en">
        <termSec><term>Maple Bridge experience</term>
          <termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></termSec>
        <termSec><term>Fengqiao Experience</term></termSec>
        <termSec><term>Fengqiao model</term>
          <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>
          <admin type="source">white papers</admin></termSec>
      </langSec>
    </conceptEntry>
  </body></text>
</tbx>
"""

DCT = """<?xml version="1.0" encoding="UTF-8"?>
<tbx type="TBX-Basic" style="dct" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"
     xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic">
  <tbxHeader><fileDesc><sourceDesc><p>a</p></sourceDesc></fileDesc></tbxHeader>
  <text><body>
    <conceptEntry id="c1">
      <min:subjectField>governance</min:subjectField>
      <note>in Zhejiang</note>
      <langSec xml:lang="zh"><termSec><term>枫桥经验</term></termSec></langSec>
      <langSec xml:lang="en">
        <termSec><term>Fengqiao model</term>
          <min:administrativeStatus>preferredTerm-admn-sts</min:administrativeStatus>
          <basic:source>white papers</basic:source></termSec>
        <termSec><term>Fengqiao Experience</term>
          <min:administrativeStatus>admittedTerm-admn-sts</min:administrativeStatus></termSec>
        <termSec><term>Maple Bridge experience</term>
          <min:administrativeStatus>deprecatedTerm-admn-sts</min:administrativeStatus></termSec>
      </langSec>
    </conceptEntry>
  </body></text>
</tbx>
"""


def held(term: Term) -> Term:
    """What TBX can hold of a term."""
    texts = {
        name: _FORBIDDEN.sub("", getattr(term, name)).strip()
        for name in ("zh", "en", "domain", "source", "note")
    }
    lists = {
        name: tuple(
            dict.fromkeys(filter(None, (_FORBIDDEN.sub("", text).strip() for text in getattr(term, name))))
        )
        for name in ("forms", "also", "forbidden")
    }
    return without_article(replace(term, **texts, **lists, article="", use="mark", unless=(), key=""))


def texts_of(term: Term) -> tuple[str, ...]:
    return (term.zh, term.en, *term.forms, *term.also, *term.forbidden)


@settings(deadline=None, max_examples=25)
@given(terms())
def test_what_xml_can_hold_is_not_lost(found: list[Term]) -> None:
    once = [held(term) for term in as_loaded(found)]
    # Without a control between them, brackets may come to be what a termbase does not admit.
    assume(all(term.zh and term.en for term in once))
    assume(not any("[[" in text or "]]" in text for term in once for text in texts_of(term)))
    once = as_loaded(once)
    again, said = there_and_back("tbx", once)
    assert again == once
    assert not said.flaws


@settings(deadline=None, max_examples=25)
@given(terms())
def test_whatever_the_terms_hold_the_file_is_well_formed(found: list[Term]) -> None:
    exported = write_tbx(found)
    root = etree.fromstring(exported.data)
    assert len(root.findall(".//termEntry")) == len(found)
    controls = any(
        _FORBIDDEN.search(text) for t in found for text in (*texts_of(t), t.domain, t.source, t.note)
    )
    assert any("control characters" in note for note in exported.notes) == controls


def test_what_tbx_cannot_hold_is_said() -> None:
    assert write_tbx([FENGQIAO, PLAIN]).notes == (
        "TBX: `article`, `use: check` and `unless` of 1 term are left out",
    )
    assert write_tbx([PLAIN]).notes == ()


def test_status_tells_what_to_use() -> None:
    root = etree.fromstring(write_tbx([FENGQIAO]).data)
    found = {
        tig.findtext("term"): [note.text for note in tig.iter("termNote")]
        for tig in root.findall(".//{*}langSet[@{http://www.w3.org/XML/1998/namespace}lang='en']/tig")
    }
    assert found == {
        "Fengqiao model": ["preferredTerm-admn-sts"],
        "Fengqiao models": ["variant", "admittedTerm-admn-sts"],
        "Fengqiao Experience": ["admittedTerm-admn-sts"],
        "Fengqiao | approach": ["admittedTerm-admn-sts"],
        "Maple Bridge experience": ["deprecatedTerm-admn-sts"],
    }


# Other programs


def test_a_file_by_the_translate_toolkit() -> None:
    tbx = pytest.importorskip("translate.storage.tbx")
    store = tbx.tbxfile(sourcelanguage="zh", targetlanguage="en")
    for zh, en in [("枫桥经验", "Fengqiao model"), ("乡村振兴", "rural revitalization")]:
        unit = store.addsourceunit(zh)
        unit.target = en
    store.units[0].addnote("in Zhejiang", origin="translator")
    found = imported("tbx", bytes(store))
    assert [(t.zh, t.en) for t in found.terms] == [
        ("枫桥经验", "Fengqiao model"),
        ("乡村振兴", "rural revitalization"),
    ]
    assert found.terms[0].note == "in Zhejiang"


def test_the_translate_toolkit_reads_our_file() -> None:
    tbx = pytest.importorskip("translate.storage.tbx")
    store = tbx.tbxfile.parsestring(write_tbx([FENGQIAO, PLAIN]).data)
    store.settargetlanguage("en")
    assert [(unit.source, unit.target) for unit in store.units] == [
        (FENGQIAO.zh, FENGQIAO.en),
        (PLAIN.zh, PLAIN.en),
    ]
    assert "after Fengqiao, in Zhejiang\nfirst used in the 1960s" in store.units[0].getnotes()


def test_martif_with_everything() -> None:
    found = imported("tbx", MARTIF.encode())
    first, second = found.terms
    assert (first.zh, second.zh) == ("枫桥经验", "枫桥模式")
    assert (first.en, first.article, first.also) == ("Fengqiao model", "", ("Fengqiao Experience",))
    assert first.forbidden == ("Maple Bridge experience",)
    assert (first.domain, first.source) == ("governance", "a\nwhite papers")
    assert first.note == "settling disputes where they arise\n1963"
    assert [(flaw.line, flaw.message) for flaw in found.flaws] == [
        (25, "the concept has no Chinese term, or no English one that may be used")
    ]
    assert found.notes[:2] == ("left out: partOfSpeech (1)", "left out: terms in another language: fr (1)")


@pytest.mark.parametrize("text", [DCA, DCT], ids=["DCA", "DCT"])
def test_iso_30042_of_2019(text: str) -> None:
    found = imported("tbx", text.encode())
    [term] = found.terms
    assert (term.zh, term.en, term.also) == ("枫桥经验", "Fengqiao model", ("Fengqiao Experience",))
    assert term.forbidden == ("Maple Bridge experience",)
    assert (term.domain, term.source, term.note) == ("governance", "white papers", "in Zhejiang")
    assert (found.flaws, found.notes) == ((), ())


def test_utf_16() -> None:
    text = DCA.replace('encoding="UTF-8"', 'encoding="UTF-16"')
    assert imported("tbx", text.encode("utf-16")).terms == imported("tbx", DCA.encode()).terms


# Dangerous files

_LAUGHS = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    "subset",
    [
        '<!ENTITY x SYSTEM "file:///etc/passwd">',
        '<!ENTITY x "枫桥经验">',
        f'<!ENTITY e0 "lol">{_LAUGHS}<!ENTITY x "&e9;">',
        '<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd"> %p; <!ENTITY x "a">',
    ],
    ids=["a local file", "internal", "billion laughs", "parameter"],
)
def test_entities_are_refused(subset: str) -> None:
    text = MARTIF.replace('SYSTEM "TBXcoreStructV02.dtd"', f"[{subset}]").replace("枫桥经验", "&x;")
    with pytest.raises(ReadError, match=r"entities|entity|not XML that can be read"):
        imported("tbx", text.encode())


def test_an_entity_of_a_dtd_elsewhere_does_not_vanish_silently() -> None:
    with pytest.raises(ReadError, match="refers to entities that it does not declare"):
        imported("tbx", MARTIF.replace("枫桥经验", "枫桥&jy;").encode())


def test_no_dtd_is_loaded(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "TBXcoreStructV02.dtd").write_text('<!ENTITY jy "经验">', encoding="utf-8")
    with pytest.raises(ReadError, match="refers to entities"):
        imported("tbx", MARTIF.replace("枫桥经验", "枫桥&jy;").encode())


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"<martif><text>", "not XML"),
        ("枫桥经验".encode(), "not XML"),
        (b"<html/>", "no concepts"),
        (b"<a>" * 5000, "not XML"),
        (b"<martif><termEntry>" + b"x" * (11 << 20) + b"</termEntry></martif>", "not XML"),
    ],
    ids=["half", "text", "HTML", "deep", "a gigantic text"],
)
def test_what_is_no_tbx(data: bytes, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        imported("tbx", data)


@settings(deadline=None, max_examples=25)
@given(
    st.lists(
        st.tuples(st.integers(0, len(DCA) - 1), st.characters(max_codepoint=0x7F)), min_size=1, max_size=9
    )
)
def test_a_damaged_file_is_read_or_refused_in_so_many_words(changes: list[tuple[int, str]]) -> None:
    chars = list(DCA)
    for at, char in changes:
        chars[at] = char
    try:
        imported("tbx", "".join(chars).encode())
    except ReadError as error:
        assert error.message
