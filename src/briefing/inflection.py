"""A rendering in its other number, or as a participle: only where spelling and sense leave no doubt.

The head of a rendering is the last word before its first preposition or participle: canteens in `canteens for
the elderly`, people in `elderly people living alone`. What is not sure has no other form here.
"""

from __future__ import annotations

import re
from functools import lru_cache

_HEAD = re.compile(
    r"(?P<before>(?:[^ ]+ )*?)(?P<head>[a-z]+(?:-[a-z]+)*)"
    r"(?P<after>(?: (?:of|for|in|with|on|to|at|from|by|under|between|among|against|within|across|over|without"
    r"|outside|along|as|into|through|per|living|working|receiving|aged) .+)?)"
)
_COORDINATED = re.compile(r",| (?:and|or|and/or) |/|&")
_COUNTED = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|both|all|several|various|many|multiple|numerous|different"
    r"|diverse|these|those|other|the)\b|\d",
    re.IGNORECASE,
)
"""Words before the head that go with a plural alone, or make the whole a name: the Two Sessions."""

_CLAUSE = re.compile(r" (?:who|whose|that|which|where) ")
"""What follows has a verb that goes with the plural: soldiers who find jobs."""

_PLAIN_WORDS = re.compile("[a-z -]+")

_IRREGULAR = {
    "people": "person",
    "men": "man",
    "women": "woman",
    "children": "child",
    "lives": "life",
    "wives": "wife",
    "knives": "knife",
    "housewives": "housewife",
    "midwives": "midwife",
    "buses": "bus",
    "gases": "gas",
    "viruses": "virus",
    "campuses": "campus",
    "bonuses": "bonus",
    "crises": "crisis",
    "analyses": "analysis",
    "diagnoses": "diagnosis",
    "movies": "movie",
    "calories": "calorie",
    "shoes": "shoe",
    "niches": "niche",
    "caches": "cache",
}
# Plurals that have no singular, or one of another sense, and words that only look like a plural.
_NO_SINGULAR = (
    "affairs goods means series species headquarters corps news customs securities minutes arms savings"
    " earnings proceeds damages premises arrears remains thanks works grounds outskirts surroundings"
    " belongings contents credentials waters forces resources relations ranks terms talks sales finances"
    " supplies communications sciences sports overseas diabetes photovoltaics morals matters ties odds"
    " lots gas bias canvas atlas alias chaos cosmos ethos lens rabies always perhaps others besides"
    " towards indoors outdoors whereas bases axes masses quarters fundamentals finals lies dies cookies"
    " leaves halves thieves wolves shelves loaves calves oases theses hypotheses syntheses zoonoses foes"
    " toes sheaves scarves elves themselves yours ours theirs necessities expenses logistics ethics"
    " peoples circumstances regards congratulations humanities classics spirits stakes brains wits links"
    " lots bowels riches clothes trousers glasses scissors pajamas barracks crossroads gallows innings"
    " mumps measles whereabouts sweepstakes thereabouts dregs alms earnests"
)
_ICS = "clinics relics topics epidemics pandemics characteristics critics metrics fabrics"
_SES = re.compile(r"(?:[aeo]use|[nr]se|[eo]ase|[a-z]ase|ise|[aeo]se)s\Z")

_REGULAR = (
    "accelerate accept achieve adopt allocate apply analyze appoint approve assess assign avoid carry"
    " clarify consolidate convene coordinate cultivate deepen deliver deploy develop disclose distribute"
    " eliminate enable encourage enforce enhance enrich ensure eradicate establish evaluate examine expand"
    " expedite explore extend facilitate finalize formulate fulfill identify implement improve include"
    " inspect integrate intensify introduce investigate maintain manage mitigate mobilize modernize"
    " optimize organize perform prevent prioritize promote promulgate protect provide publicize pursue"
    " realize rectify reduce refine regulate reinforce revitalize simplify solve stabilize standardize"
    " stimulate streamline strengthen summarize supervise sustain tackle transform unblock unify utilize"
    " widen"
)
"""Verbs that are no nouns or adjectives, and take an object."""
_PLURAL_ONLY = frozenset(_NO_SINGULAR.split())
_COUNTED_ICS = frozenset(_ICS.split())
_VERBS = frozenset(_REGULAR.split())
_STRONG = {
    "build": "built",
    "uphold": "upheld",
    "oversee": "overseen",
    "bring": "brought",
    "give": "given",
}
_ADVERBIAL = re.compile(
    r"(?: (?:in|by|at|on|with|under|through|within|across|from|ahead|together|strictly|fully)(?: .+)?)?"
)


@lru_cache(maxsize=4096)
def singular(rendering: str) -> str:
    """`rendering` in the singular if it is a plural and its singular is beyond doubt, else nothing.

    >>> singular("canteens for the elderly"), singular("elderly people living alone"), singular("customs")
    ('canteen for the elderly', 'elderly person living alone', '')
    >>> singular("townships and subdistricts")
    ''
    """
    match = _HEAD.fullmatch(rendering)
    if not match or _COORDINATED.search(match["before"]) or _COUNTED.search(match["before"]):
        return ""
    if _CLAUSE.search(rendering):
        return ""
    if match["head"] == "people" and not match["before"] and not match["after"]:
        return ""  # A people is a nation.
    *first, last = match["head"].split("-")
    one = _singular_word(last)
    return match["before"] + "-".join([*first, one]) + match["after"] if one else ""


def _singular_word(word: str) -> str:
    """The singular of a word that is a plural beyond doubt, else nothing.

    >>> [_singular_word(word) for word in ("policies", "taxes", "enterprises", "process", "news")]
    ['policy', 'tax', 'enterprise', '', '']
    """
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")) or word in _PLURAL_ONLY:
        return ""
    if word.endswith("ics") and word not in _COUNTED_ICS:
        return ""
    if word.endswith("ies"):
        return word.removesuffix("ies") + "y"
    if word.endswith(("sses", "xes", "shes", "ches", "zzes", "oes")):
        return word.removesuffix("es")
    if word.endswith("ses") and not _SES.search(word):
        return ""
    return word.removesuffix("s")


def same_head(rendering: str, one: str) -> bool:
    """Whether `one` is `rendering` with its head in the singular and more changed behind it.

    >>> same_head("functionaries of state organs", "functionary of a state organ")
    True
    """
    match = _HEAD.fullmatch(rendering)
    single = singular(rendering)
    if not match or not single or not match["after"]:
        return False
    return one.startswith(single.removesuffix(match["after"]) + " " + match["after"].split(" ")[1] + " ")


def is_list_of_plurals(rendering: str) -> bool:
    """Whether two things are named, both in the plural: townships and subdistricts."""
    things = rendering.split(" and ")
    return len(things) == 2 and all(
        _PLAIN_WORDS.fullmatch(thing) and _singular_word(thing.rpartition(" ")[2]) for thing in things
    )


@lru_cache(maxsize=4096)
def participle(rendering: str) -> str:
    """The past participle of a rendering that begins with a verb, else nothing.

    >>> participle("allocate in advance"), participle("formulate and revise"), participle("study tour")
    ('allocated in advance', '', '')
    """
    verb, rest = _verb(rendering)
    if not verb:
        return ""
    return (_STRONG.get(verb) or (_stem(verb, "e") + "ed")) + rest


@lru_cache(maxsize=4096)
def gerund(rendering: str) -> str:
    """The form in -ing of a rendering that begins with a verb, else nothing.

    >>> gerund("implement level by level"), gerund("oversee the oath")
    ('implementing level by level', 'overseeing the oath')
    """
    verb, rest = _verb(rendering)
    if not verb:
        return ""
    return (verb if verb.endswith("ee") else verb.removesuffix("e")) + "ing" + rest


def _stem(verb: str, ending: str) -> str:
    verb = verb.removesuffix(ending)
    return verb.removesuffix("y") + "i" if verb.endswith("y") and verb[-2] not in "aeiou" else verb


def _verb(rendering: str) -> tuple[str, str]:
    verb = rendering.split(" ", 1)[0]
    sure = (verb in _VERBS or verb in _STRONG) and not _COORDINATED.search(rendering)
    return (verb, rendering[len(verb) :]) if sure else ("", "")


def has_no_object(rendering: str) -> bool:
    """Whether what begins with a verb names no object, so that it can be passive: allocate in advance."""
    return _ADVERBIAL.fullmatch(rendering[len(rendering.split(" ", 1)[0]) :]) is not None


def inflected(rendering: str) -> tuple[str, ...]:
    """The other forms of `rendering` that are beyond doubt.

    >>> inflected("subsistence allowances"), inflected("allocate in advance")
    (('subsistence allowance',), ('allocated in advance', 'allocating in advance'))
    """
    return tuple(form for make in (singular, participle, gerund) if (form := make(rendering)))
