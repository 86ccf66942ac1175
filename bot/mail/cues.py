"""What free text seems to wish, as tables of patterns. It only proposes: a person confirms.

To accept another phrase, add it to the table of its wish and a line to the tests' table.
"""

import re
from collections.abc import Mapping

from bot.mail.patterns import AnyOf
from bot.policy.model import WishKind

# --- Sentences as a whole -------------------------------------------------------------------------

# Asks for facts: nothing in it is a wish, whatever words it holds.
_OPENING = (
    r"^\W*(?:sorry,? |hi,? |hello,? |and |but |also,? |so |ok,? |please |ps |thanks,? |apologies,? "
    r"|just (?:a )?(?:quick )?(?:question|query|checking)\W* ?|(?:quick )?(?:question|query)\W* ?)*"
)
_YOU = r"(?:you|someone|anyone|somebody)"
_TELL = (
    r"(?:tell|confirm|clarify|explain|advise|let me know|let us know|send|resend|re-send|check"
    r"|remind"
    r"|point|say|help|show|give me (?:access|the|a link)|complete|do|look)"
)
ASKS = AnyOf(
    _OPENING + r"(?:what|what's|when|when's|who|who's|whose|which|how|how's|why|where|where's)\b",
    _OPENING + r"(?:do (?:i|we|you)|does|did|am i|are (?:we|you|these|the|they|there)"
    r"|has|have (?:i|you|we|they)|is (?:there|this|it|the|that|he|she|[a-z]{1,12})|was|were"
    r"|should (?:i|we)|would (?:it count|this count|you want)|shall i"
    r"|will (?:i|we|you|this|it|the|there|he|she|they)"
    r"|can i (?:see|check|speak|ask|use|look|just)|if (?:i|we))\b[^?]*\?",
    _OPENING + rf"(?:can|could|would|will) {_YOU} (?:please )?{_TELL}\b",
    _OPENING + r"(?:any (?:idea|news|update)"
    r"|(?:i'm )?not sure (?:what|which|how|who|where|if|whether))\b",
)
QUESTION = AnyOf(
    r"\?\s*\W*$",
    r"\b(?:please|pls) (?:can|could) you (?:tell|confirm|clarify|explain|advise|send|resend"
    r"|check)|\b(?:can|could) you (?:please )?(?:tell|confirm|clarify|explain|advise|send|resend"
    r"|check|let me know)",
    r"\b(?:please|pls) (?:advise|clarify|explain|confirm (?:what|when|who|which|how|if|whether))"
    r"|\bi (?:have|had|'ve got) a (?:quick )?(?:question|query)|\b(?:i'm|i am) (?:not sure"
    r"|unsure|confused)|\bdon't (?:understand|know) (?:what|how|which|who|where|why|if|whether)",
    r"\b(?:want|wanted|need|like) to (?:know|check|ask|clarify)\b|\bwondering (?:if|whether|what"
    r"|when|how|who)\b",
)

# --- Wishes of auditors ---------------------------------------------------------------------------

DISPENSATION = AnyOf(
    r"\bdispensation\b|\bexcus(?:e me|ed|al)\b|\bexempt(?:ion|ed)?\b|\b(?:a|get a|have a)"
    r" (?:free )?pass (?:on|for|from|this)\b|\blet (?:me )?off\b|\bsit (?:this|it) (?:one |month"
    r" |round )?out\b|\bopt(?:ing)? out\b|\bstand me down\b",
    r"\b(?:skip|miss|missed out|leave me out|left out|take me (?:off|out)|taken (?:off|out)"
    r"|remove me|come off|drop out|step back|pause|paused|reliev\w+|released?)\b[^.?!]{0,30}"
    r"\b(?:audit\w*|month|round|quarter|programme|rota|list|period|cycle|this one|duty)\b",
    r"\b(?:can't|cannot|can not|unable to|not able to|won't be able to|not going to be able to"
    r"|don't have (?:the )?capacity to|no capacity (?:to|for)) (?:do|commit to|take (?:on|part"
    r" in)|complete"
    r"|manage|carry out|undertake|fit in|participate in)? ?(?:any|an|my|the)? ?(?:audits?"
    r"|auditing)[^.?!]{0,12}"
    r" (?:at all|this (?:month|round|quarter|time)|for the (?:time being|foreseeable)|in"
    r" (?:january|february|march|april|may|june|july|august|september|october|november|december)"
    r"|anymore|any more)",
    r"\b(?:no|zero) audits? (?:for|from) me\b|\bstop (?:allocating|sending|giving) me\b|\bnot"
    r" (?:be )?(?:allocated|given|sent) (?:any|an audit)\b|\b(?:these|this|audits) stop being\b",
)
REALLOCATE = AnyOf(
    r"\b(?:give|send|pass) (?:it |this )?to (?:someone|somebody|ms|mr|mrs|miss|dr|a colleague"
    r"|(?-i:[A-Z])[a-z]+ (?:instead|please|who))\b",
    r"\baudited (?:this|him|her|them|the same)\b[^.?!]{0,20}\bbefore\b|\bfriends? of (?:mine"
    r"|ours|my)\b|\bwithout (?:a |any )?(?:link|connection)\b|\bnot go to\b",
    r"\bsupervisee|\b(?:im)?partial\b|\bobjective\b|\bbias(?:ed)?\b|\bneighbours?\b|\bnext door\b",
    r"\bwrong (?:person|auditor|manager|team|service)\b|\b(?:meant|intended) for (?:someone"
    r"|somebody|another)\b",
    r"\bi (?:was|used to be|have been|had been|am) (?:\w+ ){0,4}(?:social worker|worker|manager"
    r"|iro|chair|supervisor)\b[^.?!]{0,25}\b(?:case|child|family|worker|him|her|them)\b",
    r"\b(?:used to be|was|am) (?:this|the|their|his|her) (?:child's |family's )?(?:\w+"
    r" )?(?:social worker|worker|sw|iro|chair|manager)\b",
    r"\bi was (?:the )?(?:\w+ ){1,3}(?:on|for|in) this (?:case|child|family)\b|\binvolved (?:in"
    r"|with) (?:this|the) (?:case|child|family)\b",
    r"\bre-?allocat\w*|\bre-?assign\w*|\bhand(?:ed|ing)? (?:this|it|that|the audit|mine|this"
    r" one)?\s?over\b|\bhand over\b|\bsomeone else|\bsomebody else|\banother (?:auditor|person"
    r"|colleague|manager|case|one|child|audit|file)\b|\b(?:different|alternative|new) (?:auditor"
    r"|case|one|child|file|person)\b",
    r"\bswap(?:ped)?\b|\bsomebody (?:fresh|different|independent)|\bsomeone (?:fresh|different"
    r"|independent)|\btake (?:this |it |that |them )?(?:one )?(?:over|off (?:me|my))\b|"
    r"\b(?:isn't|is not|not|wasn't|never|aren't) (?:really |actually )?(?:one of )?(?:mine|my"
    r" (?:case|team|audit|area|service|worker)|for me|meant for me|our (?:case|team))\b",
    r"\b(?:this|it|audit|one) (?:to |should |could |can |needs to |would need to )?(?:go|be"
    r" (?:given|passed|sent|moved|allocated))(?:es)? (?:on )?(?:over )?to (?!the (?:\d|next|end"
    r"|new|week|following)|\d|next|mon|tue|wed|thu|fri|jan|feb|march|apr|after)[a-z]|\b(?:give"
    r"|pass"
    r"|send|move|allocate|transfer) (?:this|it|that|mine|the audit)(?: one)? (?:on |over )?to"
    r" (?!me\b|you\b|us\b|the (?:next|end|new|week|date)\b)[a-z]",
    r"\bconflict(?: of interest)?\b|\bconflicted\b|\b(?:shouldn't|should not|don't think (?:it"
    r"|this|that) should) be me\b|\b(?:i|i've|i have|i'd|we) (?:used to )?(?:\w+"
    r" )?(?:supervis\w+|manag(?:e|ed|ing)|chaired|line.?manag\w+|held|worked (?:on|with"
    r"|directly)|been (?:the|their|his|her)|know|knew)\b[^.?!]{0,40}\b(?:this|the|that|her|his"
    r"|their)? ?(?:worker|case|family|sw|social worker|child|mum|mother|dad|parents?|team"
    r"|sibling\w*|foster\w*|carer\w*)\b",
    r"\bi was (?:the|their|his|her|this)\b[^.?!]{0,30}\b(?:worker|sw|manager|tm|iro|chair|lead"
    r"|practitioner|supervisor|cpc)\b|\b(?:my|our) (?:old|former|previous|own|ex) (?:team|case"
    r"|supervisee|worker|manager|family|child)\b|\b(?:sw|worker|manager|mum|mother|dad|father"
    r"|carer|child|family|parent)\b[^.?!]{0,20}\bis my\b",
    r"\b(?:is|are|was) (?:my|a) (?:\w+ )?(?:sister|brother|wife|husband|partner|cousin|niece"
    r"|nephew|friend|neighbour|relative|relation|in.law|aunt|uncle|daughter|son)\b|\b(?:related"
    r"|friends|married) (?:to|with)\b|\bindependen(?:t|ce)\b|\bneighbours? of mine|\bfriend of"
    r" mine",
    r"\bsame (?:child|case|file|family|one) (?:as|again|i had)\b|\b(?:already|previously)"
    r" audited\b|\bcan (?:someone|somebody|anyone|anybody) (?:else )?(?:take|do|pick)|\bshe's"
    r" (?:agreed|happy|offered) to (?:take|do)|\bhe's (?:agreed|happy|offered) to (?:take|do)|"
    r"\b(?:he|she|they|(?-i:[A-Z])\w{1,15})(?:'s| is| has| have| are)? (?:agreed|offered|happy"
    r"|willing) to (?:take|pick|do|swap)",
    r"\b(?:can|could|would|will) (?-i:[A-Z])[\w.]{0,15}(?: (?-i:[A-Z])[\w.]{0,15})? (?:please"
    r" )?(?<!\bI )(?:take|do|pick|have|complete) (?:this|it|over|on|up|AU)",
)
DEFER = AnyOf(
    r"\bcan (?:it|this) wait\b|\bswap (?:the|my) (?:date|deadline)\b",
    r"\bpush(?:ed|ing)? (?:it|this|that|this one|mine) to\b|\bstruggling (?:to|with)\b",
    r"\b(?:change|amend|move|shift|alter) (?:the|my|this|our) (?:due |completion )?(?:date"
    r"|deadline)\b",
    r"\b(?:isn't|is not|not|un)\s?(?:realistic|achievable in time|doable)\b|\bunrealistic\b",
    r"\bdefer\w*|\bextend\w*|\bextension|\bpostpone\w*|\bpush(?:ed|ing)? (?:it |this |the"
    r" (?:date|deadline|audit) |this one |mine |that )?(?:back|out|on)\b|\b(?:put|move|moved"
    r"|putting|moving|shift|shifted|set) (?:it |this |the (?:date|deadline|audit|due date) |this"
    r" one |mine |that )?(?:back|to|until|on)\b",
    r"\b(?:more|extra|additional|bit longer|little longer|longer) (?:time|days?|weeks?)\b|"
    r"\b(?:bit|little|while|much) longer\b|\blonger (?:on|for|to|please|than)\b|\b(?:another|an"
    r" extra|an additional|a further|a few more|a couple more|couple of|two more|one more)"
    r" (?:\w+ )?(?:days?|weeks?|wks?|fortnight|months?)\b|\banother (?:fortnight|week|month"
    r"|couple)\b",
    r"\b(?:have|need|give me|got|get|take|take me|allow me|want|grant me|like) (?:it |this |me"
    r" )?(?:until|till|til|up to|to the end)\b|\b(?:new|revised|later|different|amended"
    r"|alternative) (?:due |completion |target )?(?:date|deadline)\b|\b(?:change|moving|moved?"
    r"|amend) (?:of )?(?:the )?(?:date|deadline)\b|\bmore time\b|\bdelay (?:this|it|the|until"
    r"|till)\b|\b(?:date|deadline)\b[^.?!]{0,15}\b(?:moved|changed|extended|pushed|put back|put"
    r" off)\b",
    r"\b(?:can't|cannot|can not|couldn't|unable|not able|won't|not be able|not going to|not"
    r" gonna|haven't been able|aren't going to|struggling|unlikely|no way|isn't going to|not"
    r" be)\b[^.?!]{0,60}\b(?:by|until|till|til|before|on time|in time|deadline|due date|this"
    r" week|this month|today|as yet|just yet|this side of)\b",
    r"\b(?:running|run|going to be|bit|be|is) (?:a (?:bit|little) )?(?:late|behind)\b|\bmiss"
    r" (?:the )?deadline\b|\bwon't (?:meet|make|hit|be ready|be finished|be complete\w*|be done"
    r"|get)\b|\b(?:can|could|may|might) (?:i|we|it|this) (?:do|have|send|finish|submit|complete"
    r"|be done|get|be completed|be finished|return)\b[^.?!]{0,40}\b(?:by|on|after|until|next"
    r"|later|in the)\b",
    r"\b(?:after|rather than|instead of) (?:the )?(?:\w+ ){0,2}(?:deadline|holiday|half.?term"
    r"|christmas|easter|leave|friday|monday|tuesday|wednesday|thursday)\b|\bhold (?:this|it"
    r"|off)\b|\bcome back to (?:this|it)\b|\bcould (?:we|you) (?:make|say|do) (?:it|this|the)\b"
    r"|\bmake it (?:the|next|mon|tue|wed|thu|fri|\d)|\bcan we say\b",
)
# Will be done by then: a deferment if a day is named, else only an assurance.
PROMISE = AnyOf(
    r"\b(?:will|'ll) pick (?:it|this) up\b",
    r"\bwould\b[^.?!]{0,25}\bbe (?:ok|okay|alright|all right|possible|fine)\b",
    r"\b(?:hoping|aiming|going|shooting|looking) for\b",
    r"\b(?:will|i'll|we'll|'ll|should|hope to|hoping to|aim(?:ing)? to|plan(?:ning)? to|going to"
    r"|expect to|intend to|intending to|able to|can|am due to|try to|trying to|be able to|need"
    r" to|want to|would)\b[^.?!]{0,40}\b(?:complet\w*|finish\w*|done|do|redo|submit\w*|sen[dt]"
    r"|get|have|return\w*|upload\w*|be with you|over to you|back to you|sort\w*|start|look at"
    r"|crack on|turn)\b",
    r"\b(?:should|will|would|'ll|to) be (?:complet\w*|finished|done|ready|submitted|uploaded"
    r"|with you|in|there|over)\b|\bcompleting (?:it|this|the audit)? ?(?:by|on|this|next"
    r"|tomorrow|later|today)|\b(?:plan|intention|aim|hope) (?:is |would be )?to\b|\b(?:expected"
    r"|aiming|planned|scheduled|booked|due to (?:be )?(?:complet|finish|do)\w*)\b|\bon track\b|"
    r"\b(?:doing|finishing|completing|submitting|starting)\b[^.?!]{0,30}\b(?:by|on|this|next"
    r"|tomorrow|today|later|monday|tuesday|wednesday|thursday|friday)\b",
)
DONE = AnyOf(
    r"\bsent (?:the|my|this) audit\b|^\W*audited\b|\bi did (?:it|this|that|mine)\b",
    r"\bcompleted?\b|\bdone\b|\bfinished\b|\bsubmitted\b|\buploaded\b|\bsigned[ -]off\b|\bsent"
    r" (?:over|in|back|it|this|across|through|you|yesterday|today)\b|\b(?:is|are|all|it's|now)"
    r" (?:now )?(?:on|in) the (?:system|portal|folder|sharepoint|shared (?:drive|folder)|drive"
    r"|file|record|spreadsheet|tracker)\b|\b(?:on|in) the (?:portal|system|shared folder)\b",
    r"\b(?:wrapped|written|typed|tied) up\b|\ball sorted\b|\bsorted\b|\ball (?:yours|set|in)\b|"
    r"\b(?:it|that|this|one)'s (?:in|off|away)\b|\b(?:please (?:find|see)|find|see|i attach|i've"
    r" attached|attached is|here is|here's|attaching)\b[^.?!]{0,30}\b(?:attached|audit|form"
    r"|return|tool)\b|\b(?:audit|form|return|tool|template|document)s? (?:is |are |now |all"
    r" )*attached\b|\battached (?:is )?(?:the|my|as|audit|completed)\b|\bready (?:for|to be)"
    r" moderat\w*|\bgraded\b|\bticked off\b",
    r"\bmark (?:it |this |mine |as |me )*(?:as )?(?:complete|done|closed)\b|\bcan (?:be|now be)"
    r" (?:closed|moderated|marked)\b|\bclose (?:this|it|mine)\b|\bgood to go\b|\breturned\b|"
    r"\bfilled (?:it )?in\b|\bactioned\b",
)
# In the same clause as DONE, these make it no completion.
HEDGE = AnyOf(
    r"\bnot\b|n't\b|\bnever\b|\bno longer\b|\bun(?:completed|finished|done)\b|\bincomplete\b|"
    r"\bnearly\b|\balmost\b",
    r"\bwill\b|'ll\b|\bshould\b|\bwould\b|\bif\b|\bwhen\b|\bonce\b|\buntil\b|\btil\b|\bbefore"
    r" (?:i|it|this|we|that|the audit)\b|\bunless\b|\bto be (?:complet|done|finish|submit"
    r"|uploaded|signed)\w*|\bneeds? (?:to be )?\w*(?:complet|do|finish|submit)\w*|\bjust (?:need"
    r"|the|got|waiting|missing|to (?:do|finish|complete|write|add|upload|submit))\b|\bonly the\b"
    r"|\bbar the\b|\bwrong\b|\bin progress\b|\bhope\b|\bhoping\b",
    r"\b(?:to|can|could|cannot|please|must|shall|may|might|do|did|does|reply|let me|let's|i|we)"
    r"\b(?: \w+){0,2} (?:complete|finish|submit|upload|close)\b|\b(?:was|were|been|got|being)"
    r" sent\b|\b(?:i'm|i am|i was|been|getting|being) signed off\b|\bsigned off (?:sick|work"
    r"|until|for|with|by (?:my|the) (?:gp|doctor))|\bfor completion\b|\bto do\b|\bhas to\b|\bwas"
    r" told\b|\bnothing\b|\bnobody\b|\bnone\b|\bwasn't\b|\bhaven't\b|\bwho (?:complete|did)\w*\b"
    r"|\bdone (?:for|by) (?:now|then)\b|\b\d+ ?%",
)
# Anywhere in the sentence: something of it is not done.
HEDGES_ALL = AnyOf(
    r"\b(?:apart from|except|other than|yet|bar the|half|mostly|most of|part|partly|partially"
    r"|partial|nearly|almost)\b",
    r"\bstill (?:to|need|got|have|working|waiting|in|outstanding)\b|\bjust (?:need|the|got"
    r"|waiting|missing)\b",
    r"\bwrong\b|\bin progress\b|\b\d+ ?%",
)


def plain_done(sentence: str) -> str:
    """The sentence with "managed to finish", "mark as complete" said simply."""
    text = sentence.replace("’", "'")
    text = re.sub(r"(?i)\bmanaged to (finish|complete|do|submit|get \w+ done)\b", "finished", text)
    return re.sub(
        r"(?i)\b(can you |could you )?mark\w* (it |this |mine |that |me |as |audit"
        r" )*(complete\w*|done|closed)\b",
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
CANCELLED = AnyOf(
    r"\b(?:was|were|been|already|got|is now) (?:deferred|extended|postponed|moved (?:to|back)"
    r"|excused|exempted)\b",
    r"\b(?:was|were) (?:going|about) to (?:ask|request)|\b(?:don't|do not|no longer|won't"
    r"|didn't) (?:now )?need|\bno need (?:for|to)|\b(?:ignore|disregard|forget|scrap|cancel"
    r"|withdraw)\b|\binstead of (?:asking|deferring)|\bwithout (?:an |the )?exten|\bbefore the"
    r" exten|\brather than (?:ask|request|defer)",
)

# A text that holds this is put to a person even where every word of it is known.
DOUBTFUL = AnyOf(
    r"^\s*>",
    r"^\W*(?:have|has|had|was|were|is|are|did|does|do|am) (?:i|we|you|they|he|she|it|this|that"
    r"|these"
    r"|those|the|all|my|our|any|anyone|someone|both)\b",
    r"\bas good as\b|\bi(?:'m| am) (?:all |so |now )?(?:done|finished)\b",
    r"^(?!.*\b(?:can|could|may|would|possible|please|pls|plz)\b).*\?",
)
# After a command: the writer takes it back.
TAKES_BACK = AnyOf(
    r"\b(?:actually|wait|oops|ignore|disregard|scrap|mistake|cancel|undo|wrong)\b|^\W*no\b",
)

AUDITOR_REQUESTS: Mapping[WishKind, AnyOf] = {
    WishKind.DISPENSATION: DISPENSATION,
    WishKind.REALLOCATE: REALLOCATE,
    WishKind.DEFER: DEFER,
}
