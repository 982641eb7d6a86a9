"""A finished work as what the command line asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.cli.jobs import Target
from briefing.write import exchange, html, json, markdown, plain

if TYPE_CHECKING:
    from briefing.cli.jobs import Options
    from briefing.document import Briefing


def rendered(work: Briefing, target: Target, options: Options) -> str | bytes:
    """The work as what is written to a file."""
    if target is Target.docx:
        from briefing.write import docx

        return docx.render(
            work,
            work.documents[0],
            layout=options.layout,
            show_source=options.show_source,
            highlight=options.highlight,
        )
    return text_of(work, target, options)


def text_of(work: Briefing, target: Target, options: Options) -> str:
    """The work as text."""
    match target:
        case Target.json:
            return json.render(work)
        case Target.markdown:
            return markdown.render(
                work,
                work.documents[0],
                layout=options.bilingual_layout or "stacked",
                show_source=options.show_source,
                timestamp=options.timestamp,
            )
        case Target.html:
            return html.render(work, work.documents[0], show_source=options.show_source)
        case Target.xliff:
            return exchange.xliff12(work, work.documents[0])
        case Target.xliff2:
            return exchange.xliff21(work, work.documents[0])
        case Target.tmx:
            return exchange.tmx(work, work.documents[0])
        case Target.terminal | Target.docx:
            return plain.render(work)
