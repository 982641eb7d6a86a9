"""What a page asks to see: pages, and the pieces of which they are made anew."""

from __future__ import annotations

import re
from dataclasses import replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from starlette.responses import RedirectResponse

from briefing.desk.web.render import TARGETS, by_doubt, listed_findings, page
from briefing.errors import UsageError
from briefing.models.registry import list_models

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.responses import Response

    from briefing.desk import Desk
    from briefing.desk.views import Change, DocumentView, Hit, Side
    from briefing.desk.web.forms import Form

_WORDS = re.compile(r"\w+|\W")
AROUND = 40
"""Characters of a sentence shown on either side of what was found in it."""
HITS = 500
"""How many places a search lists; it tells how many there are."""


class Reading:
    """The answers to what changes nothing. `doc` is a document's id as the address has it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def documents(self, doc: str, form: Form) -> Response:
        """The list of documents; of one alone, its page."""
        del doc
        found = self._desk.documents()
        if len(found) == 1 and not form.get("list"):
            return RedirectResponse(f"/d/{found[0].id}", 303)
        return page("documents.html", documents=found, number=self._number())

    def list(self, doc: str, form: Form) -> Response:
        """That list alone."""
        del doc, form
        return page("list.html", documents=self._desk.documents())

    def sheet(self, doc: str, form: Form) -> Response:
        """The page of a document, in the order of the text or the most doubtful first."""
        return self._sheet("sheet.html", doc, form)

    def text(self, doc: str, form: Form) -> Response:
        """Its text alone."""
        return self._sheet("text.html", doc, form)

    def _sheet(self, template: str, doc: str, form: Form) -> Response:
        number = self._number()
        sheet = self._desk.sheet(doc)
        doubtful = form.get("order") == "doubt"
        return page(
            template,
            document=sheet.document,
            documents=self._desk.documents(),
            paragraphs=by_doubt(sheet) if doubtful else sheet.paragraphs,
            doubtful=doubtful,
            number=number,
            mark=self._desk.mark(doc),
        )

    def refuse_another(self, doc: str, form: Form) -> None:
        """Raise UsageError for a page that an earlier desk made at this address, of another document."""
        mark = form.get("mark")
        if mark and mark != self._desk.mark(doc):
            raise UsageError("another document is on the desk here by now", "Load the page again to see it")

    def _number(self) -> int:
        """The number of the last event: what a page shows is not older."""
        return max((each.number for each in self._desk.events(0, 0)), default=0)

    def rows(self, doc: str, form: Form) -> Response:
        """The segments that are named, and how far the document is."""
        segments = [self._desk.segment(doc, each) for each in form.all("seg")]
        return page("rows.html", document=self.document(doc), segments=segments)

    def document(self, doc: str) -> DocumentView:
        """How far a document is."""
        return self._desk.sheet(doc).document

    def check(self, doc: str, form: Form) -> Response:
        """The segment as it would be with the English that was typed; nothing is kept."""
        name, en = form.text("seg"), form.text("en")
        findings, spans = self._desk.check(doc, name, en)
        segment = replace(self._desk.segment(doc, name), en=en, findings=findings, spans=spans)
        return page("rows.html", document=None, segments=[segment])

    def findings(self, doc: str, form: Form) -> Response:
        """All findings, by rule and severity."""
        del form
        return page("findings.html", found=listed_findings(self._desk.sheet(doc)))

    def versions(self, doc: str, form: Form) -> Response:
        """The versions of a segment's English."""
        segment = self._desk.segment(doc, form.text("seg"))
        models = [each.name for each in list_models() if each.state in ("ready", "not prepared")]
        versions = self._desk.versions(doc, segment.id)
        return page("versions.html", segment=segment, versions=versions, models=models)

    def cards(self, doc: str, form: Form) -> Response:
        """The cards of a term, or of all terms of a segment."""
        asked = form.all("zh")
        if not asked:
            segment = self._desk.segment(doc, form.text("seg"))
            asked = tuple(dict.fromkeys(span.zh for span in segment.spans if span.term))
        cards = [card for zh in asked if (card := self._desk.term(doc, zh))]
        return page("cards.html", cards=cards)

    def term(self, doc: str, form: Form) -> Response:
        """The form for a new term."""
        del doc
        return page("term.html", zh=form.get("zh"), en=form.get("en"))

    def search(self, doc: str, form: Form) -> Response:
        """The form to search and replace, and what was found; with `preview`, what would change."""
        text, new = form.get("text"), form.get("new")
        side: Side = "zh" if form.get("side") == "zh" else "en"
        changes = self._desk.replacements(doc, text, new) if text and form.get("preview") else None
        hits = self._desk.search(doc, text, side) if text and changes is None else ()
        return page(
            "search.html",
            text=text,
            new=new,
            side=side,
            count=len(hits),
            hits=list(self._excerpts(doc, hits[:HITS])),
            changes=None if changes is None else [_shown(each) for each in changes],
        )

    def _excerpts(self, doc: str, hits: tuple[Hit, ...]) -> Iterator[dict[str, str]]:
        texts = {
            segment.id: segment
            for paragraph in self._desk.sheet(doc).paragraphs
            for segment in paragraph.segments
        }
        for hit in hits:
            text = getattr(texts[hit.segment], hit.side)
            yield {"segment": hit.segment, **_around(text, *hit.at)}

    def handing_on(self, doc: str, form: Form) -> Response:
        """What the document can be written as."""
        del form
        names = [(target, called, self._desk.beside(doc, target).name) for target, called in TARGETS.items()]
        return page("hand-on.html", document=self.document(doc), targets=names)

    def keys(self, doc: str, form: Form) -> Response:
        """How everything is done from the keyboard."""
        del doc, form
        return page("keys.html")


def _around(text: str, start: int, end: int) -> dict[str, str]:
    """A place in a text with some of what stands before and behind it."""
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    return {
        "before": f"…{before}" if start > AROUND else before,
        "found": text[start:end],
        "after": f"{after}…" if end + AROUND < len(text) else after,
    }


def _shown(change: Change) -> dict[str, object]:
    """A replacement in a sentence, word by word: what stays, what goes out and what comes in."""
    old, new = (_WORDS.findall(text) for text in (change.before, change.after))
    parts: list[tuple[str, str]] = []
    for kind, start, end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            parts.append(("same", "".join(old[start:end])))
            continue
        parts += [("out", "".join(old[start:end])), ("in", "".join(new[new_start:new_end]))]
    return {"segment": change.segment, "parts": parts}
