"""The alarm: whether words suggest that a child may not be safe.

Only a whole closed sentence ("no safeguarding concerns identified") may cancel, never a negation
nearby: in this work "not seen", "no strategy meeting", "I don't think she is safe" ARE the concern.
A lexicon cannot know every phrase; the net under it is that unexplained words are read by a person.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.mail.signature import is_notice, is_title
from bot.mail.sentences import sentences

# Whole sentences that mention safeguarding and raise nothing. Each must explain the sentence whole.
_CALM_SENTENCES = tuple(
    re.compile(rf"\W*(?:{pattern})\W*", re.IGNORECASE)
    for pattern in (
        r"(?:there (?:are|were|is|was) |i (?:have |can )?(?:found|find|see|identified|noted|have|had|saw) |we (?:have |had |found )?)?"
        r"(?:no|nil|not any|none)(?: (?:immediate|current|urgent|new|further|other|obvious|outstanding|apparent))*"
        r"(?: (?:safeguarding|child protection|safety|welfare|risk|practice))?(?: or \w+)?"
        r" (?:concerns?|issues?|worries|risks?|alerts?|matters?|problems?)"
        r"(?: (?:at all|identified|noted|found|raised|arising|to (?:report|raise|note|flag|escalate)|seen|apparent|evident|from (?:me|my (?:end|side|audit))"
        r"|on this (?:one|case|audit|file)|in this (?:case|audit|file)|for this (?:child|case)|at (?:this|the) (?:time|stage|moment)|here|about this (?:child|case)))*",
        r"(?:any )?safeguarding (?:concerns?|issues?)\s*[:?=-]+\s*(?:no|none|nil|n/?a)",
        r"(?:what|who|how|where|when|which)\b[^.!]{0,80}\bif (?:we|i|you|an auditor|someone)\b[^.!]{0,40}"
        r"\b(?:safeguarding|child protection) (?:concern|issue|matter)s?\b[^.!]{0,40}\?",
        r"(?:what|who|how|where|when|which) [^.!]{0,60}\b(?:raise|report|record|flag|escalate) (?:a |any )?safeguarding (?:concern|issue)s?[^.!]{0,40}\?",
        r"(?:all |the |any )?(?:previous |historic(?:al)? |past |earlier |old )(?:safeguarding )?(?:concern|issue|allegation|referral)s?\b"
        r"[^.!?,]{0,40}\b(?:closed|resolved|addressed|dealt with)(?: (?:in )?\d{4})?",
        r"(?:safeguarding (?:arrangements|practice|procedures|oversight|responses?|work) (?:is|are|was|were) (?:robust|good|strong|clear|sound|appropriate|effective))",
    )
)

# Words that never raise it: names of teams, boards, posts and forms.
_NAMES = re.compile(
    r"\b(?:(?:strategic |service |senior |deputy )?(?:head|lead|manager|director|team|unit|service|board|partnership|hub|officer|practitioner"
    r"|adviser|advisor)(?:,| of| for| -)? (?:safeguarding|child protection)(?: (?:and|&) [\w ]{3,30})?"
    r"|safeguarding(?: (?:children|adults|and (?:quality|review)\w*))?(?: \w+)? (?:team|board|partnership|unit|hub|lead|manager|service|services|training|week|policy"
    r"|procedures?|supervision|section|tab|page|form|arrangements|practice|judgement|grade|question|minutes|meeting|audit|plan|chronology|part|bit)"
    r"|safeguarding and quality assurance|quality assurance and safeguarding|emergency duty team|risk assessment (?:was |is |has been )?(?:updated|reviewed|complete[d]?|in place)"
    r"|(?:child protection|cp) (?:plan|conference|chair|review|case|visits?|register|medical)s?"
    r"|domestic abuse (?:course|training|worker|service|team)|missing (?:info\w*|document\w*|page\w*|data|paperwork|form|minutes|signature|from the (?:file|record|form|system|list)))\b",
    re.IGNORECASE,
)

_PERSON = r"(?:child|children|baby|boy|girl|he|she|they|mum|mother|dad|father|sibling|brother|sister|yp|young person|kid|son|daughter|teen\w*|toddler|infant|\d+ ?(?:y/o|yo|year old|yr old))"
_LEXICON = re.compile(
    (
        # physical
        r"\bbruis\w*|\bfractur\w*|\bblack eye|\bhand ?print|\bbite ?marks?|\b(?:cigarette )?burn(?:s|ed|t)? (?:to|on|mark)|\bscald\w*"
        r"|\b(?:linear|unexplained|suspicious|slap|belt|red|finger) marks?\b|\bmarks? (?:on|to) (?:his|her|their|the child|arm|neck|back|face|leg)"
        r"|\bunexplained (?:injur\w*|mark\w*|bruis\w*)|\binjur(?:y|ies|ed)\b|\bnon.?accidental|\bshaken\b|\bphysical(?:ly)? (?:abus\w*|harm\w*|chastis\w*|assault\w*)"
        r"|\b(?:hit|hits|hitting|punch\w*|slapp?\w*|kick\w*|smack\w*|strangl\w*|chok\w*|beat(?:en|ing|s)?|threw|thrown|pushed) (?:him|her|them|his|the child|the baby|by|at|down|with|mum|"
        r"their|me)\b|\b(?:hurt|hurts|hurting|harmed|harming) (?:him|her|them|his|the child|by|himself|herself|themselves)"
        # sexual, exploitation
        r"|\bsexual\w*|\bsex (?:offend\w*|work\w*)|\bC[SC]E\b|\bexploit\w*|\bgroom(?:ed|ing)\b|\bcounty lines|\btraffick\w*|\bindecent|\bolder (?:boyfriend|girlfriend|man|men|male)"
        r"|\binappropriate(?:ly)? (?:touch\w*|contact|relationship|images?)|\btouched (?:him|her|them|inappropriately)|\bunderage\b|\bpregnan\w+ .{0,20}\b1[0-5]\b|\brap(?:e|ed)\b|\bmolest\w*|\bincest"
        # neglect
        r"|\bneglect\w*|\bunsupervised|\b(?:left|leaving) (?:home )?(?:alone|unattended|on (?:his|her|their) own)|\bhome alone|\bno (?:food|heating|bed|gas|electric\w*|adult|carer)\b|\bhungry|\bstarv\w*|\bmalnourish\w*"
        r"|\bsleep(?:s|ing)? (?:in|on) (?:the |a |his |her |their )?(?:car|van|floor|sofa|shed|street|streets|tent|bath)|\bsofa surf\w*|\bsqual(?:or|id)|\bunkempt|\bfailure to thrive|\blost weight|\bweight loss|\bunfit (?:home|to)\b"
        r"|\bnot (?:been )?fed\b|\bhomeless"
        # domestic abuse, adults who are a risk
        r"|\bdomestic (?:abuse|violence|incident)|\bdv\b|\bperpetrator|\bviolen(?:t|ce)|\bassault\w*|\bthreat(?:en\w*|s) (?:to|by|with|him|her|them|mum)?|\bknife|\bknives|\bweapon\w*|\bcoercive"
        r"|\b(?:ex.?)?(?:partner|boyfriend|husband|father|dad|step ?dad|stepfather|he)(?: who [^.?!]{0,60})?(?: (?:has|had|is|appears? to be|seems? to be|was|may be|might be))* (?:moved |been |got |gone |come |now |living )*back\b"
        r"|\b(?:moved|back|living|staying|sleeping) (?:back )?(?:in|into|at) (?:to )?the (?:house|home|property|family home|flat|address)|\bregistered sex|\bknown offender|\bschedule (?:one|1)\b|\bunder the influence|\bintoxicated|\bdrunk\b"
        r"|\b(?:drug|alcohol|substance|heroin|cocaine|crack|cannabis)(?:s| use| misuse| abuse|.?taking| dealing| paraphernalia)\b|\brelaps\w*|\bbreach(?:ed|ing)? (?:of )?(?:the |his |her |their )?(?:bail|order|injunction|non.?mol\w*|safety|agreement|contact|written)"
        # missing, unseen
        r"|\b(?:has|have|had|was|were|is|are)(?:n't| not|nt)? (?:not )?(?:been )?seen (?:since|for|in|alone|by)\b|\b(?:not|never|n't|no one|nobody)(?: \w+){0,3} (?:been )?(?:seen|sighted|visited)(?! (?:the|this|that|it|my|an? email))\b"
        r"|\bno (?:statutory )?visits? (?:since|for|in|recorded|at all)|\bnot (?:been )?visited|\bwhereabouts|\bmissing (?:from|since|episode\w*|child\w*|again|for|overnight|person)|\b(?:is|are|has|have|went|gone|going|been|reported|was) missing\b|\babscond\w*|\bran away|\brun(?:ning)? away"
        # harm to self, other categories
        r"|\bself.?harm\w*|\bsuicid\w*|\boverdos\w*|\b(?:end|take|taking|ending) (?:his|her|their) (?:own )?li(?:fe|ves)|\bkill(?:ed|ing)? (?:himself|herself|themselves|him|her|them)|\bcutting (?:himself|herself|themselves)|\bligature|\bFGM\b|\bforced marriage|\bhonou?r.based"
        r"|\bradicali\w*|\bextremis\w*|\bslavery|\bfabricated|\bco.?sleeping|\bemotional(?:ly)? (?:abus\w*|harm\w*)"
        # the words of the trade
        r"|\b(?:signific\w*|serious|immediate|imminent|likely|actual|risk of|suffering|suffered|ongoing) (?:harm|danger|risk)|\bat (?:immediate |serious |real |significant |high |considerable |imminent )*risk\b(?! of (?:being late|missing the deadline|delay))"
        r"|\bin danger\b|\bunsafe\b|\b(?:not|n't|isn't|aren't|nobody is|never) (?:\w+ ){0,4}safe\b|\bsafe(?:ty)? (?:of|for) (?:the|this|these) (?:child\w*|baby|sibling\w*)|\b(?:child|children|baby|he|she|they|sibling\w*|kids?|boy|girl)(?:'s| is| are|'re)? (?:\w+ )?(?:safe|safety)\b"
        r"|\bsafety (?:plan|concern|issue|risk)\w*|\bruled out as\b|\bprotective factor|\bchild protection (?:concern|issue|matter|risk)\w*|\bprotection concern\w*|\bwelfare (?:concern|check)\w*"
        r"|\b(?:make|making|made|need\w*|request\w*|new) an? (?:urgent )?(?:mash |safeguarding |s\.?47 )?referral|\bEPO\b|\bs(?:ection|\.)? ?47\b|\bpolice protection|\bLADO\b|\ballegation|\bconduct (?:towards?|with) (?:the |a |this )?(?:child\w*|young|pupil)"
        r"|\bdisclos(?:ure|ed|es|ing)\b(?! (?:date|log|form|barring))|\b(?:told|said to|tells|telling|says to) (?:the |his |her |their |a |my )?(?:school|teacher|nursery|social worker|police|foster\w*|carer|key ?worker|nan|gran\w*|friend|sw|iro|mentor|ta|health visitor)\b"
        r"|\bno (?:strategy (?:discussion|meeting)|s(?:ection )?47|safety plan|risk assessment|follow.?up|response to the)(?! (?:was |is |were )?(?:needed|required|necessary))|\b(?:no|not|nobody|nothing|without|never)\b[^.?!]{0,30}\b(?:strategy (?:discussion|meeting)|followed up|acted (?:up)?on)"
        r"|\bnothing (?:has been |was |been |is being )?done\b|\bescalat(?:e|ed|ing) (?:this |it )?(?:urgently|immediately|now|asap|today)|\bimmediate (?:action|safeguarding|attention|concern|steps)|\burgent (?:safeguarding|concern|action needed|welfare|attention)|\bflag (?:this |something |it )?urgently"
        # said outright, typing errors forgiven
        r"|\bsa(?:fe|ef)g[a-z]{2,4}d\w{0,5} (?:(?:\w+ ){0,2}(?:concern|issue|alert|risk|flag|worry|worries|matter|problem|referral|incident|query)|please|pls|asap|urgent\w*|here|now)"
        r"|^\W*(?:urgent\w*\W+)?sa(?:fe|ef)g[a-z]{2,4}d\w{0,5}\s*(?:[-:–—!.,]|$)|\b(?:raise|raising|flag|flagging|report|reporting|have|got|this is|is) (?:a |an |it as |as )?(?:\w+ )?safeguard\w*\b"
        r"|\bworried (?:about|for|that|sick|he|she|they)|\b(?:very|really|extremely|seriously|so|quite|deeply|increasingly|rather|still) (?:worried|concerned|alarmed|uneasy)|\bconcerned (?:for|about|that) (?:the|this|these|her|his|their|him|them|a) ?(?:child\w*|safety|welfare|baby|sibling\w*|well ?being|he|she|they|mum|mother|partner)?"
        rf"|\b(?:raise|raising|have|got) (?:a |some |serious |real )*concerns? (?:about|for|around|regarding|re) (?:a |the |this |his |her )?(?:{_PERSON}|member of staff|worker|staff|carer|safety|home|contact)"
        r"|\b(?:ring|call|phone|speak to) (?:me|us|someone)\b[^.?!]{0,40}\b(?:asap|urgent\w*|straight ?away|immediately|right away|today|now|tonight)\b|\b(?:asap|urgent\w*|immediately|straight ?away)\b[^.?!]{0,40}\b(?:ring|call|phone) me\b|\b(?:someone|somebody|anyone) (?:to )?(?:please )?(?:ring|call|phone) me\b"
        r"|\b(?:scared|frightened|afraid|terrified|fearful) (?:of|to)\b|\bcontact (?:is )?(?:un)?supervised .{0,20}\bnot\b|\bhospital(?:ised|ized)?\b|\bA ?& ?E\b|\bpolice (?:were )?called\b|\bdied\b|\bdeath\b|\bbaby\b[^.?!]{0,40}\balone\b"
    ),
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Alarm:
    """Whether the alarm is raised, and the sentences that raise it."""

    raised: bool
    evidence: tuple[str, ...] = ()


def screen(long: str, subject: str = "", attachments: Iterable[str] = ()) -> Alarm:
    """Screen all that a sender may have written: `long`, the subject, the names of attachments."""
    texts = [*sentences(long), _own_subject(subject), *map(_spaced, attachments)]
    evidence = tuple(dict.fromkeys(text for text in texts if _alarms(text)))
    return Alarm(bool(evidence), evidence)


def _alarms(sentence: str) -> bool:
    sentence = sentence.replace("’", "'")[:4000]
    if (
        not sentence
        or is_notice(sentence)
        or any(calm.fullmatch(sentence) for calm in _CALM_SENTENCES)
    ):
        return False
    if is_title(sentence) and not _LEXICON.search(_NAMES.sub(" ", sentence)):
        return False
    return bool(_LEXICON.search(_NAMES.sub(" ", sentence)))


def _own_subject(subject: str) -> str:
    """An answer's subject is ours; only a new one is the sender's."""
    return "" if re.match(r"\s*(re|aw|sv|fw|fwd)\s*:", subject, re.IGNORECASE) else subject


def _spaced(name: str) -> str:
    return re.sub(r"[_\-.]+", " ", name)
