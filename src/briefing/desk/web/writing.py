"""What a page asks to be done. Each answer has what changed by it; what else did is told by an event."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from briefing.desk.web.render import page

if TYPE_CHECKING:
    from starlette.responses import Response

    from briefing.desk import Desk
    from briefing.desk.views import SegmentView
    from briefing.desk.web.forms import Form


class Writing:
    """The answers to what changes something. `doc` is a document's id as the address has it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def edit(self, doc: str, form: Form) -> Response:
        """Keep the English that was typed; with `confirm`, as right."""
        done = self._desk.edit(
            doc,
            form.text("seg"),
            form.text("en"),
            confirm=form.get("confirm") == "yes",
            revision=form.number("revision"),
            going_on=form.get("going_on") == "yes",
        )
        return self._row(doc, done)

    def unconfirm(self, doc: str, form: Form) -> Response:
        """Take a confirmation back."""
        return self._row(doc, self._desk.unconfirm(doc, form.text("seg")))

    def settle(self, doc: str, form: Form) -> Response:
        """Take a finding as it is."""
        why = " ".join(form.get("why").split())
        return self._row(doc, self._desk.settle(doc, form.text("seg"), form.text("finding"), why))

    def unsettle(self, doc: str, form: Form) -> Response:
        """Have a finding open again."""
        return self._row(doc, self._desk.unsettle(doc, form.text("seg"), form.text("finding")))

    def mend(self, doc: str, form: Form) -> Response:
        """Put what a finding suggests."""
        return self._row(doc, self._desk.mend(doc, form.text("seg"), form.text("finding")))

    def choose(self, doc: str, form: Form) -> Response:
        """Put another version in place."""
        return self._row(doc, self._desk.choose(doc, form.text("seg"), form.number("number")))

    def ask(self, doc: str, form: Form) -> Response:
        """Have a sentence translated once more, by the model of the desk or by another."""
        self._desk.ask(doc, form.text("seg"), form.get("model") or None)
        return _said(f"Asked for {form.text('seg')[1:]} again. What comes is a version beside this one.")

    def again(self, doc: str, form: Form) -> Response:
        """Have several translated once more."""
        segments = form.all("seg")
        self._desk.ask_again(doc, segments)
        return _said(f"Asked for {_count(len(segments), 'sentence')} again.")

    def term(self, doc: str, form: Form) -> Response:
        """Add a term to a glossary."""
        layer: Literal["user", "project"] = "user" if form.text("layer") == "user" else "project"
        added = self._desk.add_term(doc, form.line("zh"), form.line("en"), layer)
        return page("added.html", added=added)

    def replace(self, doc: str, form: Form) -> Response:
        """Put one English for another where that was ticked."""
        changed = self._desk.replace(doc, form.text("text"), form.text("new"), form.all("seg"))
        return _said(f"Replaced in {_count(len(changed), 'sentence')}.")

    def undo(self, doc: str, form: Form) -> Response:
        """Take the last change back."""
        del form
        return _said(_told(self._desk.undo(doc), "Undone", "There is nothing to undo."))

    def redo(self, doc: str, form: Form) -> Response:
        """Do again what was taken back."""
        del form
        return _said(_told(self._desk.redo(doc), "Done again", "There is nothing to do again."))

    def write(self, doc: str, form: Form) -> Response:
        """Write the document as something to hand on."""
        target = form.text("target")
        path = self._desk.write(doc, target, self._desk.beside(doc, target))
        return page("written.html", path=str(path))

    def _row(self, doc: str, segment: SegmentView) -> Response:
        return page("rows.html", document=self._desk.sheet(doc).document, segments=[segment])


def _said(message: str) -> Response:
    return page("said.html", message=message, failed=False)


def _told(segments: tuple[str, ...], done: str, nothing: str) -> str:
    if not segments:
        return nothing
    return f"{done}: {', '.join(each[1:] for each in segments[:5])}{' …' if len(segments) > 5 else ''}"


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"
