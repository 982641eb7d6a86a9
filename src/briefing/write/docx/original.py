"""The English in the Word document that was translated: under the Chinese, in its style, or in its place.

All else stays: tables, pictures, headers, page set-up. Bookmarks tell what is what (`parts.MARK`). What
headers and footers say has its English in the last section, which follows the document.
"""

from __future__ import annotations

from collections import defaultdict
from copy import deepcopy
from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.chinese import has_han
from briefing.write.docx import parts
from briefing.write.docx.appendix import appendix, grid
from briefing.write.docx.around import add_section, after, make_room, move_end, take_in_joined
from briefing.write.docx.direct import directly, properties_of_runs, put
from briefing.write.docx.elements import (
    ROLES,
    comment,
    comment_end,
    element,
    in_english,
    make,
    on_chinese,
    paragraph,
    run,
)
from briefing.write.docx.lines import Lines
from briefing.write.docx.looks import Looks
from briefing.write.docx.parts import MARK, W
from briefing.write.docx.rebuilt import Original, highest
from briefing.write.docx.runs import (
    bookmark,
    cut,
    longest_run,
    replace_text,
    runs_within,
    shade,
    stretches,
)
from briefing.write.layers import apart, placed_findings, role
from briefing.write.text import failure_mark, is_untranslated

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lxml.etree import _Element as Element

    from briefing.document import Briefing, Document, Paragraph, Range, Segment, Span
    from briefing.write.layers import Placed

_W = f"{{{W}}}"


def render(briefing: Briefing, document: Document, *, in_place: bool, highlight: bool) -> bytes:
    """The document with the English of `document`, which was read from it; `docx.render` says the rest."""
    original = Original(document.source.original)
    writer = _Writer(original, document, in_place=in_place, highlight=highlight)
    outside = writer.write()
    more = list(_more(document, outside, in_place=in_place))
    last = appendix(
        briefing,
        document,
        writer.findings,
        show_source="raw",
        place=lambda name: f"{MARK}{name}_en",
        more=more,
    )
    add_section(original.roots[original.main], list(last))
    return original.saved(directly(comment(each)) for each in writer.commented)


def _more(document: Document, outside: Sequence[Paragraph], *, in_place: bool) -> Iterator[Element]:
    """For the last section: what English is not put beside, and the Chinese in whose place it stands."""
    if outside:
        yield paragraph(parts.SECTION, run("Headers and footers"))
        rows = [(each.id, each.raw.strip(), _said(each)) for each in outside]
        yield grid(("", "中文", "English"), rows, (760, 4100, 4780))
    if in_place:
        yield paragraph(parts.SECTION, run(parts.SOURCE_TITLE))
        gone = {each.id for each in outside}
        kept = [each for each in document.paragraphs if each.id not in gone]
        yield grid(("", "中文"), [(each.id, each.raw.strip()) for each in kept], (760, 8880))


def _said(of: Paragraph) -> str:
    """The English of a paragraph, or where it lacks some, a mark of failure for each sentence."""
    return " ".join(
        failure_mark(each) if is_untranslated(each) else each.en for each in of.segments if each.zh.strip()
    )


class _Writer:
    """Puts the English of one document into its place, once."""

    def __init__(self, original: Original, document: Document, *, in_place: bool, highlight: bool) -> None:
        self._original = original
        self._document = document
        self._in_place = in_place
        self._highlight = highlight
        self._looks = Looks.of(original.related("styles"), original.related("numbering"))
        roots = original.roots.values()
        self._bookmarks = highest(roots, "bookmarkStart") + 1
        comments = original.related("comments")
        first = highest([comments], "comment") + 1 if comments is not None else 0
        self.findings = tuple(
            tuple(each._replace(number=each.number + first) for each in own)
            for own in placed_findings(document.paragraphs)
        )
        self.commented: list[Placed] = []

    def write(self) -> list[Paragraph]:
        """Change the original; returns the paragraphs that are not in it: those of headers and footers."""
        places: dict[str, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
        outside: list[Paragraph] = []
        for number, each in enumerate(self._document.paragraphs):
            part, _, at = (each.origin.element if each.origin else "").partition("#")
            if part in self._original.roots:
                places[part][int(at)].append(number)
            else:
                outside.append(each)
        for part, of_part in places.items():
            root = self._original.roots[part]
            elements = [*root.iter(f"{_W}p")]
            for index, numbers in of_part.items():
                place = elements[index]
                boxed = next(place.iterancestors(f"{_W}txbxContent"), None) is not None
                self._put(place, numbers, may_comment=part == self._original.main and not boxed)
        return outside

    def _put(self, place: Element, numbers: Sequence[int], *, may_comment: bool) -> None:
        """Put the English of the paragraphs `numbers`, which are lines of `place`, where it belongs."""
        of_place = [self._document.paragraphs[number] for number in numbers]
        if self._stays(of_place):
            self._mark(place, of_place, "same")
            return
        make_room(place)
        findings = [self.findings[number] if may_comment else () for number in numbers]
        self.commented += [each for own in findings for each in own]
        lines = Lines.of(place, of_place, self._document)
        content: list[Element] = []
        for each, own, raw_at in zip(of_place, findings, lines.segments_at, strict=True):
            looks = self._dresses(place, each, raw_at)
            if content:
                content.append(make.r(make.br()))
            content += self._bookmark(f"{each.id}_en")
            shown = own if not self._in_place else [_in_english_alone(one) for one in own]
            content += in_english(each, shown, looks, highlight=self._highlight)
        under = not self._in_place
        properties = self._looks.of_paragraph(place, numbered=lines.labelled, under=under)
        if under:
            english = make.p(properties, *content)
            self._mark_chinese(place, of_place, findings, lines)
            move_end(place, english)
            after(place).addnext(english)
            self._mark(place, of_place, "zh")
            return
        replace_text(place, content)
        take_in_joined(place)
        old = place.find(f"{_W}pPr")
        if old is not None:
            place.remove(old)
        place.insert(0, properties)

    def _stays(self, of_place: Sequence[Paragraph]) -> bool:
        """Whether the English is what stands there: figures, names in Latin letters."""
        if self._in_place:
            return all(each.en == each.raw.strip() for each in of_place)
        return not any(has_han(each.zh) for each in of_place)

    def _dresses(self, place: Element, of: Paragraph, at: Sequence[Range | None]) -> _Dress:
        whole = (0, len(stretches(place)[0]))
        return _Dress(
            {
                segment.id: self._looks.of_run(longest_run(place, where or whole), place)
                for segment, where in zip(of.segments, at, strict=True)
            }
        )

    def _mark_chinese(
        self,
        place: Element,
        of_place: Sequence[Paragraph],
        findings: Sequence[Sequence[Placed]],
        lines: Lines,
    ) -> None:
        """Put the comments that are about the Chinese on it, and mark terms and figures if asked to."""
        whole = (0, len(stretches(place)[0]))
        notes: list[tuple[Range, int]] = []
        shades: list[tuple[Range, Span]] = []
        for each, own, at in zip(of_place, findings, lines.segments_at, strict=True):
            for segment, where in zip(each.segments, at, strict=True):
                for placed in own:
                    if placed.segment is segment and on_chinese(placed.finding):
                        found = lines.place(each, segment, placed.finding.zh_at)
                        notes.append((found or where or whole, placed.number))
                if self._highlight:
                    spans = ((lines.place(each, segment, span.zh_at), span) for span in segment.spans)
                    shades += [(found, span) for found, span in spans if found]
        kept = apart(shades)
        cut(place, [offset for at, _ in (*notes, *kept) for offset in at])
        for found, span in kept:
            if name := ROLES.get(role(span)):
                for each in runs_within(place, found):
                    shade(each, properties_of_runs(name))
        for found, number in notes:
            runs = runs_within(place, found) or runs_within(place, whole)
            if runs:
                runs[0].addprevious(element("commentRangeStart", id=str(number)))
                for each in reversed([*comment_end(number)]):
                    runs[-1].addnext(each)

    def _mark(self, place: Element, of_place: Sequence[Paragraph], what: str) -> None:
        properties = place.find(f"{_W}pPr")
        for each in reversed(of_place):
            for mark in reversed(self._bookmark(f"{each.id}_{what}")):
                place.insert(0 if properties is None else 1, mark)

    def _bookmark(self, name: str) -> list[Element]:
        self._bookmarks += 1
        return bookmark(self._bookmarks - 1, f"{MARK}{name}")


class _Dress:
    """The looks of the English of each segment, by its id."""

    def __init__(self, looks: Mapping[str, Element]) -> None:
        self._looks = looks

    def __call__(self, segment: Segment, style: str) -> Element:
        made = deepcopy(self._looks[segment.id])
        for each in properties_of_runs(style) if style else ():
            put(made, each)
        return made


def _in_english_alone(placed: Placed) -> Placed:
    """The finding for a document that has no Chinese: about all the English of its segment, if need be."""
    if not on_chinese(placed.finding):
        return placed
    return placed._replace(finding=replace(placed.finding, zh_at=None))
