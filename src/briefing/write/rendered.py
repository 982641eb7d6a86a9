"""The work as any target, by the one writer that makes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from briefing.write import exchange, html, json, markdown, plain
from briefing.write.targets import Target

if TYPE_CHECKING:
    from briefing.document import Briefing


@dataclass(frozen=True, slots=True)
class Look:
    """How a document is laid out, for the targets that have a choice: `layout` None is the target's own,
    `show_source` is which Chinese is shown, `highlight` marks terms and figures, `timestamp` is written as
    it is given."""

    layout: Literal["columns", "stacked", "english"] | None = None
    show_source: Literal["clean", "raw"] = "clean"
    highlight: bool = False
    timestamp: str | None = None

    @property
    def bilingual(self) -> Literal["columns", "stacked"] | None:
        """The layout of what always has both languages."""
        return None if self.layout == "english" else self.layout


def render(work: Briefing, target: Target, look: Look) -> str | bytes:
    """The work as `target`. All but JSON and plain text hold the first document alone."""
    if target is Target.docx:
        from briefing.write import docx

        return docx.render(
            work,
            work.documents[0],
            layout=look.layout,
            show_source=look.show_source,
            highlight=look.highlight,
        )
    return render_text(work, target, look)


def render_text(work: Briefing, target: Target, look: Look) -> str:
    """The same for what is text: plain text in place of DOCX."""
    match target:
        case Target.json:
            return json.render(work)
        case Target.markdown:
            return markdown.render(
                work,
                work.documents[0],
                layout=look.bilingual or "stacked",
                show_source=look.show_source,
                timestamp=look.timestamp,
            )
        case Target.html:
            return html.render(work, work.documents[0], show_source=look.show_source)
        case Target.xliff:
            return exchange.xliff12(work, work.documents[0])
        case Target.xliff2:
            return exchange.xliff21(work, work.documents[0])
        case Target.tmx:
            return exchange.tmx(work, work.documents[0])
        case Target.terminal | Target.docx:
            return plain.render(work)
