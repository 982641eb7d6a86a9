"""The linter's rules: what each is called, how grave it is, why it is there, and an example that it finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing.document import Severity


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: `what` is wrong, `why` it matters, and an `example` file that has the problem.

    `below` is what a lower layer holds in the example. `fixed` if `--fix` mends it.
    """

    name: str
    severity: Severity
    what: str
    why: str
    example: str
    below: str = ""
    fixed: bool = False


def _entry(*lines: str, source: str = "white papers") -> str:
    """An entry in YAML, with a source so that only what is meant is wrong with it."""
    first, *rest = (*lines, f"source: {source}") if source else lines
    return f"  - {first}\n" + "".join(f"    {line}\n" for line in rest)


def _terms(*entries: str) -> str:
    return "terms:\n" + "".join(entries)


_FENGQIAO = ("zh: 枫桥经验", "en: Fengqiao model", "article: the")

_ALL = (
    Rule(
        "unreadable",
        "error",
        "The file is no YAML, not UTF-8, too large, or uses YAML's anchors, aliases or tags.",
        "Nothing of it would be in force.",
        _terms("  - zh: 枫桥经验\n   en: Fengqiao model\n"),
    ),
    Rule(
        "unknown-key",
        "error",
        "A key that a termbase does not have.",
        "A misspelled key would be passed over without a word.",
        _terms(_entry("zh: 枫桥经验", "en: Fengqiao model", "artcle: the")),
    ),
    Rule(
        "repeated-key",
        "error",
        "A key is given twice in one entry.",
        "YAML readers keep the last one; you may have meant the other.",
        _terms(_entry("zh: 枫桥经验", "en: Fengqiao model", "en: Fengqiao experience")),
    ),
    Rule(
        "missing-key",
        "error",
        "An entry has no `zh` or no `en`, or a file no `terms`.",
        "There is nothing to find, or nothing to render it with.",
        _terms(_entry("zh: 枫桥经验")),
    ),
    Rule(
        "empty-value",
        "error",
        "A key has no value, or only quotation marks.",
        "It looks decided and is not. Leave the line out, or fill it.",
        _terms(_entry("zh: 枫桥经验", "en: Fengqiao model", "note:")),
    ),
    Rule(
        "wrong-value",
        "error",
        "A value of the wrong kind: a list where a text is meant or the other way round, an article that is"
        " none, a line break in a term, more than 200 characters, `[[` or `]]`.",
        "It cannot be used as it stands.",
        _terms(_entry("zh: 枫桥经验", "en: Fengqiao model", "also: Fengqiao experience")),
    ),
    Rule(
        "idle-unless",
        "error",
        "An `unless` that is not a longer string around the term.",
        "It can never apply.",
        _terms(_entry("zh: 省委", "en: provincial Party committee", "unless: [市委员会]")),
    ),
    Rule(
        "wrong-pattern",
        "error",
        "A pattern with a slot that cannot be filled: an unknown one, or one that only the English has.",
        "It would match nothing, or leave a brace in the English.",
        "patterns:\n" + _entry('zh: "{place}民政厅"', 'en: "{province} Department of Civil Affairs"'),
    ),
    Rule(
        "duplicate",
        "error",
        "A term is entered twice in one layer, with the same effect.",
        "The next who edits one of them overlooks the other. Quotation marks and Traditional characters make"
        " no other term.",
        _terms(_entry(*_FENGQIAO), _entry(*_FENGQIAO)),
        fixed=True,
    ),
    Rule(
        "clash",
        "error",
        "A term is entered twice in one layer, with different effects.",
        "Which of them holds would be chance.",
        _terms(
            _entry("zh: “枫桥经验”", "en: Fengqiao model"), _entry("zh: 枫桥经验", "en: Fengqiao experience")
        ),
    ),
    Rule(
        "chinese-in-english",
        "error",
        "A rendering has Chinese characters in it.",
        "An English reader cannot read them, and every sentence with the term would be flagged.",
        _terms(_entry("zh: 未保站", "en: protection stations for minors (未保站)")),
    ),
    Rule(
        "leading-article",
        "error",
        "A rendering begins with its article.",
        "The article depends on the sentence: “the new-era the Fengqiao model”. Say `article: the`, and it is"
        " supplied where English needs one. Titles in 《》 keep theirs.",
        _terms(_entry("zh: 枫桥经验", "en: the Fengqiao model")),
        fixed=True,
    ),
    Rule(
        "full-width-punctuation",
        "error",
        "A rendering has full-width punctuation, letters or spaces.",
        "They come from a Chinese keyboard, and stand out in English.",
        _terms(_entry("zh: 双碳", "en: carbon peaking， carbon neutrality")),
        fixed=True,
    ),
    Rule(
        "forbidden-rendering",
        "error",
        "An entry rules out what it admits itself.",
        "The rule has no effect: what is admitted is never flagged. Hyphens and added capitals make no other"
        " rendering.",
        _terms(_entry("zh: 高质量发展", "en: high-quality development", "not: [high quality development]")),
    ),
    Rule(
        "traditional",
        "warning",
        "A term is written in Traditional characters.",
        "It is matched in Simplified, to which every text is brought; searching the file for the Simplified"
        " form does not find it.",
        _terms(_entry("zh: 楓橋經驗", "en: Fengqiao model")),
        fixed=True,
    ),
    Rule(
        "one-character",
        "warning",
        "A term of one character.",
        "It is found inside other words: 市 (city) in 市场 (market).",
        _terms(_entry("zh: 市", "en: city")),
    ),
    Rule(
        "unbalanced-quotes",
        "warning",
        "A quotation mark or bracket without a partner.",
        "In the term it may prevent a match; in the rendering it is copied into every sentence.",
        _terms(_entry("zh: “枫桥经验", "en: Fengqiao model")),
    ),
    Rule(
        "untidy-english",
        "warning",
        "A rendering has doubled spaces, a space before punctuation, or punctuation at its end.",
        "It is copied into the sentence as it stands.",
        _terms(_entry("zh: 枫桥经验", "en: Fengqiao  model")),
        fixed=True,
    ),
    Rule(
        "article-sound",
        "warning",
        "`a` where `an` is said, or the other way round.",
        "It is supplied as it stands.",
        _terms(_entry("zh: 生态文明", "en: ecological civilization", "article: a")),
        fixed=True,
    ),
    Rule(
        "repeated-rendering",
        "warning",
        "A rendering stands twice in its entry: under `forms` or `also` and as `en`, or twice in a list.",
        "It has no effect, and hides what was meant.",
        _terms(_entry("zh: 核心技术", "en: core technologies", "forms: [core technologies]")),
        fixed=True,
    ),
    Rule(
        "forbidden-elsewhere",
        "warning",
        "A rendering is ruled out for another term.",
        "The house uses for one term what it has decided against for another: right for two different things,"
        " an oversight otherwise.",
        _terms(
            _entry("zh: 民生", "en: people's wellbeing", "not: [people's livelihood]"),
            _entry("zh: 国计民生", "en: national economy", "also: [people's livelihood]"),
        ),
    ),
    Rule(
        "unrelated-part",
        "warning",
        "A term is part of a longer one, and their renderings have no word in common.",
        "Either they render the same thing in two ways, or the shorter one is a mere coincidence of"
        " characters, as 人民 (people) in 人民币 (renminbi): then say `unless: [人民币]` there.",
        _terms(
            _entry("zh: 乡村振兴", "en: rural revitalization"),
            _entry("zh: 乡村振兴局", "en: Village Renewal Bureau"),
        ),
    ),
    Rule(
        "pattern-shadows",
        "warning",
        "A pattern makes something else of a term than its entry, which does not admit it.",
        "The entry holds, so that one member of the family is rendered unlike the others: on purpose, or"
        " because it was forgotten when the pattern came.",
        _terms(_entry("zh: 四中全会", "en: fourth plenum"))
        + "patterns:\n"
        + _entry('zh: "{n}中全会"', 'en: "{n:word} plenary session"'),
    ),
    Rule(
        "mixed-spelling",
        "warning",
        "American and British spelling in the renderings of one layer; the rarer one is named. Words with a"
        " capital are names, and keep their own.",
        "A document should be in one spelling, and the renderings are copied into it.",
        _terms(
            _entry("zh: 劳动力市场", "en: labor market"),
            _entry("zh: 文化中心", "en: cultural center"),
            _entry("zh: 国防", "en: national defence"),
        ),
    ),
    Rule(
        "missing-source",
        "warning",
        "An entry does not say where its rendering is in use.",
        "Whoever doubts it later has nothing to go by.",
        _terms(_entry(*_FENGQIAO, source="")),
    ),
    Rule(
        "overlap",
        "note",
        "A term ends in four or more characters that another begins with, and nothing says what holds where"
        " both stand in one phrase.",
        "Only one of them can be rendered there; the other loses a part of itself, and the sentence is"
        " flagged. Enter the phrase if it is in use, or an `unless`.",
        _terms(
            _entry("zh: 全过程人民民主", "en: whole-process people's democracy"),
            _entry("zh: 人民民主专政", "en: people's democratic dictatorship"),
        ),
    ),
    Rule(
        "override",
        "note",
        "An entry replaces one of a lower layer.",
        "That is what layers are for; the list shows where your house differs.",
        _terms(_entry("zh: 枫桥经验", "en: Fengqiao experience")),
        below=_terms(_entry("zh: 枫桥经验", "en: Fengqiao model")),
    ),
    Rule(
        "redundant",
        "note",
        "An entry says what a lower layer says already.",
        "It can go, unless you want to keep it whatever the lower layer will say.",
        _terms(_entry(*_FENGQIAO)),
        below=_terms(_entry(*_FENGQIAO)),
    ),
    Rule(
        "shared-rendering",
        "note",
        "One rendering for several terms, of which none is short for the other.",
        "Right for synonyms (党中央, 中共中央); otherwise the reader cannot tell them apart.",
        _terms(_entry("zh: 泰州市", "en: Taizhou"), _entry("zh: 台州市", "en: Taizhou")),
    ),
)

RULES: dict[str, Rule] = {rule.name: rule for rule in _ALL}


def as_markdown() -> str:
    """The rules as the documentation has them: all of `docs/glossary-rules.md`."""
    lines = [
        "# Rules for glossaries",
        "",
        "What `briefing glossary check` finds, each with a file that the rule objects to. An error makes",
        "the termbase unusable or its output wrong, and the command exits with 1; a warning wants a look,",
        "and with `--strict` the command exits with 3; a note is for the record. `--ignore RULE` leaves a",
        "rule out.",
        "",
        "The page follows `src/briefing/glossary/lint/rules.py`.",
    ]
    for severity in ("error", "warning", "note"):
        for rule in RULES.values():
            if rule.severity == severity:
                fixed = " `--fix` mends it." if rule.fixed else ""
                lines += ["", f"## {rule.name}", "", f"*{severity}* — {rule.what} {rule.why}{fixed}"]
                lines += ["", "```yaml", *rule.example.splitlines(), "```"]
                if rule.below:
                    lines += ["", "over, in a lower layer:", "", "```yaml", *rule.below.splitlines(), "```"]
    return "\n".join(lines) + "\n"
