"""What free text seems to wish, as tables of patterns. It only proposes: a person confirms.

To accept another phrase, add it to the table of its wish and a line to the tests' table.
"""

import re
from collections.abc import Mapping

from bot.policy.model import WishKind


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


# --- Sentences as a whole -------------------------------------------------------------------------

# Asks for facts: nothing in it is a wish, whatever words it holds.
_OPENING = (
    r"^\W*(?:sorry,? |hi,? |hello,? |and |but |also,? |so |ok,? |please |ps |thanks,? |apologies,? "
    r"|just (?:a )?(?:quick )?(?:question|query|checking)\W* ?|(?:quick )?(?:question|query)\W* ?)*"
)
_YOU = r"(?:you|someone|anyone|somebody)"
_TELL = (
    r"(?:tell|confirm|clarify|explain|advise|let me know|let us know|send|resend|re-send|check|remind"
    r"|point|say|help|show|give me (?:access|the|a link)|complete|do|look)"
)
ASKS = _any(
    _OPENING + r"(?:what|what's|when|when's|who|who's|whose|which|how|how's|why|where|where's)\b",
    _OPENING
    + r"(?:do (?:i|we|you)|does|did|am i|are (?:we|you|these|the|they|there)|has|have (?:i|you|we|they)"
    r"|is (?:there|this|it|the|that|he|she|someone|anyone|anybody|somebody|[a-z]{1,12})|was|were|should (?:i|we)"
    r"|would (?:it count|this count|you want)|will (?:i|we|you|this|it|the|there|he|she|they)|shall i"
    r"|can i (?:see|check|speak|ask|use|look|just)|if (?:i|we))\b[^?]*\?",
    _OPENING + rf"(?:can|could|would|will) {_YOU} (?:please )?{_TELL}\b",
    _OPENING
    + r"(?:any (?:idea|news|update)|(?:i'm )?not sure (?:what|which|how|who|where|if|whether))\b",
)
QUESTION = _any(
    r"\?\s*\W*$",
    r"\b(?:please|pls) (?:can|could) you (?:tell|confirm|clarify|explain|advise|send|resend|check)|\b(?:can|could) you (?:please )?(?:tell|confirm|clarify|explain|advise|send|resend|check|let me know)",
    r"\b(?:please|pls) (?:advise|clarify|explain|confirm (?:what|when|who|which|how|if|whether))|\bi (?:have|had|'ve got) a (?:quick )?(?:question|query)|\b(?:i'm|i am) (?:not sure|unsure|confused)|\bdon't (?:understand|know) (?:what|how|which|who|where|why|if|whether)",
    r"\b(?:want|wanted|need|like) to (?:know|check|ask|clarify)\b|\bwondering (?:if|whether|what|when|how|who)\b",
)

# --- Wishes of auditors ---------------------------------------------------------------------------

DISPENSATION = _any(
    r"\bdispensation\b|\bexcus(?:e me|ed|al)\b|\bexempt(?:ion|ed)?\b|\b(?:a|get a|have a) (?:free )?pass (?:on|for|from|this)\b|\blet (?:me )?off\b|\bsit (?:this|it) (?:one |month |round )?out\b|\bopt(?:ing)? out\b|\bstand me down\b",
    r"\b(?:skip|miss|missed out|leave me out|left out|take me (?:off|out)|taken (?:off|out)|remove me|come off|drop out|step back|pause|paused|reliev\w+|released?)\b[^.?!]{0,30}\b(?:audit\w*|month|round|quarter|programme|rota|list|period|cycle|this one|duty)\b",
    r"\b(?:can't|cannot|can not|unable to|not able to|won't be able to|not going to be able to|don't have (?:the )?capacity to|no capacity (?:to|for)) (?:do|take (?:on|part in)|complete|manage|carry out|undertake|fit in|participate in)? ?(?:any|an|my|the)? ?(?:audits?|auditing)[^.?!]{0,12}"
    r" (?:at all|this (?:month|round|quarter|time)|for the (?:time being|foreseeable)|in (?:january|february|march|april|may|june|july|august|september|october|november|december)|anymore|any more)",
    r"\b(?:no|zero) audits? (?:for|from) me\b|\bstop (?:allocating|sending|giving) me\b|\bnot (?:be )?(?:allocated|given|sent) (?:any|an audit)\b|\b(?:these|this|audits) stop being\b",
)
REALLOCATE = _any(
    r"\bre-?allocat\w*|\bre-?assign\w*|\bhand(?:ed|ing)? (?:this|it|that|the audit|mine|this one)?\s?over\b|\bhand over\b|\bsomeone else|\bsomebody else|\banother (?:auditor|person|colleague|manager|case|one|child|audit|file)\b|\b(?:different|alternative|new) (?:auditor|case|one|child|file|person)\b",
    r"\bswap(?:ped)?\b|\bsomebody (?:fresh|different|independent)|\bsomeone (?:fresh|different|independent)|\btake (?:this |it |that |them )?(?:one )?(?:over|off (?:me|my))\b|\b(?:isn't|is not|not|wasn't|never|aren't) (?:really |actually )?(?:one of )?(?:mine|my (?:case|team|audit|area|service|worker)|for me|meant for me|our (?:case|team))\b",
    r"\b(?:this|it|audit|one) (?:to |should |could |can |needs to |would need to )?(?:go|be (?:given|passed|sent|moved|allocated))(?:es)? (?:on )?(?:over )?to [a-z]|\b(?:give|pass|send|move|allocate|transfer) (?:this|it|that|mine|the audit)(?: one)? (?:on |over )?to (?!me\b|you\b|us\b|the (?:next|end|new|week|date)\b)[a-z]",
    r"\bconflict(?: of interest)?\b|\bconflicted\b|\b(?:shouldn't|should not|don't think (?:it|this|that) should) be me\b|\b(?:i|i've|i have|i'd|we) (?:used to )?(?:\w+ )?(?:supervis\w+|manag(?:e|ed|ing)|chaired|line.?manag\w+|held|worked (?:on|with|directly)|been (?:the|their|his|her)|know|knew)\b[^.?!]{0,40}\b(?:this|the|that|her|his|their)? ?(?:worker|case|family|sw|social worker|child|mum|mother|dad|parents?|team|sibling\w*|foster\w*|carer\w*)\b",
    r"\bi was (?:the|their|his|her|this)\b[^.?!]{0,30}\b(?:worker|sw|manager|tm|iro|chair|lead|practitioner|supervisor|cpc)\b|\b(?:my|our) (?:old|former|previous|own|ex) (?:team|case|supervisee|worker|manager|family|child)\b|\b(?:sw|worker|manager|mum|mother|dad|father|carer|child|family|parent)\b[^.?!]{0,20}\bis my\b",
    r"\b(?:is|are|was) (?:my|a) (?:\w+ )?(?:sister|brother|wife|husband|partner|cousin|niece|nephew|friend|neighbour|relative|relation|in.law|aunt|uncle|daughter|son)\b|\b(?:related|friends|married) (?:to|with)\b|\bindependen(?:t|ce)\b|\bneighbours? of mine|\bfriend of mine",
    r"\bsame (?:child|case|file|family|one) (?:as|again|i had)\b|\b(?:already|previously) audited\b|\bcan (?:someone|somebody|anyone|anybody) (?:else )?(?:take|do|pick)|\bshe's (?:agreed|happy|offered) to (?:take|do)|\bhe's (?:agreed|happy|offered) to (?:take|do)|\b(?:he|she|they|(?-i:[A-Z])\w{1,15})(?:'s| is| has| have| are)? (?:agreed|offered|happy|willing) to (?:take|pick|do|swap)",
    r"\b(?:can|could|would|will) (?-i:[A-Z])[\w.]{0,15}(?: (?-i:[A-Z])[\w.]{0,15})? (?:please )?(?<!\bI )(?:take|do|pick|have|complete) (?:this|it|over|on|up|AU)",
)
DEFER = _any(
    r"\bdefer\w*|\bextend\w*|\bextension|\bpostpone\w*|\bpush(?:ed|ing)? (?:it |this |the (?:date|deadline|audit) |this one |mine |that )?(?:back|out|on)\b|\b(?:put|move|moved|putting|moving|shift|shifted|set) (?:it |this |the (?:date|deadline|audit|due date) |this one |mine |that )?(?:back|to|until|on)\b",
    r"\b(?:more|extra|additional|bit longer|little longer|longer) (?:time|days?|weeks?)\b|\b(?:bit|little|while|much) longer\b|\blonger (?:on|for|to|please|than)\b|\b(?:another|an extra|an additional|a further|a few more|a couple more|couple of|two more|one more) (?:\w+ )?(?:days?|weeks?|wks?|fortnight|months?)\b|\banother (?:fortnight|week|month|couple)\b",
    r"\b(?:have|need|give me|got|get|take|take me|allow me|want|grant me|like) (?:it |this |me )?(?:until|till|til|up to|to the end)\b|\b(?:new|revised|later|different|amended|alternative) (?:due |completion |target )?(?:date|deadline)\b|\b(?:change|moving|moved?|amend) (?:of )?(?:the )?(?:date|deadline)\b|\bmore time\b|\bdelay (?:this|it|the|until|till)\b|\b(?:date|deadline)\b[^.?!]{0,15}\b(?:moved|changed|extended|pushed|put back|put off)\b",
    r"\b(?:can't|cannot|can not|couldn't|unable|not able|won't|not be able|not going to|not gonna|haven't been able|aren't going to|struggling|unlikely|no way|isn't going to|not be)\b[^.?!]{0,60}\b(?:by|until|till|til|before|on time|in time|deadline|due date|this week|this month|today|as yet|just yet|this side of)\b",
    r"\b(?:running|run|going to be|bit|be|is) (?:a (?:bit|little) )?(?:late|behind)\b|\bmiss (?:the )?deadline\b|\bwon't (?:meet|make|hit|be ready|be finished|be complete\w*|be done|get)\b|\b(?:can|could|may|might) (?:i|we|it|this) (?:do|have|send|finish|submit|complete|be done|get|be completed|be finished|return)\b[^.?!]{0,40}\b(?:by|on|after|until|next|later|in the)\b",
    r"\b(?:after|rather than|instead of) (?:the )?(?:\w+ ){0,2}(?:deadline|holiday|half.?term|christmas|easter|leave|friday|monday|tuesday|wednesday|thursday)\b|\bhold (?:this|it|off)\b|\bcome back to (?:this|it)\b|\bcould (?:we|you) (?:make|say|do) (?:it|this|the)\b|\bmake it (?:the|next|mon|tue|wed|thu|fri|\d)|\bcan we say\b",
)
# Will be done by then: a deferment if a day is named, else only an assurance.
PROMISE = _any(
    r"\b(?:will|i'll|we'll|'ll|should|hope to|hoping to|aim(?:ing)? to|plan(?:ning)? to|going to|expect to|intend to|intending to|able to|can|am due to|try to|trying to|be able to|need to|want to|would)\b[^.?!]{0,40}\b(?:complet\w*|finish\w*|done|do|redo|submit\w*|sen[dt]|get|have|return\w*|upload\w*|be with you|over to you|back to you|sort\w*|start|look at|crack on|turn)\b",
    r"\b(?:should|will|would|'ll|to) be (?:complet\w*|finished|done|ready|submitted|uploaded|with you|in|there|over)\b|\bcompleting (?:it|this|the audit)? ?(?:by|on|this|next|tomorrow|later|today)|\b(?:plan|intention|aim|hope) (?:is |would be )?to\b|\b(?:expected|aiming|planned|scheduled|booked|due to (?:be )?(?:complet|finish|do)\w*)\b|\bon track\b|\b(?:doing|finishing|completing|submitting|starting)\b[^.?!]{0,30}\b(?:by|on|this|next|tomorrow|today|later|monday|tuesday|wednesday|thursday|friday)\b",
)
DONE = _any(
    r"\bcompleted?\b|\bdone\b|\bfinished\b|\bsubmitted\b|\buploaded\b|\bsigned[ -]off\b|\bsent (?:over|in|back|it|this|across|through|you|yesterday|today)\b|\b(?:is|are|all|it's|now) (?:now )?(?:on|in) the (?:system|portal|folder|sharepoint|shared (?:drive|folder)|drive|file|record|spreadsheet|tracker)\b|\b(?:on|in) the (?:portal|system|shared folder)\b",
    r"\b(?:wrapped|written|typed|tied) up\b|\ball sorted\b|\bsorted\b|\ball (?:yours|set|in)\b|\b(?:it|that|this|one)'s (?:in|off|away)\b|\b(?:please (?:find|see)|find|see|i attach|i've attached|attached is|here is|here's|attaching)\b[^.?!]{0,30}\b(?:attached|audit|form|return|tool)\b|\b(?:audit|form|return|tool|template|document)s? (?:is |are |now |all )*attached\b|\battached (?:is )?(?:the|my|as|audit|completed)\b|\bready (?:for|to be) moderat\w*|\bgraded\b|\bticked off\b",
    r"\bmark (?:it |this |mine |as |me )*(?:as )?(?:complete|done|closed)\b|\bcan (?:be|now be) (?:closed|moderated|marked)\b|\bclose (?:this|it|mine)\b|\bgood to go\b|\breturned\b|\bfilled (?:it )?in\b|\bactioned\b",
)
# In the same clause as DONE, these make it no completion.
HEDGE = _any(
    r"\bnot\b|n't\b|\bnever\b|\bno longer\b|\bun(?:completed|finished|done)\b|\bincomplete\b|\bnearly\b|\balmost\b",
    r"\bwill\b|'ll\b|\bshould\b|\bwould\b|\bif\b|\bwhen\b|\bonce\b|\buntil\b|\btil\b|\bbefore (?:i|it|this|we|that|the audit)\b|\bunless\b|\bto be (?:complet|done|finish|submit|uploaded|signed)\w*|\bneeds? (?:to be )?\w*(?:complet|do|finish|submit)\w*|\bjust (?:need|the|got|waiting|missing|to (?:do|finish|complete|write|add|upload|submit))\b|\bonly the\b|\bbar the\b|\bwrong\b|\bin progress\b|\bhope\b|\bhoping\b",
    r"\b(?:to|can|could|cannot|please|must|shall|may|might|do|did|does|reply|let me|let's|i|we)\b(?: \w+){0,2} (?:complete|finish|submit|upload|close)\b|\b(?:was|were|been|got|being) sent\b|\b(?:i'm|i am|i was|been|getting|being) signed off\b|\bsigned off (?:sick|work|until|for|with|by (?:my|the) (?:gp|doctor))|\bfor completion\b|\bto do\b|\bhas to\b|\bwas told\b|\bnothing\b|\bnobody\b|\bnone\b|\bwasn't\b|\bhaven't\b|\bwho (?:complete|did)\w*\b|\bdone (?:for|by) (?:now|then)\b|\b\d+ ?%",
)
# Anywhere in the sentence: something of it is not done.
HEDGES_ALL = _any(
    r"\b(?:apart from|except|other than|yet|bar the|half|mostly|most of|part|partly|partially|partial|nearly|almost)\b",
    r"\bstill (?:to|need|got|have|working|waiting|in|outstanding)\b|\bjust (?:need|the|got|waiting|missing)\b",
    r"\bwrong\b|\bin progress\b|\b\d+ ?%",
)


def plain_done(sentence: str) -> str:
    """The sentence with "managed to finish", "mark as complete" said simply."""
    text = sentence.replace("’", "'")
    text = re.sub(r"(?i)\bmanaged to (finish|complete|do|submit|get \w+ done)\b", "finished", text)
    return re.sub(
        r"(?i)\b(can you |could you )?mark\w* (it |this |mine |that |me |as |audit )*(complete\w*|done|closed)\b",
        "done",
        text,
    )


def clauses(sentence: str) -> list[str]:
    """A sentence cut where another thing is said."""
    return re.split(
        r",|;|:|\bbut\b|\bso\b|\bthough\b|\balthough\b|\bhowever\b|\bas\b|\bbecause\b|\s[-–—]\s",
        sentence,
    )


# "I was going to ask for …", "I don't need the extension now": no request.
CANCELLED = _any(
    r"\b(?:was|were|been|already|got|is now) (?:deferred|extended|postponed|moved (?:to|back)|excused|exempted)\b",
    r"\b(?:was|were) (?:going|about) to (?:ask|request)|\b(?:don't|do not|no longer|won't|didn't) (?:now )?need|\bno need (?:for|to)|\b(?:ignore|disregard|forget|scrap|cancel|withdraw)\b|\binstead of (?:asking|deferring)|\bwithout (?:an |the )?exten|\bbefore the exten|\brather than (?:ask|request|defer)",
)

# A text that holds this is put to a person even where every word of it is known.
DOUBTFUL = _any(
    r"^\W*(?:have|has|had|was|were|is|are|did|does|do|am)\b|\bas good as\b|\bi(?:'m| am) (?:all |so |now )?(?:done|finished)\b",
    r"^(?!.*\b(?:can|could|may|would|possible|please|pls|plz)\b).*\?",
)
# After a command: the writer takes it back.
TAKES_BACK = _any(
    r"\b(?:actually|wait|oops|ignore|disregard|scrap|mistake|cancel|undo|wrong)\b|^\W*no\b",
)

# --- Answers of managers --------------------------------------------------------------------------

REMEDIAL_DONE = _any(
    r"\bcompleted?\b|\bdone\b|\bfinished\b|\bsigned[ -]off\b|\bactioned\b|\baddressed\b|\bimplemented\b|\bremed(?:ied|iated)\b|\bresolved\b|\brectified\b|\bput right\b|\bdealt with\b|\bcarried out\b|\b(?:been|was|were|is|are|now|have) (?:now )?(?:updated|uploaded|reviewed|recorded|added|held|in place|closed|corrected|filed|amended|undertaken|visited|seen|achieved|met)\b",
    r"\b(?:updated|uploaded|held|reviewed|recorded|added|visited|took place|taken place|happened)\b[^.?!]{0,30}\b(?:today|yesterday|this morning|last week|on \d|\d{1,2}|as (?:per|required|requested|agreed)|mon\w*|tues\w*|wed\w*|thur\w*|fri\w*)\b|\b(?:i|we)(?:'ve| have)? (?:now )?(?:updated|uploaded|added|reviewed|recorded|held|visited|spoken|amended)\b|\b(?:held|updated|uploaded|reviewed|recorded|added|shared|filed)\b(?=\s*(?:[,.;]|$|and\b))|\b(?:minutes|notes|record) (?:are |is |now )*on file|\bas per (?:the )?(?:audit|action|remedial)|\bplease close\b|\bcan (?:be|now be) closed\b|\bevidence (?:attached|uploaded|on file)|\b(?:minutes|chronology|plan|record|assessment) (?:uploaded|updated|attached)\b|\ball sorted\b",
)
NOT_ACHIEVABLE = _any(
    r"\b(?:not|isn't|aren't|no longer|cannot be|can't be|won't be|un)\s?(?:be )?(?:achievable|achieved|deliverable|delivered|possible|feasible|required|relevant|applicable|actionable)\b|\bmanagement decision\b|\bunachievable\b|\bauthoris\w+ (?:by|not to)|\b(?:case|child) (?:has )?(?:now )?closed\b[^.?!]{0,40}\b(?:not|no longer|cannot|can't)\b",
)
APPROVES = _any(
    r"\bapprov\w+|\bagree(?:d|s)?\b|\bauthori[sz]e[sd]?\b|\bgrant(?:ed)?\b|\bgo ahead\b|\bfine (?:by|with) (?:me|us)\b|\bthat's (?:fine|ok|okay|agreed)\b|\bhappy (?:with|for|to (?:agree|approve|support|grant|authorise))\b|\bsupport(?:ed|ive)?\b|\b(?:ok|okay|yes)\b|\ballow(?:ed)?\b|\bendorse\w*|\bconfirm(?:ed)?\b|\baccept(?:ed)?\b|\bno objection\w*|\bcontent (?:with|for)\b|\bsign(?:ed)? (?:it )?off\b",
)
DECLINES = _any(
    r"\bdeclin\w+|\breject\w*|\brefus\w+|\b(?:not|n't|cannot|unable to|can not) (?:be )?(?:able to )?(?:approv\w*|agree\w*|authori[sz]\w*|grant\w*|support\w*|allow\w*|accept\w*|possible|happy|a (?:good )?reason)\b|^\W*no\b(?! (?:objection|problem|worries|issue))|\bnot this time\b|\bno to the\b|\b(?:must|need\w* to|has to|have to|should|please|will have to) (?:still )?(?:be )?(?:complete\w*|do|stick|go ahead as|remain|stay|carry on|proceed|be done)\b|\bturned down\b|\bdenied\b|\bdeny\b",
)
DECIDES = _any(
    r"\bdecision\s*[:\-–]|\b(?:my|our|the) decision\b|\buph(?:o|e)ld\w*|\boverturn\w*|\b(?:final|moderated|agreed|original|overall) (?:grade|judgement|grading|outcome|rating)\b[^.?!]{0,20}\b(?:to|is|be|stands?|should|as|remains?|stays?|:)|\bgrade (?:stands|to (?:be|stay|remain|stand|change)|remains|confirmed|stays|changed|amended|should (?:be|stay|remain))|\b(?:agree|concur|side) with (?:the )?moderat\w+",
    r"\b(?:decided|determined|ruled|resolved) (?:that|to|on|in)\b|\bre-?grade\w*|\bchange (?:the )?grade\b|\bthe (?:dispute|challenge|appeal) (?:is|has been)\b|\b(?:moderator|moderation|moderated grade)(?:'s)? (?:view |grade |decision |outcome )?(?:stands|is (?:right|correct|final|upheld)|agreed|accepted)\b",
)
DISAGREES = _any(
    r"\bdisagree\w*|\bchallenge\b|\bchallenging the\b|\bdisput\w+|\bappeal\w*|\bcontest\w*|\b(?:don't|do not|can't|cannot|couldn't|not|doesn't|didn't|unable to|struggle to|hard to) (?:\w+ )?(?:agree|accept\w*|recogni[sz]e|reflect|support)\b|\bre-?moderat\w+|\bsecond (?:opinion|moderat\w*|look)\b|\breconsider\w*|\breview (?:of )?(?:the|this|that) (?:grad\w+|judgement|decision|moderation)|\bobject(?:ion)? to\b",
    r"\b(?:is|are|was|were|that's|seems?|feels?|it's|been) (?:just |simply |factually |completely |very |quite |really |a bit |too |rather |un)?(?:wrong|inaccurate|incorrect|unfair|harsh|unjust|unbalanced|unreasonable|misleading|not (?:right|correct|fair|accurate|true))\b|\bfactual(?:ly)? (?:error|inaccura\w*|incorrect)\w*|\b(?:would|should) (?:have )?(?:been |be |graded?|given|rate[d]?)\b[^.?!]{0,20}\b(?:good|ri|requires|inadequate|outstanding|higher|lower|better)\b",
    r"\b(?:query|question|querying) the (?:grad\w+|judgement|rating|outcome|score)|\bnot (?:a )?(?:fair|true|accurate) (?:reflection|account|picture|representation)|\b(?:missed|overlooked|ignored|failed to (?:see|take|consider)|hasn't (?:seen|taken|considered)|didn't (?:see|consider|take|look))\b[^.?!]{0,60}|\bdoesn't (?:reflect|match|recognise)\b|\b(?:unfair|inaccurate|incorrect|harsh)\b|\bnot happy\b|\btoo (?:harsh|low|generous|high|severe)\b|\bunhappy with\b",
)

DISSENTS = _any(
    r"(?:\bnot|n't|\bdis|\bcannot|\bunable to) ?(?:\w+ )?(?:agree|accept|support)\w*|\bchalleng\w+|\bdisput(?:e|ing) (?:this|the|that|it)\b",
)
# Said so plainly that it counts in a sentence that also raises a concern.
OUTRIGHT = _any(
    r"\b(?:audit|it|this|all|now) (?:is |has been |now )*(?:complete|completed|done|finished)\b|^\W*(?:complete|completed|done|finished)\b",
    r"\bdefer\w*|\bextension\b|\bdispensation\b|\bre-?allocat\w*|\bre-?assign\w*",
)

# --- Acknowledgements -----------------------------------------------------------------------------

THANKS = _any(
    r"^\W*(?:many |much )?(?:thanks|thank you|thx|ta|cheers|ok|okay|k|got it|got this|noted|received|understood|ack|acknowledged?|will do|no problem|no worries|great|brilliant|lovely|perfect|fab|fine|sure|yep|happy to|all good|that's (?:great|fine|helpful|good)|appreciated|much appreciated|diolch|good to know|super|sounds good|leave it with me|on it)\b",
    r"[👍🙏😊🙂👌✅]",
    r"\b(?:thanks|thank you) for\b|\b(?:happy|pleased|glad) to (?:take|do|help)\b|\bsafely received\b|\bi(?:'ve| have) (?:received|got|seen|read) (?:this|it|your|the)\b|\bduly noted\b|\bmessage received\b|\bi(?:'ve| have) (?:this|made a note|diarised|put it in)\b",
)
_ACTS_ON = (
    r"(?:ring\w*|r[au]ng|call\w*|phon\w+|speak\w*|spok\w+|talk\w*|contact\w*|discuss\w*|rais\w+|deal\w*"
    r"|tak\w+|pick\w*|look\w*|follow\w*|visit\w*|escalat\w*|act\w*|sort\w*|address\w*|conven\w*|arrang\w*"
    r"|respond\w*|check\w*|see(?:ing)?|meet\w*|ask\w*|on (?:it|this))"
)
# On the thread of a concern: somebody takes it on.
TAKES_ON = _any(
    r"\backnowledg\w*|\breceived\b|\bnoted\b|\bunderstood\b|\bgot (?:it|this|that)\b|\bwill do\b",
    r"\bi(?:'ve| have) (?:got |seen |read |had |picked |taken )?(?:this|it|that|your)\b",
    r"\bleave (?:it|this) with me\b|^\W*on (?:it|to it|this)\b|[,.!] on it\b|\bdealing with\b",
    r"\bconsider it (?:done|raised)\b|\bwith me now\b|\braised (?:it |this )?with\b",
    rf"\b(?:(?:i|we)(?:'ll| will|'m going to| am going to| shall|'m| am|'ve| have)|^\W*(?:\w+[,.] )?will)"
    rf"(?: \w+ly| now| just| also| then| already| both| go and| be| try to)* {_ACTS_ON}\b",
    rf"[,.] (?:and )?will {_ACTS_ON}\b",
)
REFUSES = _any(
    r"\b(?:can't|cannot|won't|not able|unable|haven't|didn't|don't|not (?:me|mine|my|for me|the right)|wrong person|no longer|isn't me|somebody else|someone else|on leave|away|not|in error|forward|moved)\b",
)

AUDITOR_REQUESTS: Mapping[WishKind, re.Pattern[str]] = {
    WishKind.DISPENSATION: DISPENSATION,
    WishKind.REALLOCATE: REALLOCATE,
    WishKind.DEFER: DEFER,
}
