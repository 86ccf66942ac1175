"""The words in which colleagues speak of files and families when nothing is amiss.

No list of harms foresees how one will be told, so the alarm is turned round as well: a sentence
about a child or a parent that these words do not explain is a concern until somebody has read it.
The learnt reader knows many more such sentences: what it is sure is calm stays calm, and what it
takes for a concern is one, whatever its words. To calm a sentence that was none, add its word
here, if the word could never tell of harm.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from bot.mail import cues, request_cues
from bot.mail.family import COLLEAGUE, FAMILY, PRONOUN
from bot.mail.learnt import concern
from bot.mail.safeguarding import what_is_told
from bot.mail.sentences import sentences
from bot.mail.signature import is_notice
from bot.mail.spelling import REMEMBERED
from bot.mail.vocabulary import KNOWN

_SMALL = """
can't couldn't cannot right left long older younger old young big small high low few own second
third nd rd th st both ask asked asking tell show shows showed shown turn turned end ended ends
begin began start starts hope hoping sorry sad glad pleased unfortunately fortunately hopefully soon
early earlier a about above according across after again against all along already also although
always am among an and another any anything apart are around as at away back based be because been
being below beside between but by came can come comes coming could currently despite did didn't do
does doesn't doing don't done down during each either else enough even ever every everyone
everything far first for from full fully further gave generally get gets getting give given gives go
goes going gone got had hadn't has hasn't have haven't having he he's her here hers him his how
however i i'd i'll i'm i've if in into is isn't it it's its itself just keep keeps kept last later
least less like likely little look looked looking looks made mainly make makes making many may me
mean means might mine month months more most mostly much my need needed needs never new next no none
nor not nothing now of off often ok okay on once one ones only onto or other others otherwise our
out outside over part people per perhaps please put quite rather re really regarding same say says
see seem seems several she she's should since so some something still such sure take taken takes
taking than thank thanks that that's the their them themselves then there there's these they they're
they've thing things think this those though through throughout to today together too took top
towards two three four five six seven eight nine ten under until up upon us use used useful usually
very via want wanted wants was wasn't way we we'll we've week weeks well went were weren't what
what's when where whether which while who whole whom whose why will with within without won't would
wouldn't year years yes yet you your yours recently previously recent current previous original
overall general particular different
"""
_OFFICE = """
home oversight risk risks safety safeguarding protection achievable restricted permission rung ring
threshold satisfied explanation organised organise priority priorities evaluation impact reduced
increase increased maintain maintained visible meaningful purposeful curious reflective chronologies
genograms delay drift access action actions add added adding addition address agree agreed agreement
allocate allocated allocation amend amended analysis appointment appropriate approval approve
approved area areas arrange arranged assess assessed assessment assessments assign assigned
assurance attach attached attend attended audit audited auditing auditor audits authorised authority
available book booked box brief bring brought business call called capacity case cases caseload
casenotes chair chaired chairing challenge change changed changes check checked chronology clear
clearly close closed closing closure colleague colleagues comment comments complete completed
completing completion conference conferences consultation consultant contact contacted contacts
context copy correct correctly council court cover covered covering cpc cp cin cla lac date dates
deadline deal decision decisions deferred delayed detail detailed details discuss discussed
discussing discussion document documented documents draft due duty effective email emailed emails
engagement episode evidence evidenced example excellent experience extend extended extension
external fed feedback file filed files final finalised find finding findings finish finished focus
follow followed following form format forms forward found genogram good grade graded grading group
guardian handover happened happy head health held help helped helpful history hold holding hours id
identified improve improved improvement inadequate include included includes including independent
information initial input inspection internal introduced involve involved involvement iro issue
issues job judgement key knew know known knows lead leave legal letter level life line link linked
links list local locality lovely main manage managed management manager managers mash matching meet
meeting meetings member minutes moderation moderated moderator moved multi name named naming network
note noted notes number numbers nurse observation observations office officer ofsted ongoing online
open opened opening outcome outcomes outstanding overview page paper partner partners passed pathway
pending pep period permanence phone picked piece place placed placement plan planned planning plans
point points policy portal positive practice practitioner prepare prepared present presented
procedure procedures proceedings process professional professionals progress progressed proud
purpose quality question questions raised range read reading reallocate reallocated reason reasons
receive received record recorded recording recordings records reflect reflected reflects refer
referral referred regular regularly relate related relating relationship relevant remain remained
remains remedial removed report reported reports request requested require required requires
research respond responded response result return returned review reviewed reviewing reviews rota
sample save saved school score section secure send sending sent service services session sessions
set share shared sharing shift short sibling sign signed similar size slow social speak speaking
specific spoke spoken staff stage standard standards started statement statutory stay step steps
story strategic strength strengths strong structure sufficient suitable summary supervised
supervising supervision supervisor support supported supporting supportive suppose supposed system
tab talk talked task team teams template term test thorough time timeline timely timescale
timescales times title tm tool tools track training transfer transferred transition transport type
understand understanding undertaken university unit update updated updates upload uploaded view
viewed views visit visited visits voice wait waiting wish wishes word words work worked worker
workers working write written wrong sw sws nqsw pa foster fostering adoption adoptive adopted
kinship residential nursery education teacher therapist therapy camhs speech language hobby hobbies
interests achievements achieving attainment celebrate celebrated birthday gp dental dentist optician
immunisations respite outreach parenting course programme intervention interventions engage engaged
engaging cooperate cooperating cooperation consent consulted invited participate participated
participation direct feelings wellbeing identity culture cultural religion ethnicity heritage
diversity needing strengthened smart robust comprehensive concise nice great brilliant fantastic
better best warm settled stable thriving safe safely living lives lived live move moving borough
county scotland wales abroad arrangement arrangements frequency frequent quarter annual annually
monthly weekly daily interview interviews signs feed seen alone sighted observed presenting
lifestory memory personal personally relation friend friends neighbour neighbours door church
village conflict interest impartial swap swapped someone somebody anyone anybody nobody missing info
absence care caring capture captures household built build trust separate birth pre concern said
saying contingency milestone freedom sustain match college semi accommodation ehcp ethnic
nationality disability disabled learning housing tenancy finance apprenticeship football swimming
trip attendance attain exam exams gcse class friendship peer peers routine boundary boundaries
warmth attachment bond emotional behaviour develop development developmental healthy physical mental
counselling counsellor honest listen listened hear explain explained sensitive centred focused
holistic proportionate balanced realistic measurable reunification rehabilitation guardianship sgo
order orders interim hearing judge solicitor plo parental responsibility paternal maternal half born
vacancy vacancies deferment grounds
gender age aged ages divorced married expected introductions breaks community faith clubs youth
activity activities volunteer advocate consult describe described mention mentioned gap gaps lot bit
family led genuinely consistently confident confidence skilled kind patient creative play games
drawings stories photos album letters text message arrive arrived late cancelled rearranged rebooked
postponed absent sick holiday lack lacks lacking thin weak weaker stronger incorrect signature
unclear unsigned blank duplicate site mentor mentoring keyworker advocacy interpreter translator
dad's mum's father's mother's
"""
# What makes it a sentence about the work, and not about the family's life.
_ANCHORS = frozenset(
    """action actions adopters advocate assessed assessment assessments audit audited auditor case
    casenotes chronology completed conference contact consulted evidence feedback file form grade
    grades guardian iro meeting minutes note notes plan plans progress proceedings recorded
    recording records report review reviews section supervision support supported surname system
    team transfer transferred views visit visits voice wishes worker workers""".split()
)
EXPLAINED = frozenset(_SMALL.split()) | frozenset(_OFFICE.split()) | KNOWN
_WORD = re.compile(r"[^\W\d_][\w']*")
_SKIPPED = re.compile(r"\bmy\b|\bi(?:'m|'ve| am| was| have| used| know| knew)\b", re.IGNORECASE)


def unforeseen(long: str) -> tuple[str, ...]:
    """The sentences about a child or a family that no list explains, or that sound like harm."""
    return tuple(one for one in dict.fromkeys(sentences(long, dashes=False)) if _worries(one))


def _worries(sentence: str) -> bool:
    if sounds_like_harm(sentence):
        return True
    # "She's got space": a pronoun alone may be a colleague, of whom nothing else is said.
    return _tells(sentence) and concern(sentence) >= (_CALM if FAMILY.search(sentence) else _HARM)


@lru_cache(maxsize=REMEMBERED)
def sounds_like_harm(sentence: str) -> bool:
    """Whether the learnt reader takes a sentence for a concern: never a word or two alone."""
    text = what_is_told(sentence)
    if len(_WORD.findall(text)) < _ENOUGH or is_notice(text):
        return False
    about = FAMILY.search(text) or PRONOUN.search(text)
    return concern(text) >= (_HARM if about else _SURE_HARM)


_CALM = 0.2  # below this a strange word is no concern
_HARM = 0.5  # from here on a sentence about a family is one without it
_SURE_HARM = 0.8  # and from here on any sentence
_ENOUGH = 4  # words


def _tells(sentence: str) -> bool:
    text = what_is_told(sentence)
    told = FAMILY.search(text) or (PRONOUN.search(text) and not COLLEAGUE.search(text))
    if not told or is_notice(text) or _SKIPPED.search(text):
        return False
    if cues.ASKS.search(text) or request_cues.REALLOCATE.search(text):
        return False
    # One strange word in a sentence about records and reviews is no news of a family.
    enough = 2 if any(word.casefold() in _ANCHORS for word in _WORD.findall(text)) else 1
    return len(set(unknown(text))) >= enough


def unknown(text: str) -> tuple[str, ...]:
    """The words that are neither explained nor names."""
    left = PRONOUN.sub(" ", FAMILY.sub(" ", text))
    words = [m.group() for m in _WORD.finditer(left) if not _is_name(m, left)]
    return tuple(w for w in words if not _is_explained(w.casefold().strip("'-")))


def _is_name(match: re.Match[str], text: str) -> bool:
    """A capital within a sentence, or initials."""
    word, before = match.group(), text[: match.start()].rstrip()
    return word[0].isupper() and ((bool(before) and before[-1] not in ".!?:") or len(word) < 2)


def _is_explained(word: str) -> bool:
    base = word.removesuffix("'s").removesuffix("'")
    return len(base) < 2 or any(form in EXPLAINED for form in _forms(base))


def _forms(word: str) -> Iterator[str]:
    """The word, and what it may be made of: "positively", "progressing", "re-reviewed"."""
    yield word
    for ending in ("s", "es", "d", "ed", "ing", "ly", "al", "ment", "ily"):
        if len(word) - len(ending) > 2 and word.endswith(ending):
            stem = word.removesuffix(ending)
            yield from (stem, stem + "e", stem + "y", stem[:-1])
