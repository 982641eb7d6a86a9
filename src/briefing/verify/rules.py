"""The rules: what each check is called, how grave its findings are, and why it is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.document import Finding
from briefing.verify.rule import Rule
from briefing.verify.rules_of_sense import RULES_OF_SENSE

if TYPE_CHECKING:
    from briefing.document import Range


RULES: dict[str, Rule] = {
    rule.name: rule
    for rule in (
        Rule(
            "empty",
            "error",
            "There is no English.",
            "Nothing of the source may be lost without a word.",
            "民政部发布通知。 without any translation",
        ),
        Rule(
            "untranslated",
            "error",
            "The English is the Chinese again, or mostly Chinese.",
            "An engine that is out of its depth copies.",
            "民政部发布通知。 as its own translation",
        ),
        Rule(
            "cut-off",
            "error",
            "The engine did not come to the end: at the cap on its output, without an end marker, with an"
            " input over its limit, or without an answer.",
            "What it would have said next is missing.",
            "The Ministry of Civil Affairs issued a",
        ),
        Rule(
            "repetition",
            "error",
            "A phrase is said again and again though the Chinese does not do so, or the engine was cut while"
            " it looped.",
            "Small models get caught in loops, and what the loop displaced is missing.",
            "improve services and improve services and improve services and",
        ),
        Rule(
            "chinese-left",
            "error",
            "Chinese characters or full-width punctuation stand in the English.",
            "An English reader cannot read them; they often stand where a word was not known.",
            "protection stations for minors (未保站)",
        ),
        Rule(
            "characters-lost",
            "error",
            "Characters were lost or garbled, or an engine's control tokens were left behind.",
            "What they stood for is missing.",
            "the Dvo�ák hall; <unk> affairs",
        ),
        Rule(
            "term-missing",
            "error",
            "A term or name of the glossary is not in the English in any admitted form.",
            "Every term is rendered the house way, or flagged.",
            "枫桥经验 as Maple Bridge practice",
        ),
        Rule(
            "term-forbidden",
            "error",
            "A rendering that the glossary rules out stands in the English.",
            "The house has decided against it.",
            "枫桥经验 as Maple Bridge experience",
        ),
        Rule(
            "ocr-doubtful",
            "warning",
            "A figure stands in a paragraph of which a line was read from an image with little confidence.",
            "In a trial on noisy scans, two in three of such lines had a wrong figure, of all others one in"
            " ninety: look at the page.",
            "全年增长1.9% for 3.9%",
        ),
        Rule(
            "overlapping-term",
            "warning",
            "Two terms share characters of the source; only one of them could be marked.",
            "The other one was left to the engine.",
            "a term that begins inside of another one and ends after it",
        ),
        Rule(
            "term-shadowed",
            "note",
            "A term of your own glossary stands inside a longer one of a termbase below it, whose rendering"
            " does not have yours in it.",
            "The longer term is chosen, so that your 中央 (central authorities) does not break up 党中央 (CPC"
            " Central Committee). If yours is meant there, enter the longer term too; if not, put the longer"
            " one under `unless` of yours, and the note is gone.",
            "your 枫桥经验 (Maple Bridge way) inside 新时代“枫桥经验” (new-era Fengqiao model)",
        ),
        Rule(
            "term-count",
            "note",
            "A term is said less often in the English than in the Chinese.",
            "English may rightly use a pronoun; or a clause was dropped.",
            "民政部……，民政部…… with the Ministry of Civil Affairs once",
        ),
        Rule(
            "term-parted",
            "note",
            "The words of a term's rendering stand there with one other among them, or in another order.",
            "English often has to say it so; the house has it otherwise.",
            "县有关部门 as relevant county departments, where 有关部门 is relevant departments",
        ),
        Rule(
            "literal-missing",
            "error",
            "A URL, an e-mail address or a literal of the source is not in the English as it stood.",
            "It is of use only letter by letter.",
            "https://www.mca.gov.cn as www.mca.gov",
        ),
        Rule(
            "doubtful-figure",
            "note",
            "A number of the Chinese can be read in two ways, and nothing around it tells which.",
            "Neither reading is forced on the English or demanded of it; look at the source.",
            "分别为1，200 may be 1,200, or 1 and 200",
        ),
        Rule(
            "figure-missing",
            "error",
            "A figure, date, article number or the like is not in the English.",
            "Every figure is exact, or flagged.",
            "8万家社会组织 as social organizations",
        ),
        Rule(
            "small-figure-missing",
            "warning",
            "A number that is only checked, not marked (three departments, doubled, a third), is not in the"
            " English in any of its usual forms.",
            "English may rightly leave it out or turn it; or it was lost.",
            "三个部门作了发言 as the departments have spoken",
        ),
        Rule(
            "figure-altered",
            "error",
            "A figure stands in the English with other digits or another magnitude.",
            "Every figure is exact, or flagged.",
            "2.13万 (21,300) as 2.13 million",
        ),
        Rule(
            "figure-extra",
            "error",
            "A figure in the English that the Chinese does not have.",
            "It is made up, or it belongs to another sentence.",
            "全省社会组织 as the province's 8,000 social organizations",
        ),
        Rule(
            "figure-order",
            "warning",
            "Two figures that are counted in the same unit stand in the opposite order, and what they count"
            " does not, or nothing shows that one is a part of the other; or one has the unit of the other,"
            " or each what the other counts behind it; or the two ends of a range or a change do, or a point"
            " (二是) or a heading (三、) has another number, or two places have each other's rate.",
            "They may have changed places.",
            "社会组织8万家，志愿者11万家 with 110,000 social organizations and 80,000 volunteers",
        ),
        Rule(
            "figure-relation",
            "warning",
            "The English makes a figure a part of a smaller one (including, of which), a share of the whole"
            " one of the part, an increase by so much one to it or the reverse, two of a list the ends of a"
            " range, a day that of another weekday, has six others for 等六部门, or has nothing between two"
            " figures.",
            "The figure is right, and what it is of is not.",
            "社会组织8万家，社区社会组织14.1万家 as 80,000 organizations, including 141,000 community ones",
        ),
        Rule(
            "figure-qualifier",
            "warning",
            "What limits a figure (more than, fewer than, about) is not in the English, or the opposite is.",
            "Sixty and sixty or older are not the same people.",
            "60周岁以上老年人 as people of 60",
        ),
        Rule(
            "comparison",
            "warning",
            "What a change is compared with is not in the English, or it is another period.",
            "A rate without its base can be any rate.",
            "二季度环比增长1.2% as up 1.2 percent month on month",
        ),
        Rule(
            "currency",
            "warning",
            "The currency of a sum of money is not beside its figure, or it is another.",
            "260 million of what?",
            "2.6亿元 as 260 million in funds",
        ),
        Rule(
            "unit",
            "warning",
            "A figure stands beside another unit of measurement and is not converted to it.",
            "A mu is a fifteenth of a hectare, a jin half a kilogram.",
            "1500亩 (mu) as 1,500 hectares",
        ),
        Rule(
            "length",
            "warning",
            "The English is much shorter or longer than translations of such a text are.",
            "Something was left out, or made up.",
            "an enumeration of ten departments as relevant departments",
        ),
        Rule(
            "list-shortened",
            "warning",
            "The Chinese has an enumeration, and the English has fewer commas and ands than it has items to"
            " join.",
            "Engines shorten long enumerations.",
            "省、市、县、乡四级 as the provincial and municipal levels",
        ),
        Rule(
            "quotes",
            "warning",
            "A quotation mark has no partner, though those of the Chinese are paired.",
            "The reader cannot tell where the quotation ends.",
            "the “Fengqiao model in the new era",
        ),
        *RULES_OF_SENSE,
        Rule(
            "name-by-sound",
            "note",
            "The engine had a name that is nothing in the Chinese, and it was set to the pinyin of the one"
            " that sounds like it.",
            "A small model does not know how every character is read. That this name is meant was judged by"
            " its sound and by what stands beside it.",
            "青云里社区 as Qiongyun Community, set to Qingyunli Community",
        ),
        Rule(
            "invented-subject",
            "note",
            "The English says we, us or our where the Chinese has no such word.",
            "Chinese reports leave their subject out, and the engine takes the reporter for the one who acts."
            " In a speech or a plan that may be right: a single sentence does not tell.",
            "加强顶层设计。 as We will strengthen top-level design.",
        ),
    )
}


def finding(
    rule: str, message: str, expected: str = "", zh_at: Range | None = None, en_at: Range | None = None
) -> Finding:
    """A finding of the rule of that name, with its severity."""
    return Finding(rule, RULES[rule].severity, message, expected, zh_at, en_at)


def as_markdown() -> str:
    """The rules as the documentation has them: all of `docs/rules.md`."""
    lines = [
        "# Rules",
        "",
        "What is checked in every finished segment. An error is wrong for certain, or something is missing;",
        "a warning wants a look; a note is for the record. The page follows `src/briefing/verify/rules.py`.",
        "How often the findings of each were right, and what they pointed at, as revisers have it:",
        "[quality.md](quality.md#what-would-mislead-a-reader).",
    ]
    for severity in ("error", "warning", "note"):
        for rule in RULES.values():
            if rule.severity == severity:
                lines += ["", f"## {rule.name}", "", f"*{severity}* — {rule.what} {rule.why}"]
                lines += ["", f"For example: {rule.example}"]
    return "\n".join(lines).replace("<", "\\<") + "\n"
