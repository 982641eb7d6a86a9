"""Checks Chinese with its English that a person wrote or edited: paragraph by paragraph, and as a whole.

What is checked in a paragraph are the rules of `verify`; of the whole, those of `review/rules.py`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from briefing.document import FIGURE_KINDS, Finding
from briefing.review.changed import Changed, changed
from briefing.review.consistency import inconsistencies
from briefing.review.pairs import checked_pairs, passages_of
from briefing.review.remark import Remark
from briefing.review.rules import SENTENCE_RULES
from briefing.review.structure import structure
from briefing.write.summary import as_told

if TYPE_CHECKING:
    from briefing.bilingual.pairs import Bilingual
    from briefing.document import Document
    from briefing.glossary.matcher import Matcher
    from briefing.normalize import Script

__all__ = ["Changed", "Remark", "Review", "passages_of", "review"]


@dataclass(frozen=True, slots=True)
class Review:
    """What was found in a file of pairs."""

    name: str
    pairs: int
    terms: int
    terms_rendered: int
    figures: int
    figures_verified: int
    remarks: tuple[Remark, ...]
    changed: tuple[Changed, ...]

    def count(self, severity: Literal["error", "warning", "note"]) -> int:
        """How many findings of that severity there are."""
        return sum(each.finding.severity == severity for each in self.remarks)


def review(
    bilingual: Bilingual, matcher: Matcher, *, script: Script = "auto", source: Document | None = None
) -> Review:
    """Check all pairs; the remarks come in the order of the file, those about the whole first.

    `source` is the text that the briefing translates, if it is at hand: then it is told where the Chinese was
    edited.
    """
    checked = checked_pairs(bilingual, matcher, script)
    remarks = list(structure(bilingual, source))
    for comment in bilingual.comments:
        message = f"{comment.author}: {comment.text}" if comment.author else comment.text
        remarks.append(Remark(comment.id, Finding("comment", "note", message)))
    for each in checked:
        remarks += [
            Remark(each.pair.id, as_told(_settled(finding, each.pair.id, bilingual)))
            for finding in each.segment.findings
            if finding.rule not in SENTENCE_RULES
        ]
    passages = [passage for each in checked for passage in each.passages]
    for found in inconsistencies(passages):
        remarks.append(Remark(found.places[0], Finding("consistency", "note", found.message)))
    spans = [span for each in checked for span in each.segment.spans]
    terms = [span for span in spans if span.kind == "term"]
    figures = [span for span in spans if span.kind in FIGURE_KINDS]
    order = {pair.id: at for at, pair in reversed(list(enumerate(bilingual.pairs)))}
    return Review(
        bilingual.name,
        len(bilingual.pairs),
        len(terms),
        sum(span.by != "" for span in terms),
        len(figures),
        sum(span.by != "" for span in figures),
        tuple(sorted(remarks, key=lambda each: order.get(each.id, -1))),
        tuple(changed(bilingual, checked)) if bilingual.numbered else (),
    )


def _settled(finding: Finding, id_: str, bilingual: Bilingual) -> Finding:
    """The finding of a paragraph, settled if a person took it as it is in one of its sentences."""
    for sentence, rule, message, why in bilingual.written.settled:
        if (sentence.partition(".")[0], rule, message) == (id_, finding.rule, finding.message):
            return replace(finding, settled=why)
    return finding
