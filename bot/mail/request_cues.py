"""What auditors seem to ask for: another date, to be excused, another auditor; tables of patterns.

They only propose: a person confirms. To accept another phrase, add it to the table of its wish.
"""

from collections.abc import Mapping

from bot.mail.patterns import AnyOf
from bot.policy.said import WishKind

DISPENSATION = AnyOf(
    r"\b(?:count|leave|miss|keep|rule) me (?:out|off)\b(?! of the (?:loop|emails?))",
    r"\bcan (?:i|we) be (?:removed|taken off|released|missed|skipped|left out|stood down)\b"
    r"|\bwaiv(?:e|ed|er|ing)\b",
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
    r"\b(?:can't|cannot|can not|unable|won't|will not|not able|not going|not in a position"
    r"|don't (?:have"
    r"|need)|do not (?:have|need)|no capacity|no longer|not (?:be )?(?:required|expected"
    r"|allowed))\b"
    r"[^.?!]{0,40}(?<!the )(?<!this )(?<!my )\b(?:audits|auditing|any audit|an audit)\b"
    r"(?![^.?!]{0,25}\b(?:by|until|till|before)\b)",
    r"\bto audit (?:at all|this (?:month|round|quarter|period|cycle|time|term))\b",
    r"\b(?:break|breather|rest|month|round|quarter|time|cycle) (?:off )?(?:from )?(?:off )?(?:any "
    r"|my |the )?audit(?:s|ing)\b",
    r"\b(?:no|zero) audits? (?:for|from) me\b|\bstop (?:allocating|sending|giving) me\b|\bnot"
    r" (?:be )?(?:allocated|given|sent) (?:any|an audit)\b|\b(?:these|this|audits) stop being\b",
)
_KIN = (
    r"(?:sister|brother|mother|father|mum|dad|wife|husband|partner|cousin|niece|nephew|friend"
    r"|neighbour|aunt|uncle|daughter|son|in.laws?|ex)"
)
REALLOCATE = AnyOf(
    r"\b(?:don't|do not) (?:think|feel|believe) (?:that )?i (?:should|ought to) (?:be )?(?:audit\w*"
    r"|do\w*|the one)\b|\bi (?:shouldn't|should not|ought not to) (?:be )?(?:auditing|doing) (?:it"
    r"|this|them|that)\b",
    rf"\bmy (?:own |best |close )?{_KIN}(?:'s)? (?:is|was|works|worked|knows|fosters|teaches"
    rf"|child)\b",
    r"\bone of my (?:own |old |former )?(?:cases|children|families|young people|kids|workers)\b"
    r"|\bmy"
    r" own (?:case|family|team|worker)s?\b|\b(?:i|we) (?:\w+ )?(?:attend|go to"
    r"|went to) (?:the same "
    r"|school|church|mosque)\w*\b|\bpersonal (?:link|connection|relationship)\b",
    r"\bi (?:\w+ )?(?:chaired|supervised|signed off|approved|authorised|made|took|wrote|allocated"
    r"|quality assured|oversaw|undertook|held)\b[^.?!]{0,30}\b(?:assessment|conference|decision"
    r"|referral|panel|closure|step.?down|review meeting|strategy|investigation|case)\b",
    r"\bi (?:did|completed|carried out|undertook) (?:the |a |their |his |her )?(?:last|previous"
    r"|first|earlier) audit\b|\bfresh (?:pair of |set of )?eyes\b|\bin my (?:place|stead)\b"
    r"|\binstead"
    r" of me\b",
    r"\b(?:can't|cannot|shouldn't|should not|can not|unable to|not (?:right|appropriate|suitable"
    r"|fair|comfortable)(?: \w+){0,2}|uncomfortable)\b(?: \w+){0,2} audit(?:ing)? (?:it|this|him"
    r"|her"
    r"|them|that|one)\b(?![^.?!]{0,25}\b(?:by|until|till|before|week|month|today|yet|now|time)\b)",
    r"\b(?:not|isn't) (?:an? |the )?(?:\w+ )?(?:appropriate|suitable|right|good) (?:\w+ )?(?:for me"
    r"|to audit|auditor|person)\b|\b(?:re-?)?(?:allocate|assign|transfer|give|pass|send) (?:it "
    r"|this "
    r"|that |the audit )?(?:on )?to (?:someone|somebody|anyone|a colleague|another)\b",
    r"\b(?:can|could|would) (?:a|one of (?:my|the)|my|any) (?:\w+ )?(?:colleague|auditor|manager"
    r"|deputy)s?\b",
    r"\b(?:give|send|pass) (?:it |this )?to (?:someone|somebody|ms|mr|mrs|miss|dr|a colleague"
    r"|(?-i:[A-Z])[a-z]+ (?:instead|please|who))\b",
    r"\baudited (?:this|him|her|them|the same)\b[^.?!]{0,20}\bbefore\b|\bfriends? of (?:mine"
    r"|ours|my)\b|\bwithout (?:a |any )?(?:link|connection)\b|\bnot go to\b",
    r"\bsupervisee|\b(?:im)?partial\b|\bobjective\b|\bbias(?:ed)?\b|\bneighbours?\b|\bnext door\b",
    r"\bplease (?:pass|send|re-?direct|forward|give|allocate|assign)(?: it| this| that| on)* to"
    r" (?!me\b|you\b|us\b|(?:the |our |my )?(?:next|end|week|date|portal|system|inbox|email|e-mail"
    r"|address|mail|qa)\b)[a-z]",
    r"\bnot (?:in )?my (?:team|service)(?:'s)? (?:case|child|audit|file|worker)\b"
    r"|\bisn't (?:in )?my team's\b",
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
_DAYS = r"(?:mon|tue|wed|thu|fri|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|end|next)"
_MOVED = r"(?:move|change|amend|shift|alter|push|put|bring|swap|switch|bump|slide|nudge)"
_DATE = r"(?:date|deadline|timescale|timeframe|timeline|time ?scale)s?"
DEFER = AnyOf(
    rf"\b(?:bump|slide|nudge|slip|shift) (?:it|this|that|mine|the \w+)\b|\b{_DATE} (?:\w+ )?be"
    r" (?:relaxed|moved|changed|shifted|later|stretched)\b",
    r"\bnot going to (?:make|meet|hit) (?:the|this|that|it|my|\w+day's)\b|\bbe delayed\b",
    rf"\b{_MOVED}\b[^.?!]{{0,25}}\bfrom\b[^.?!]{{0,25}}\bto (?:the )?(?:\d|{_DAYS})",
    r"\b(?:can|could|may) i (?:please |just )?ask for\b[^.?!]{0,20}\b(?:days?|weeks?|wks?"
    r"|months?|fortnight|longer|until|till)\b",
    r"\b(?:\d{1,2}(?:st|nd|rd|th)|\d{1,2}/\d{1,2}|(?:mon|tues?|wednes|thurs?|fri)(?:day)?)\b"
    r"[^.?!]{0,15}\b(?:ok|okay|alright|possible|acceptable|work)\b[^.?!]{0,15}\?",
    r"\b(?:can|could|would|will) (?:it|this|that|mine|the audit) (?:possibly |please "
    r"|have to )?wait\b"
    r"|\bswap (?:the|my) (?:date|deadline)\b|\breschedul\w*|\bre-?arrang\w*"
    r"|\bre-?dat(?:e|ed|ing)\b",
    rf"\b(?:flexib\w*|leeway|wiggle room|(?:any )?give|movement|room) (?:on|with|in|around"
    rf"|for) (?:the"
    rf" |this |my )?(?:{_DATE}|this|it)\b|\bstruggl\w* (?:with|for|to|on|getting)\b",
    r"\b(?:need|needs|take|want|like|have) (?:me |it )?(?:a (?:bit|little|while) )?longer\b"
    r"(?! than (?:expected|planned|i|usual|it))",
    r"\b(?:can|could|may|might) (?:i|we|it|this) (?:please |possibly )?(?:do|hand|give|get|have"
    r"|send"
    r"|finish|complete|submit|return|turn|start) (?:it|this|that|mine|the audit|one)? ?(?:in "
    r"|to you"
    r" |over |back )?(?:then\b|late\b|later\b|instead\b|afterwards\b|after\b|(?:the )?following"
    r"|(?:in |during )?(?:january|february|march|april|may|june|july|august|september|october"
    r"|november|december|the new year)\b)",
    r"\b(?:later|end) (?:in|of|on in) (?:the|this|next) (?:month|week)\b|\bthe (?:week"
    r"|month) after\b",
    r"\b(?:needs?|require|want|allow me|give me|grant me) (?:about |at least |around |maybe )?"
    r"(?:an? |\d{1,2} |one |two |three |four |five |six |few |couple |several |of |more )+"
    r"(?:working )?(?:days?|weeks?|wks?|fortnight|months?)\b",
    r"\bpush(?:ed|ing)? (?:it|this|that|this one|mine) to\b|\bstruggling (?:to|with)\b",
    r"\b(?:change|amend|move|shift|alter) (?:the|my|this|our) (?:due |completion )?(?:date"
    r"|deadline)\b",
    r"\b(?:isn't|is not|not|un)\s?(?:realistic|achievable in time|doable)\b|\bunrealistic\b",
    r"\bdefer\w*|\bextend\w*|\bextension|\bpostpone\w*|\bpush(?:ed|ing)? (?:it |this |the"
    r" (?:date|deadline|audit) |this one |mine |that )?(?:back|out|on)\b|\b(?:put|move|moved"
    r"|putting|moving|shift|shifted|set) (?:it |this |the (?:date|deadline|audit|due date) |this"
    r" one |mine |that )?(?:back|to|until|on)\b",
    r"\b(?:more|extra|additional|bit longer|little longer|longer) (?:time|days?|weeks?)\b|"
    r"\b(?:bit|little|while|much) longer\b|\blonger (?:on|for|to|please)\b|\b(?:another|an"
    r" extra|an additional|a further|a few more|a couple more|couple of|two more|one more)"
    r" (?:\w+ )?(?:days?|weeks?|wks?|fortnight|months?)\b|\banother (?:fortnight|week|month"
    r"|couple)\b",
    r"\b(?:have|needs?|give me|got|get|takes?|take me|allow me|want|grant me|like) (?:it |this |me"
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

# "I was going to ask for …", "I don't need the extension now": no request.
CANCELLED = AnyOf(
    r"\b(?:was|were|been|already|got|is now) (?:deferred|extended|postponed|moved (?:to|back)"
    r"|excused|exempted)\b",
    r"\b(?:not|n't|never) (?:asked for an? |asked to )?(?:defer|extend|postpone)(?:ral|red|ed"
    r"|d)?\b",
    r"\b(?:was|were) (?:going|about) to (?:ask|request)|\b(?:don't|do not|no longer|won't"
    r"|didn't) (?:now )?need|\bno need (?:for|to)|\b(?:ignore|disregard|forget|scrap|cancel"
    r"|withdraw)\b|\binstead of (?:asking|deferring)|\bwithout (?:an |the )?exten|\bbefore the"
    r" exten|\brather than (?:ask|request|defer)",
)

# A sentence that begins like a question and asks for something to be done.
PLEA = AnyOf(
    r"\bi(?:f i)? (?:can|could|may) (?:please |just )?have\b"
    r"|\b(?:can|could|may|might) (?:i|we) (?:please |possibly |perhaps |just )*(?:have|get|do|send"
    r"|submit|push|move|take|ask for|request) (?:it |this |that )?(?:until|till|til|by|on|another"
    r"|an? (?:extra|extension|few|couple|week|day|fortnight|different|bit)|more|longer|extra"
    r"|some more)\b",
    r"\b(?:is|would|are) (?:an? |there |it |any )*(?:be )?(?:possible|extension|deferral"
    r"|flexibility|leeway|dispensation|chance|ok|okay|alright|any way)\b"
    r"(?! (?:for me )?to (?:audit|use|speak|talk|contact|include|interview))",
    r"\bshould (?:it|this|i) not\b|\bshouldn't\b|\bany chance\b|\bwould you mind\b",
    r"\b(?:can|could) (?:you|someone|somebody|anyone) (?:please )?(?:give|swap|reallocate|reassign"
    r"|pass|extend|defer|move|push|excuse|take|allocate|find|ask|let me have|send (?:it|this))\b",
)
# "I was told it had been reassigned": news, no request.
TOLD = AnyOf(
    r"\b(?:was told|thought|heard|(?:has|had|have|is|was) (?:just |now |only |recently )?been"
    r"|already|was|were|is now)"
    r" (?:\w+ ){0,4}(?:re-?allocated|re-?assigned|went to|gone to|passed|handed)",
)

AUDITOR_REQUESTS: Mapping[WishKind, AnyOf] = {
    WishKind.DISPENSATION: DISPENSATION,
    WishKind.REALLOCATE: REALLOCATE,
    WishKind.DEFER: DEFER,
}
