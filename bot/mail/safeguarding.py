"""The alarm: whether words suggest that a child may not be safe.

Only a whole closed clause ("no safeguarding concerns identified") may cancel, never a negation
nearby: in this work "not seen", "no strategy meeting", "I don't think she is safe" ARE the concern.
A lexicon cannot know every phrase; the net under it is that unexplained words are read by a person.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from bot.mail.family import COLLEAGUE, FAMILY, PRONOUN
from bot.mail.lexicon import IN_CONTEXT, SURE
from bot.mail.patterns import AnyOf
from bot.mail.sentences import sentences
from bot.mail.signature import is_notice
from bot.mail.spelling import REMEMBERED, as_meant

_MAX_SENTENCE = 4_000

# Clauses that mention safeguarding and raise nothing. Each stands between the bounds of a clause,
# so that "I can't say there are no safeguarding concerns" is not calmed by its end.
_NO_CONCERNS = (
    r"(?:i|we) (?:do not|don't|did not|didn't|haven't|have not) (?:have|find|found|see|seen"
    r"|identify|identified|note|noted) any (?:\w+ )?(?:safeguarding|child protection"
    r"|safety|welfare)"
    r" (?:concerns?|issues?)|"
    r"(?:there (?:are|were|is|was|have been) |i (?:have |can |could )?(?:found|find|see"
    r"|identified|noted|have|had|saw) "
    r"|we (?:have |had |found )?|with )?(?:no|nil)(?: (?:immediate|current|urgent|new|further"
    r"|other|obvious"
    r"|outstanding|apparent|major|significant))*(?: (?:safeguarding|child protection|safety"
    r"|welfare|risk|practice))?"
    r"(?: or \w+)? (?:concerns?|issues?|worries|risks?|alerts?|matters?|problems?)"
    r"(?: (?:at all|identified|noted|found|raised|arising|seen|apparent|evident|to (?:report"
    r"|raise|note|flag|escalate)"
    r"|from (?:me|(?:my|the|this) (?:end|side|audit|case|file|review))|(?:on|in|for|about"
    r"|with|at) (?:this|the|that)(?: (?:one"
    r"|case|audit|file|child"
    r"|time|stage|moment|point|record))?|here"
    r"|(?:about|around|regarding|re|for|over|as to|in relation to) (?:the |this "
    r")?(?:child(?:ren)?'?s?"
    r" )?(?:safety|welfare|well-?being|care|practice)|(?:were|was|are|have been|has "
    r"been)(?= (?:found"
    r"|identified|noted|raised|seen)\b)"
    r"|(?:to|for) (?:the|this|any) (?:child|children|family|baby|siblings?)))*"
)
_CALM_CLAUSES = AnyOf(
    r"(?:^|(?<=[,;:.(])|(?<=\band)|(?<=\bbut)|(?<=\s[-–—]))\s*\W{0,2}"
    r"(?:(?:just |happy to |i can |i |to )*confirm(?:ing|ed)?:? (?:that )?)?(?:"
    + _NO_CONCERNS
    + r"|no (?:immediate|urgent|further) actions? (?:is |are |was |were )?"
    r"(?:needed|required|necessary)"
    r"|(?:(?:any|immediate|current|urgent|other) )*safeguarding"
    r" (?:concerns?|issues?)\s*[:?=–-]+\s*(?:no|none|nil|n/?a)"
    r"|safeguarding\s*[:=–-]+\s*(?:good|outstanding|(?:no|nil) (?:concerns|issues|worries))"
    r")\s*(?=$|[,;.)!]|\s[-–—]|\s(?:and"
    r"|but|so|though|although)\b)",
)
# "Any safeguarding concerns? No." is one clause.
_ANSWERED = re.compile(r"\?[ \t]+(?=(?:no|none|nil|n/?a)[ \t]*(?:[.,;!\n]|$))", re.IGNORECASE)
_MAY_CALM = ("no", "nil", "any", "safeguarding")  # without one of these, none is calm
# Questions about the procedure, whole.
_CALM_SENTENCES = AnyOf(
    r"\W*(?:(?:what|who|how|where|when|which)\b[^.!?]{0,60}\bif (?:we|i|you|an auditor|someone)"
    r"\b[^.!?]{0,20}"
    r"\b(?:find|found|have|spot|identify|come across|see)[^.!?]{0,12}\bsafeguarding (?:concern"
    r"|issue|matter)s?"
    r"(?: (?:out of hours|on a (?:case|file)|during the audit|in an audit|at the weekend))?\?"
    r"|(?:do|should|can|where do|how do|when do|where should|how should) (?:i|we|you)"
    r" (?:record|put|note|log|raise|report|flag|write) (?:a |any )?safeguarding (?:concern|issue)s?"
    r"(?: (?:in|on|under) (?:the |this |a )?(?:form|tool|section|page|part|box|tab|template"
    r"|portal|system)[\w ]{0,12})?\?)\W*",
    # Praise, and nothing said against it.
    r"\W*(?:some |really |very )?(?:good|great|excellent|strong|lovely|clear|effective|timely)"
    r"(?: \w+)? (?:work|response|practice|use|evidence|analysis|understanding)(?! is| was| would)\b"
    r"(?![^.!?]*(?:\b(?:but|however|though|although|yet|except|not|no|never|nobody|still|until"
    r"|without|despite|needs?|should)\b|n't\b))[^.!?]{0,120}\W*",
)
_TOPICS = (
    r"neglect|(?:child |criminal |sexual |contextual )*(?:exploitation|safeguarding)|csa|cse|fgm"
    r"|missing(?: and exploitation| from home)?|county lines|suicide(?: prevention)?"
    r"|self.?harm|lado|prevent"
    r"|domestic (?:abuse|violence)|sexual (?:health|abuse|violence)|violence(?: reduction)?"
    r"|violence against women and girls"
)
# Words that never raise it: names of teams, boards, posts, forms, and common turns of phrase.
_NAMES = AnyOf(
    r"\b(?:(?:strategic |service |senior |deputy )?(?:head|lead|manager|director|team|unit"
    r"|service|board|hub|officer"
    r"|practitioner|advis[eo]r)(?:,| of| for| -)? (?:safeguarding|child protection)(?: (?:and|&)"
    r" [\w ]{3,30})?"
    r"|safeguarding(?: (?:children|adults|and (?:quality|review)\w*))?(?: \w+)? (?:team|board"
    r"|partnership|unit|hub|lead"
    r"|manager|service|services|training|week|policy|procedures?|supervision|section|tab|page"
    r"|form|arrangements"
    r"|practice|judgement|grade|question|minutes|audit|chronology|threshold|part|bit)"
    r"|safeguarding and quality assurance|quality assurance and safeguarding|emergency duty team"
    r"|risk assessments? (?:was|is|were|are|has|have|been|updated|reviewed|completed?|in place)"
    r"|(?:child protection|cp|cin) (?:plan|conference|chair|review|case|visits?|register|medical)s?"
    r"|(?:domestic (?:abuse|violence)|dv|da) (?:(?:practice |lead )*(?:course|training|team|service"
    r"|worker|support|programme|advocate|lead|practitioner|champion|conference)|work (?=complet"
    r"|finish|done))s?|missing person procedures?"
    rf"|(?:{_TOPICS})(?: and missing| awareness| and \w+ reduction)?,?"
    r" (?:theme|themed|thematic|course|training|conference|week|day|strategy|toolkit|seminar"
    r"|workshop|briefing|webinar|panel|team|hub|unit|lead|coordinator|champion|practice lead"
    r"|lead practitioner|practitioner|advis[eo]r|programme|specialist|outreach worker"
    r"|board|partnership|e-?learning|module|policy|policies|guidance)s?"
    r"(?: audits?| officer)?"
    r"|(?:theme|(?:dip )?sample|course|training|conference|seminar|workshop|briefing|webinar"
    r"|session|talk|lecture"
    rf"|lead|worker|practitioner|champion|advisor|specialist)s?(?: on| for| in| -) (?:{_TOPICS})"
    r"|named (?:gp|doctor|nurse|midwife)(?: for)? safeguarding"
    r"|(?:off|sick|signed off)(?: \w+){0,4} (?:back |knee |wrist |shoulder |ankle |foot |leg |arm "
    r"|neck |hand |head )?injur(?:y|ies)"
    r"|safety plan(?:s|ning)? (?:and (?:\w+ ){0,2})?(?:reviewed|updated|shared|uploaded|recorded"
    r"|completed|agreed|signed)|(?:good|strong|clear|robust|effective) (?:evidence of )?safety"
    r" planning|at risk of (?:timing out|slipping|overrunning|missing (?:the|this|my) "
    r"(?:deadline|date))"
    r"|strategy (?:discussion|meeting) (?:notes?|minutes)|no missing episodes?"
    r"|missing episodes? (?:is |are |has |have |now |all |been )+(?:recorded|logged|uploaded|added)"
    r"|missing (?:info\w*|documents?|pages?|data|paperwork|forms?|minutes|signature|case ?notes?)"
    r"|(?:notes?|chronology|section|form|minutes|document|signature|page|plan|record|file|link)s?"
    r" (?:is |are |was |were )?missing(?: from the (?:file|record|form|system|list))?"
    r"|(?:updat|review|complet|hold|conven|arrang|record|refresh|amend|shar|add)\w*"
    r" (?:the |a |an |their |his |her )?(?:child's )?(?:safety plan|risk assessment"
    r"|strategy (?:discussion|meeting)|return interview)s?"
    r"|(?:father|mother|dad|mum|parent|nan|grand\w+) (?:has |have |had )?(?:sadly |recently |since "
    r"|now |both )*(?:died|passed away)"
    r"|(?:voice|views?|ethnicity|side|history|details?|wishes|feedback) (?:is |are |was |were )?"
    r"missing"
    r"|missing (?:dad|mum|father|mother|parent|child|family)(?:'s)? (?:voice|views?|side|details?)"
    r"|safe to (?:assume|say|share|send|open)|safe and well checks?|police checks?|stay safe)\b",
)


@dataclass(frozen=True, slots=True)
class Alarm:
    """Whether the alarm is raised, and the sentences that raise it."""

    raised: bool
    evidence: tuple[str, ...] = ()

    def with_more(self, evidence: tuple[str, ...]) -> "Alarm":
        """The alarm, raised by these sentences too."""
        return Alarm(self.raised or bool(evidence), tuple(dict.fromkeys(self.evidence + evidence)))


def screen(long: str, subject: str = "", attachments: Iterable[str] = ()) -> Alarm:
    """Screen all that a sender may have written: `long`, the subject, the names of attachments."""
    told = sentences(_ANSWERED.sub("?: ", long), dashes=False)
    texts = [*told, _own_subject(subject), *map(_spaced, attachments)]
    evidence = tuple(text for text in dict.fromkeys(texts) if alarms(text))
    return Alarm(bool(evidence), evidence)


@lru_cache(maxsize=REMEMBERED)
def alarms(sentence: str) -> bool:
    """Whether one sentence raises the alarm."""
    text = sentence.replace("’", "'")[:_MAX_SENTENCE]
    if not text or is_notice(text) or _CALM_SENTENCES.fullmatch(text):
        return False
    left = what_is_told(sentence)
    ways = dict.fromkeys((left, as_meant(left)))  # as it is written, and as it may be meant
    if any(SURE.search(way) for way in ways):
        return True
    family = FAMILY.search(left) or (PRONOUN.search(left) and not COLLEAGUE.search(left))
    if not family or re.search(
        r"\bmy (?:own )?(?:mum|dad|child|son|daughter|partner|family|kids?)\b", left, re.I
    ):
        return False
    return any(IN_CONTEXT.search(way) for way in ways)


@lru_cache(maxsize=REMEMBERED)
def what_is_told(sentence: str) -> str:
    """The sentence without clauses that calm, and without names that hold a word of the lexicon."""
    return _NAMES.sub(" ", without_calm(sentence.replace("’", "'")[:_MAX_SENTENCE]))


def without_calm(text: str) -> str:
    """The text without the clauses that say that there is no concern."""
    lower = text.lower()
    if not any(word in lower for word in _MAY_CALM):
        return text
    return "\n".join(_CALM_CLAUSES.sub(" ", line) for line in text.split("\n"))


def _own_subject(subject: str) -> str:
    """An answer's subject is ours; only a new one is the sender's."""
    return "" if re.match(r"\s*(re|aw|sv|fw|fwd)\s*:", subject, re.IGNORECASE) else subject


def _spaced(name: str) -> str:
    return re.sub(r"[_\-.]+", " ", name)
