"""American and British spelling in one termbase.

The pairs are those of the style guides that list them (the European Commission's English Style Guide, the
United Nations Editorial Manual, The Chicago Manual of Style). -ize and -ise are told apart from the rest,
because British English has both. A capital makes a name, which keeps its own spelling: the Labour Department
of Hong Kong, the World Trade Organization.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.glossary.lint.problem import Problem, Record, Value

_IZE_STEMS = """\
author categor central character civil collectiv commercial computer conceptual critic custom democrat digit
digital econom emphas equal final formal general global harmon hospital immun industrial informat
institutional internal international legal liberal local marginal maximal maxim mechan minim mobil modern
monet national neutral normal optim organ penal popular prior privat public rational real recogn regional
revital serial social special stabil standard steril subsid summar symbol synchron urban util visual
"""
_PAIRS = """\
aging/ageing aluminum/aluminium analyze/analyse analyzed/analysed analyzing/analysing behavior/behaviour
behavioral/behavioural canceled/cancelled canceling/cancelling center/centre centers/centres
centered/centred color/colour colors/colours counseling/counselling counselor/counsellor
counselors/counsellors defense/defence endeavor/endeavour endeavors/endeavours enroll/enrol
enrollment/enrolment favor/favour favorable/favourable favored/favoured fiber/fibre fibers/fibres
fulfill/fulfil fulfillment/fulfilment gray/grey gynecology/gynaecology harbor/harbour harbors/harbours
honor/honour honors/honours honored/honoured installment/instalment kilometer/kilometre
kilometers/kilometres labeling/labelling labor/labour laborers/labourers leveling/levelling license/licence
licenses/licences liter/litre liters/litres meter/metre meters/metres modeling/modelling neighbor/neighbour
neighbors/neighbours neighborhood/neighbourhood neighborhoods/neighbourhoods neighboring/neighbouring
offense/offence offenses/offences paralyze/paralyse pediatric/paediatric pediatrics/paediatrics plow/plough
program/programme programs/programmes rigor/rigour rumor/rumour rumors/rumours skeptical/sceptical
skillful/skilful theater/theatre theaters/theatres traveler/traveller travelers/travellers
traveling/travelling vapor/vapour
"""
_US_UK = dict(pair.split("/") for pair in _PAIRS.split())
_UK_US = {uk: us for us, uk in _US_UK.items()}
_IZE = re.compile(
    rf"(?:[a-z]+-)?(?:de|re|un)?(?:{'|'.join(_IZE_STEMS.split())})i([sz])(?:e[drs]?|ers|ing|ations?)"
)
_WORD = re.compile(r"(?<![\w'’])[a-z]+(?:-[a-z]+)*(?![\w])")


def check(layer: Sequence[Record]) -> Iterator[Problem]:
    """The words of a layer's renderings that are spelled as fewer of them are."""
    found: dict[str, list[tuple[Record, Value, str, str]]] = defaultdict(list)
    for record in layer:
        for value in record.values("en", "forms"):
            for word in _WORD.findall(value.text):
                for kind, other in _kinds(word):
                    found[kind].append((record, value, word, other))
    for ours, theirs, name in (("us", "uk", "British"), ("ize", "ise", "-ise")):
        few, many = sorted((found[theirs], found[ours]), key=len)
        label = name if few is found[theirs] else {"us": "American", "ize": "-ize"}[ours]
        for record, value, word, other in few if many else ():
            if record.checked:
                message = (
                    f"{word} is {label} spelling, and {len(many)} of {len(few) + len(many)} words are not"
                )
                fix = value.text.replace(word, other)
                yield record.problem("mixed-spelling", message, value, fix=fix)


def _kinds(word: str) -> Iterator[tuple[str, str]]:
    """How `word` is spelled, and its other spelling."""
    for part in dict.fromkeys((word, *word.split("-"))):
        if part in _UK_US:
            yield "uk", word.replace(part, _UK_US[part])
        elif part in _US_UK:
            yield "us", word.replace(part, _US_UK[part])
    if ize := _IZE.fullmatch(word):
        before, after = word[: ize.start(1)], word[ize.end(1) :]
        yield ("ise", f"{before}z{after}") if ize[1] == "s" else ("ize", f"{before}s{after}")
