"""TBX: ISO 30042:2019 in both styles (DCA and DCT) and the older martif dialect are read, martif is written.

OmegaT, Weblate and the Translate Toolkit read nothing newer. What is written is TBX-Basic: a concept each
entry, with one Chinese term and its renderings by `administrativeStatus`: preferred (`en`), admitted
(`also`; with `termType` variant, `forms`) and deprecated (`not`).

Untrusted: no entity is resolved, no DTD is loaded, nothing is fetched, and a file that declares entities is
refused.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from briefing.errors import ReadError
from briefing.glossary.exchange.model import (
    MAX_ROWS,
    Exported,
    Flaw,
    Imported,
    left_out,
    terms_of,
)
from briefing.glossary.model import Term

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.etree import _Element

LABEL = "TBX"
_HELD = ("zh", "en", "forms", "also", "not", "domain", "source", "note")

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_LANGUAGES = frozenset(("langSet", "langSec"))
_TERMS = frozenset(("tig", "ntig", "termSec"))
_CHINESE = ("zh", "zho", "chi", "cmn")
_ENGLISH = ("en", "eng")

# Data categories, and the picklists of the first (TBX-Basic; TBX-Default's older names beside them).
_STATUS = ("administrativeStatus", "normativeAuthorization")
_WRONG = ("deprecated", "superseded", "obsolete", "notrecommended", "forbidden", "rejected")
_PREFERRED = ("preferred", "standardized", "legal", "regulated")
_NOTES = ("note", "definition", "explanation", "usageNote", "Usage note")
# What XML 1.0 cannot hold at all (2.2, Char).
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_ADMITTED = "admittedTerm-admn-sts"


def read_tbx(data: bytes, file: str) -> Imported:
    """The terms of a TBX file: a term each Chinese term of a concept, with the concept's English."""
    root = _parsed(data)
    terms: list[Term] = []
    flaws: list[Flaw] = []
    others: Counter[str] = Counter()
    concepts = 0
    for concept in root.iter("{*}termEntry", "{*}conceptEntry"):
        concepts += 1
        if concepts > MAX_ROWS:
            raise ReadError(f"has more than {MAX_ROWS:,} concepts", "Split it into smaller files")
        found = _concept(concept, others)
        terms += found
        if not found:
            message = "the concept has no Chinese term, or no English one that may be used"
            flaws.append(Flaw(int(concept.sourceline or 0), message))
    if not concepts:
        raise ReadError("has no concepts (termEntry or conceptEntry) in it", "Check that it is a TBX file")
    notes = [f"left out: {kind} ({number:,})" for kind, number in sorted(others.items())]
    return Imported(tuple(terms), tuple(flaws), tuple(notes))


def _parsed(data: bytes) -> _Element:
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ReadError(f"is not XML that can be read ({error.msg})", "Export it again") from error
    if next(root.iter(etree.Entity), None) is not None:
        raise ReadError("refers to entities that it does not declare", "Export it again without them")
    dtd = root.getroottree().docinfo.internalDTD
    if dtd is not None and any(True for _ in dtd.iterentities()):
        raise ReadError(
            "declares entities, as no TBX file needs to", "Do not use it, unless you know where it comes from"
        )
    return root


def _concept(concept: _Element, others: Counter[str]) -> list[Term]:
    """The entries of a concept; none if it lacks Chinese or English. `others` counts what is left out."""
    facts = _Facts(others)
    chinese: list[str] = []
    english: list[tuple[str, str]] = []
    for child in _flattened(concept):
        if _name(child) not in _LANGUAGES:
            facts.take(child)
            continue
        language = (child.get(_LANG) or child.get("lang") or "").replace("_", "-").lower().split("-")[0]
        if language not in (*_CHINESE, *_ENGLISH):
            others[f"terms in another language: {language or 'which, is not said'}"] += 1
            continue
        for part in _flattened(child):
            if _name(part) not in _TERMS:
                facts.take(part)
            elif language in _ENGLISH:
                english.append(facts.term(part))
            else:
                chinese.append(facts.term(part)[0])
    ranked = {
        wanted: tuple(text for text, rank in english if rank == wanted and text)
        for wanted in ("preferred", "admitted", "form", "wrong")
    }
    right = (*ranked["preferred"], *ranked["admitted"])
    if not right:
        return []
    return [
        Term(
            zh=zh,
            en=right[0],
            forms=ranked["form"],
            also=right[1:],
            forbidden=ranked["wrong"],
            domain="; ".join(dict.fromkeys(facts.domains)),
            source="\n".join(dict.fromkeys(facts.sources)),
            note="\n".join(dict.fromkeys(facts.notes)),
            line=int(concept.sourceline or 0),
        )
        for zh in dict.fromkeys(chinese)
        if zh
    ]


class _Facts:
    """What a concept and its terms say beside the terms themselves."""

    def __init__(self, others: Counter[str]) -> None:
        self.domains: list[str] = []
        self.sources: list[str] = []
        self.notes: list[str] = []
        self._others = others

    def take(self, element: _Element) -> None:
        """Keep what `element` says, or count it as left out."""
        text = _text(element)
        category = element.get("type") or _name(element)
        if not text:
            return
        if category == "subjectField":
            self.domains.append(text)
        elif category == "source":
            self.sources.append(text)
        elif category in _NOTES or _name(element) == "note":
            self.notes.append(text)
        else:
            self._others[category] += 1

    def term(self, section: _Element) -> tuple[str, str]:
        """The term of a section, and whether it is preferred, admitted, a form or wrong."""
        text, rank = "", "admitted"
        for part in _flattened(section):
            category = part.get("type") or _name(part)
            said = _text(part)
            if _name(part) == "term":
                text = said
            elif category in _STATUS:
                status = said.lower().replace(" ", "")
                if status.startswith(_WRONG):
                    rank = "wrong"
                elif status.startswith(_PREFERRED) and rank != "form":
                    rank = "preferred"
            elif category == "termType" and said == "variant":
                rank = "form" if rank != "wrong" else rank
            else:
                self.take(part)
        return text, rank


def _flattened(element: _Element) -> Iterator[_Element]:
    """The children of an element, those of groups among them (descripGrp, termGrp) in place."""
    for child in element:
        if _name(child).endswith("Grp"):
            yield from _flattened(child)
        else:
            yield child


def _name(element: _Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _text(element: _Element) -> str:
    return "".join(str(text) for text in element.itertext()).strip()


def write_tbx(terms: Sequence[Term]) -> Exported:
    """A concept each term."""
    from lxml import etree
    from lxml.builder import E

    body = E.body()
    cut = 0
    for number, term in enumerate(terms, 1):
        entry, whole = _written(term, number)
        body.append(entry)
        cut += not whole
    header = E.martifHeader(
        E.fileDesc(E.titleStmt(E.title("termbase")), E.sourceDesc(E.p("exported by briefing"))),
        E.encodingDesc(E.p("TBXBasicXCSV02.xcs", type="XCSURI")),
    )
    root = E.martif(header, E.text(body), {"type": "TBX-Basic", _LANG: "en"})
    data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    notes = left_out(terms, LABEL, _HELD)
    if cut:
        notes.append(f"{LABEL}: control characters of {terms_of(cut)} are left out")
    return Exported(data, len(terms), tuple(notes))


def _written(term: Term, number: int) -> tuple[_Element, bool]:
    """The concept of a term, and whether all its characters are in it."""
    from lxml.builder import E

    whole = True

    def clean(text: str) -> str:
        nonlocal whole
        kept = _FORBIDDEN.sub("", text)
        whole = whole and kept == text
        return kept

    def section(text: str, status: str, *more: _Element) -> _Element:
        return E.tig(E.term(clean(text)), *more, E.termNote(status, type="administrativeStatus"))

    entry = E.termEntry(id=f"t{number}")
    if term.domain:
        entry.append(E.descrip(clean(term.domain), type="subjectField"))
    if term.note:
        entry.append(E.note(clean(term.note)))
    entry.append(E.langSet(E.tig(E.term(clean(term.zh))), {_LANG: "zh-CN"}))
    preferred = section(term.en, "preferredTerm-admn-sts")
    if term.source:
        preferred.append(E.admin(clean(term.source), type="source"))
    english = E.langSet(preferred, {_LANG: "en"})
    english.extend(section(text, _ADMITTED, E.termNote("variant", type="termType")) for text in term.forms)
    english.extend(section(text, _ADMITTED) for text in term.also)
    english.extend(section(text, "deprecatedTerm-admn-sts") for text in term.forbidden)
    entry.append(english)
    return entry, whole
