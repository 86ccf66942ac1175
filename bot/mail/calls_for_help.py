"""The words that raise the alarm and tell of no harm: what harm calls for, worry, urgency.

Rows of the lexicon, as `bot.mail.lexicon` holds those of harm itself.
"""

# "Ring me about the form" is no call for help.
_UNLESS_OF_THE_OFFICE = (
    r"(?![^.?!]{0,40}\b(?:about|re|regarding) (?:\w+ ){0,3}(?:portal|system|form|template|tool|date"
    r"|deadline|access|link|log|password|training|audit|extension|moderation|spreadsheet|grad\w+)\b)"
)

CALLS_FOR_HELP: dict[str, tuple[str, ...]] = {
    "process": (
        r"\bpre.?birth (?:\w+ ){0,2}(?:never|not)\b|\bno pre.?birth\b"
        r"|\bconceal\w* (?:\w+ )?pregnan\w*",
        r"\b(?:rung|rang|phoned|called|contacted|flag(?:ged)? (?:\w+ )?(?:to|with)"
        r"|referred (?:\w+ )?to) (?:the )?(?:MASH|EDT|LADO"
        r"|front door|police)\b(?! (?:manager|team|admin\w*|liaison|check))|\bhad to (?:refer"
        r"|make a referral)\b",
        r"\bthreshold for (?:s|section)\.? ?47|\bs(?:ection)?\.? ?47 (?:met|not)\b",
        r"\b(?:child )?protection (?:concern|issue|matter|risk|referral)\w*|\bwelfare (?:concern"
        r"|check)\w*|\bEPO\b|\bpolice protection",
        r"\bs(?:ection|\.)? ?47 (?:threshold|enquir\w*|should|needed|now|required)|\bLADO\b|"
        r"\ballegation|\bdisclos(?:ure|ed|es)\b(?! (?:date|log|form|barring))",
        r"\bconduct (?:towards?|with) (?:the |a |this )?(?:child\w*|young|pupil)|\b(?:staff"
        r"|professional|worker|carer)\b[^.?!]{0,40}\binappropriate",
        r"\b(?:go|goes|refer\w*|sent|passed|report\w*|needs|straight) (?:it |this |her |him "
        r"|them )?(?:on |straight )?(?:to|into) (?:the )?(?:MASH|EDT|front door|police)\b",
        r"\b(?:make|making|made|needs?|urgent|new) (?:a |an )?(?:urgent )?(?:mash |safeguarding "
        r"|s\.?47 )referral",
        r"\bno (?:strategy (?:discussion|meeting)|s(?:ection )?47|risk assessment|updated risk)"
        r"\b(?! (?:was |is |were )?(?:needed|required|necessary))",
        r"\bstrategy (?:discussion|meeting)\b[^.?!]{0,30}\b(?:should|never|wasn't|not|hasn't"
        r"|needs?|urgent)"
        r"|\b(?:no|not|nobody|nothing|without|never|can't find)\b[^.?!]{0,30}\b(?:strategy"
        r" (?:discussion|meeting)|acted (?:up)?on|followed up)",
        r"\bnothing (?:has |was |been |is |being |happened |)*(?:done|happened)\b(?= since|"
        r" about| for|\W*$)|\bnothing on (?:the )?file about",
        r"\b(?:told|tells|telling|said to) (?:the |his |her |their |a )?(?:school|teacher|nursery"
        r"|social worker|police|foster \w+|carer|key ?worker|nan|gran\w*"
        r"|friend|sw|iro|mentor|health visitor|support worker|ta)\b(?= (?:that |he|she|they"
        r"|about|dad|mum|her|his)|,? (?:he|she|they))",
    ),
    "said outright": (
        r"\b(?:needs?|has|have|ought|must|should) (?:to )?(?:go|visit|be visited|see) (?:\w+ ){0,2}"
        r"(?:today|tonight|now)\b[^.?!]{0,30}\b(?:check|see|him|her|them|child\w*|baby|family)\b",
        r"\b(?:go|pop|get) (?:round(?! in circles| the houses| to)|out there|to the (?:house|home"
        r"|address))\b|\b(?:check|look in|checking) on (?:him|her|(?:the |these |this |those "
        r"|that )(?:\w+ )?(?:child\w*|kids|bab\w+|twins|siblings?|boys?|girls?|family|toddler))\b",
        r"\b(?:not happy|can't|cannot|shouldn't|don't want to|wouldn't) (?:to )?(?:leav(?:e|ing)"
        r"|wait(?:ing)?|sit(?:ting)? on) (?:this |it |that )?(?:until|till|over|to) (?:tomorrow"
        r"|the (?:morning|weekend)|next|mon|tue|wed|thu|fri|sat|sun|after)\w*\b|\b(?:couldn't|can't"
        r"|didn't|not) sleep\b(?=[^.?!]*\b(?:file|case|read\w*|child\w*|this)\b)",
        r"\b(?:uncomfortable|uneasy|troubled|unsettled|sick|upset|anxious|frightened|scared"
        r"|shaken) (?:with|about|by|for|after|reading) (?:what (?:i|is|has|was|she|he|they|happen)"
        r"|how (?:he|she|they|mum|dad|the (?:child|baby))|the (?:child|step\w*|father|mother|home"
        r"|partner|baby|boy|girl)|this (?:child|family|little)|him|her|them|these (?:child"
        r"|kids))\w*\b",
        r"\b(?:we|they|everyone|everybody|services|professionals)(?:'ve| have"
        r"| has)? (?:all )?(?:missed|overlooked) something\b|\bsomething (?:serious|badly wrong"
        r"|really wrong|very wrong|seriously wrong|awful|terrible)\b|\b(?:not|isn't) right what\b"
        r"|\bneeds? (?:a |an )?(?:urgent |immediate )?strategy (?:meeting|discussion)\b"
        r"|\bin that (?:house|home|flat)\b",
        r"\b(?:on (?:my|our) (?:conscience|hands)|stomach (?:turn\w*|churn\w*)|turned my stomach"
        r"|(?:has|have) (?:really )?shaken me|made me (?:feel )?sick)\b"
        r"|\b(?:live|real|grave) danger\b"
        r"|\bnot a (?:grading|recording) (?:issue|matter|point)\b|\bknock on that door\b"
        r"|\bout there (?:now|tonight|today)\b|\bgetting hurt\b",
        r"\b(?:don't|do not|dont|can't|cannot|cant|must not|mustn't|won't|shouldn't)"
        r" (?:wait (?:for (?:moderation|supervision|the (?:meeting|panel|report))|until it|till it)"
        r"|(?:just )?(?:sit|stay|be left|lie) (?:in (?:a|the|this|somebody's) (?:queue|inbox|tray"
        r"|pile|drawer)|like this|as it is|there))",
        r"\b(?:no.?one|nobody) (?:is |has |was |ever )*ask(?:s|ed|ing)?"
        r" (?:why|what happen|where)\w*|\b(?:please|pls|must be|should be) escalat\w*"
        + _UNLESS_OF_THE_OFFICE,
        r"\b(?:serious case|child practice) review (?:waiting|in the making|here)\b"
        r"|\bgut (?:says|feeling|instinct|tells)\b|\bnot (?:feeling )?easy about\b"
        r"|\bis criminal\b|\b(?:rang|rung|called|dialled|phoned) 999\b"
        r"|\bto go out (?:there )?(?:this (?:afternoon|morning|evening)|today|tonight|now)\b",
        r"\bfor (?:immediate|same.day) action\b|\bsame.day visit\b",
        r"\brisk is (?:live|real)\b|\b(?<!no )(?:alarm bells|red flags)\b|\bbad feeling about\b",
        r"\bworrying\b(?! about)|\bshould(?:n't| not) be (?:there|around|in the (?:home|house)"
        r"|near|having contact)\b",
        r"\bsa(?:fe|ef)g[a-z]{2,4}d\w{0,5} (?:(?:\w+ ){0,2}(?:concern|issue|alert|risk|flag"
        r"|worr(?:y|ies)|matter|problem|referral|incident|query)s?|please|pls|asap|urgent\w*|here"
        r"|now)\b",
        r"^\W*(?:urgent\w*\W+)?sa(?:fe|ef)g[a-z]{2,4}d\w{0,5}\s*(?:[-:–—!.,]|$)",
        r"\b(?:rais(?:e|ing)|flag(?:ging)?|report(?:ing)?) (?:a |an |it |this |as |something"
        r" )*(?:\w+ )?safeguard\w*|\b(?:this|it) is (?:a )?safeguarding\b(?! (?:service|team"
        r"|case|audit))",
        r"\bimmediate (?:action|safeguarding|attention|concern|steps)|\burgent (?:safeguarding"
        r"|concern|welfare|attention|action needed)|\bflag (?:this |something |it |to you"
        r" )*urgently",
        r"\bneeds? (?:looking at|attention|action|sorting|someone|dealing with) (?:now|today"
        r"|urgently|immediately|asap)\b|\bescalat(?:e|ed|ing) (?:this |it )?(?:urgently"
        r"|immediately|now|asap|today)",
        r"\b(?:very|really|extremely|seriously|so|quite|deeply|increasingly|still) (?:worried"
        r"|concerned|alarmed|uneasy|anxious)\b"
        r"(?! (?:i|we) (?:will|won't|might|may)\b)"
        r"(?! (?:about|by|at|that) (?:the |my |our |this )?(?:deadline|number|workload|amount"
        r"|time|timescale|capacity|form|grad\w+|audit\w*|i |quality|volume|delay|it|missing the"
        r"|not))",
        r"\b(?:worried|concerned|concerns?|worries|fear\w*) (?:about|for|around|regarding|that"
        r"|re) (?:the |this |these |her |his |their |how |a )?(?:safety|welfare|well.?being"
        r"|child\w*|baby|siblings?|him|her"
        r"|them|he|she|they|mum|younger|older|little|family|home|contact|member of staff|staff"
        r"|carer|worker's conduct)\b|\bworried (?:sick|he|she|they|this child)\b",
        r"\b(?:frighten|scar|alarm|horrif|shock|disturb|terrif)\w* me\b|\b(?:alarming"
        r"|frightening|horrifying|disturbing|harrowing)\b",
        r"\b(?:ring|call|phone|speak to|contact) (?:me|us)\b[^.?!]{0,40}\b(?:asap|urgent\w*"
        r"|straight ?away|immediately|right away|today"
        r"|tonight)\b"
        + _UNLESS_OF_THE_OFFICE
        + r"|\b(?:asap|urgent\w*|immediately|straight ?away)\b[^.?!]{0,30}"
        r"\b(?:ring|call|phone) me\b"
        r"|\b(?:someone|somebody|anyone) (?:to )?(?:please )?(?:ring|call"
        r"|phone) me\b" + _UNLESS_OF_THE_OFFICE,
        r"\bworr(?:ies|ied) me\b|\b(?:ring|call|phone)\b[^.?!]{0,20}\bsafeguarding lead\b"
        r"|\bsafeguarding lead\b[^.?!]{0,20}\b(?:ring|call|phone) (?:me|us)\b",
        r"\bsafeguarding\b[^.?!]{0,30}\b(?:urgent\w*|asap|worr\w+|serious)\b",
    ),
}
