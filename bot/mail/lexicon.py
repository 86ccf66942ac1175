"""The words that raise the safeguarding alarm, by the kinds of harm of *Working Together* (2023).

SURE raises it alone. IN_CONTEXT raises it in a sentence that speaks of the family. Add a phrase to
its row, or to `bot.mail.calls_for_help`; a test holds the share of false alarms.
"""

from bot.mail.calls_for_help import CALLS_FOR_HELP
from bot.mail.patterns import AnyOf

_SURE: dict[str, tuple[str, ...]] = {
    "injury": (
        r"\b(?:shook|shaken|grabbed|dragged|pinched|pushed|throttled|throws|thr(?:ew|own)"
        r"|pulled) (?:him|her|them|the (?:child\w*|baby|boy|girl|toddler|kids?))\b",
        r"\bmarks? (?:under|on|to|near|around|above|behind|across|all over) (?:his|her|their"
        r"|the (?:child|baby|boy|girl)\w*)\b|\bflinch\w*",
        r"\b(?:mummy|mum|daddy|dad|uncle|nan|step ?dad|boyfriend) (?:hurts|hits|smacks|kicks"
        r"|punches|beats|shouts at)\b|\b(?:he|she|they) (?:hurts?|hits?|smacks?|kicks?|punch(?:es)?"
        r"|beats?) (?:me|him|her|them|us|the (?:baby|child|boy|girl|kids))\b",
        r"\b(?:hit|hits|punched|kicked|slapped|beat|beats|attacked|strangled) (?:mum|mother|dad"
        r"|father|partner|nan)\b",
        r"\b(?:bruis|fractur|scald)\w*|\bshaken\b|\bblack eye|\bhand ?-?print|\bbite ?-?marks?",
        r"\b(?:cigarette )?burn(?:s|t|ed)?\b(?! ?out)|\bnon.?accidental|\bunexplained (?:injur|mark"
        r"|bleed|bruis)\w*",
        r"\bmarks? (?:\w+ )?consistent with\b|\bnon.?mobile\b",
        r"\b(?:linear|suspicious|slap|belt|finger|grip) marks?\b"
        r"|\bmarks? (?:on|to) (?:his|her|their|the) \w+",
        r"\bhit with\b|\b(?:was|been|is|being|gets?|got) (?:hit|punched|kicked|slapped|smacked"
        r"|beaten)\b|\bscreaming\b",
        r"\brestrain(?:t|ed)\b[^.?!]{0,40}\b(?:marks?|hurt)\b|\bskeletal survey"
        r"|\bhealing (?:breaks?|ribs?)|\bfaltering growth|\bgrowth (?:has )?falter\w*",
        r"\binjur(?:y|ies)\b|\bphysical(?:ly)? (?:abus|harm|chastis|assault)\w*|\bstrangl\w*|"
        r"\bchok(?:ed|ing)",
        r"\b(?:hit|hits|hitting|punch\w*|slapp?(?:ed|ing|s)|kick(?:ed|ing|s)|smack\w*|beat(?:en"
        r"|ing|s)|threw|hurt(?:s|ing)?|harm(?:ed|ing)) (?:him|her|them|his|the (?:child"
        r"|baby|boy|girl)|by"
        r" (?:mum|dad|his|her|a|the)|himself|herself|themselves)\b",
    ),
    "sexual": (
        r"\bmet (?:him |her |them )?(?:online|on (?:snap\w*|insta\w*|tik ?tok|facebook"
        r"|the internet))\b|\b(?:nudes?|naked|explicit) (?:photo|picture|image|video)?s?\b(?! eye)",
        r"\b(?:in|into|gets? in(?:to)?|getting into) (?:his|her|their) (?:bed|room"
        r"|bedroom) (?:at night|with)\b|\bgetting into (?:his|her|their) (?:bed|room|bedroom)\b",
        r"\boffences? against (?:a |his |her )?(?:child\w*|minor)|\bconvict\w+ (?:of"
        r"|for)\b[^.?!]{0,30}\b(?:child\w*|sex\w*|assault|violen\w*|rape)",
        r"\b(?:two|several|new|expensive) (?:mobile )?phones?\b[^.?!]{0,40}\b(?:trainers|cash|money"
        r"|clothes)\b|\b(?:trainers|cash|money|clothes)\b[^.?!]{0,40}\b(?:two|several|new"
        r"|expensive) (?:mobile )?phones?\b",
        r"\bsexual\w*|\bsex.?offend\w*|\bregistered (?:sex|offender)|\bC[SC]E\b|\bchild"
        r" exploitation",
        r"\b(?:sexually |criminally )?exploit(?:ed|ing|ation)\b|\bgroom(?:ed|ing)\b|\bcounty"
        r" lines|\btraffick\w*",
        r"\bindecent|\bolder (?:boyfriend|girlfriend|man|men|males?)\b|\brap(?:e|ed)\b|"
        r"\bmolest\w*|\bincest",
        r"\binappropriate(?:ly)? (?:touch\w*|contact|relationship|images?|behaviou?r|with)",
        r"\btouch(?:ed|ing|es) (?:him|her|them|me|inappropriately)\b|\bshar(?:e|es|ed|ing) (?:a "
        r"|his |her |the )?bed with",
    ),
    "neglect": (
        r"\b(?:child\w*|kids?|bab(?:y|ies)|twins|boys|girls|siblings|toddlers?"
        r"|they) (?:\w+ ){0,2}(?:were|was|are|is|being) (?:left |found |all |home )*(?:on their own"
        r"|on (?:his|her) own|by (?:themselves|himself|herself)|alone)\b(?! (?:with|by|at each"
        r"|during|as part|and seen|when seen))",
        r"\b(?:found|wandering|out|seen) (?:\w+ ){0,2}(?:in the street|on the road|by the road"
        r"|outside) (?:alone|in (?:his|her|their) (?:pyjamas|nappy|pants|underwear))\b"
        r"|\bfound (?:\w+ )?(?:in the street|wandering)\b",
        r"\block(?:s|ed|ing)? (?:the |up the )?(?:fridge|food|kitchen|cupboards?|him in|her in"
        r"|them in|bedroom)\b",
        r"\b(?:not|n't|never|hasn't|stopped) (?:been )?(?:eaten|eating|fed|had a meal"
        r"|had (?:any )?food|tak(?:en|ing) (?:his|her|their) (?:insulin|medication"
        r"|meds|inhaler))\b",
        r"\bgiv(?:es|en|ing) (?:him|her|them|the (?:child\w*|baby)) (?:melatonin|calpol|piriton"
        r"|alcohol|sedati\w+|something to)\b|\bsedat(?:ed|ing)\b|\bdog (?:mess|poo)\b"
        r"|\bcentiles?\b",
        r"\bneglect(?:ed|ful|ing)?\b|\bunsupervised|\bhome alone|\bunattended\b|\bmalnourish\w*"
        r"|\bstarv\w*",
        r"\b(?:left|leaving) (?:home )?(?:alone|on (?:his|her|their) own)\b|\bfailure to thrive",
        r"\bno (?:food|heating|beds?|bedding|electric\w*|running water|adult in|carer)\b|"
        r"\bsqual(?:or|id)\b",
        r"\bsleep(?:s|ing)? rough\b|\brough.?sleep\w*|\bstreet.?homeless\b|\bsofa.?surf\w*",
        r"\bsleep(?:s|ing)? (?:in|on) (?:the |a |his |her |their )?(?:car|van|floor|shed"
        r"|streets?|tent|bath)\b",
        r"\bhome conditions? (?:are|is|were|was) (?!good|fine|ok|improv|better)\w+|\bunfit"
        r" (?:home|to live)|\brats\b",
    ),
    "signs": (
        r"\b(?:welts?|weals?|lesions?|swelling|swollen|graze[sd]?|maggots?|scabies|ringworm|impetigo"
        r"|lice|nits|faeces|urine|vomit\w*|soiled|vermin|rodents?|cockroach\w*|fleas|mattress)\b",
        r"\b(?:poison(?:ed|ing|s)|nooses?|hang(?:ed|ing)? (?:your|him|her|them)sel\w+|slit"
        r" (?:his|her|their|my|your)|smother\w*|suffocat\w*"
        r"|drown(?:ed|ing)? (?:him|her|them|the))\b",
        r"\b(?:chlamydia|gonorrh\w+|sti|std|porn\w*|naked|strip (?:off|naked))\b",
        r"\b(?:heroin|cocaine|ketamine|methadone|syringes?|needles|overdos\w*|wraps of"
        r"|psychosis|psychotic|hearing voices)\b",
        r"\b(?:axe|rifle|hammer attack|acid attack|petrol bomb)\b",
    ),
    "violence": (
        r"\b(?:guns?|firearms?|shotgun|machetes?)\b",
        r"\b(?:carr(?:y|ies|ying)|had|has|with|pulled|found) (?:a |an )?(?:blade|machete|gun"
        r"|firearm|zombie|hammer)\b|\b(?:despite|against|ignoring|contrary to) (?:the |a |an |his "
        r"|her )?(?:court |non.?mol\w* )?(?:order|injunction|bail|bail conditions"
        r"|written agreement)\b",
        r"\b(?:stay(?:s|ing)?|sleep(?:s|ing)?|liv(?:es|ing)|mov(?:ed|ing)|turn(?:s|ed|ing)) (?:over"
        r"|up|in|there|round|around)\b[^.?!]{0,40}\b(?:not allowed|not supposed|shouldn't"
        r"|should not|must not|isn't allowed)\b",
        r"\b(?:when|which|that|who) (?:he|she|they|dad|mum) (?:is not|isn't|are not|aren't"
        r"|should not|shouldn't|must not) (?:be )?(?:allowed|supposed|meant)?\b"
        r"|\bunsupervised (?:time|contact|with)\b",
        r"\b(?:take|taking|flee\w*|leave|leaving) (?:\w+ ){0,4}out of (?:the )?(?:country|uk"
        r"|area)\b|\babduct\w*|\bflight risk\b",
        r"\bdomestic (?:abuse|violence|incident|assault)|\bdv\b|\bviolen(?:t|ce)\b|\bcoercive|"
        r"\bweapons?\b|\bkni(?:fe|ves)\b",
        r"\bthreat(?:s|en\w*) to (?:kill|harm|hurt|stab|take)|\bknown offender|\bschedule (?:one"
        r"|1)\b|\bunder the influence",
        r"\bback (?:in|into|at|living (?:in|at|with)) (?:the |their |mum's |her )?(?:family"
        r" )?(?:house|home|property|flat|address|mum|them)\b",
        r"\b(?:ex.?)?(?:partner|boyfriend|husband|father|dad|step.?dad|stepfather|perpetrator)"
        r"\b[^.?!]{0,80}\b(?:moved|is|was|come|gone|living|been)"
        r" (?:now )?back\b|\b(?:has|have|had) moved (?:back )?in\b|\bbreach(?:ed|es|ing)? (?:of"
        r" )?(?:the |his |her |their )?"
        r"(?:bail|order|injunction|non.?mol\w*|safety|agreement|written)",
    ),
    "unseen": (
        r"\b(?:no entry|never gained entry|not gained? entry|entry (?:was )?(?:never|not)) gained\b"
        r"|\b(?:never|n't|not) (?:got|gained?|get) (?:entry|over the doorstep|through the door)\b"
        r"|\b(?:failed|abortive|unsuccessful) (?:home )?visits?\b"
        r"|\bvisits? (?:\w+ )?(?:made up|falsified|invented|fabricated)\b",
        r"\b(?:not|n't|never|unable) (?:been )?(?:able )?to (?:see|get|look) (?:inside|in"
        r"|into) (?:the |their |that )?(?:home|house|flat|property|bedrooms?)\b",
        r"\b(?:nobody|no one|no-one|not one of us|none of us|hasn't|haven't"
        r"|not)\b[^.?!]{0,30}\b(?:laid|set|clapped) eyes on\b|\b(?:couldn't|could not|can't|cannot"
        r"|unable to|wouldn't let \w+|not let(?:ting)? \w+) (?:get|come|go)? ?(?:in|access|inside"
        r"|through the door)\b(?=[^.?!]*\b(?:home|house|flat|baby|child\w*|visit\w*|door|since|mum"
        r"|family|nobody)\b)|\brefus(?:ed|es|ing) (?:entry|to (?:let|open))\b|\bno (?:answer|reply"
        r"|response) at the (?:door|home|house|address)\b",
        r"\b(?:nobody|no one|no-one|none of us) (?:has |have |is |was |ever )*(?:gone (?:out|round)"
        r"|been (?:out|round)|visited|checked on|acted|noticed (?:that|how|he|she))\b",
        r"\b(?:has|have|had|was|were|is|are)(?:n't| not|nt)? (?:not )?(?:been )?seen (?:since"
        r"|for \w+ (?:weeks?|months?))\b",
        r"\b(?:not|never|\w{1,12}n't|no one|no-one|nobody)(?: \w+){0,3} (?:been )?(?:seen|sighted"
        r"|visited|saw)\b"
        r"(?! (?:the|this|that|your|my|an?) (?:e-?mail|message|form|file|audit|record|letter|link"
        r"|report))"
        r"(?=[^.?!]{0,40}\b(?:since|child\w*|alone|baby|him|her|them|for \w+ (?:weeks|months)"
        r"|family|home|siblings?)\b)",
        r"\bno (?:statutory |home )?visits? (?:since|for|in|at all)\b|\bnot (?:been )?visited\b"
        r"|\bwhereabouts",
        r"\b(?:gone|went|reported|goes|going) missing\b|\bmissing (?:from home|from care"
        r"|episode\w*|child\w*|overnight|person)\b(?! procedure)",
        r"\babscond\w*|\bran away|\brun(?:ning)? away|\b(?:nobody|no one|no-one) knows where\b",
    ),
    "self": (
        r"\b(?:talk\w*|speak\w*|thinking|thoughts) (?:about|of) ending (?:it|things|everything)\b"
        r"|\bcutting again\b",
        r"\b(?:end it(?: all)?|end things|ending it all|better off dead|(?:not"
        r"|n't) want(?:ing)? to (?:be here|live|be alive|wake up)|no (?:point|reason) (?:in "
        r"|to )?liv(?:e|ing)|(?:wants?|wanted|wish\w*) to die)\b",
        r"\bself.?-?harm\w*|\bsuicid\w*|\boverdos\w*|\bligature|\b(?:end|take|taking|ending)"
        r" (?:his|her|their) (?:own )?li(?:fe|ves)",
        r"\bkill(?:ed|ing)? (?:himself|herself|themselves|him|her|them|mum)|\bcut(?:ting|s)?"
        r" (?:himself|herself|themselves|his|her)\b",
    ),
    "other harm": (
        r"\babuse (?:is )?(?:going on|happening|continu\w+|of (?:the|this|these|him|her))\b"
        r"|\bpolice (?:have been |has"
        r" been |were |was |got )?called (?:out |to |again |\w+ times)\b",
        r"\bFGM\b|\bforced marriage|\bhonou?r.based|\bradicali[sz]\w*|\bextremis\w*|\bmodern"
        r" slavery|\bfabricated (?:(?:or )?induced|illness)|\bwitchcraft|\bco.?-?sleeping",
        r"\bemotional(?:ly)? (?:abus|harm)\w*|\b(?:child|physical|emotional) abuse\b|\bbeing"
        r" abused|\bpaedophile\w*",
    ),
    "danger": (
        r"\b(?:needs?|ought|has|have) to (?:be taken (?:out|into care|away)|come into care"
        r"|be got out|be moved to safety)\b|\bcome out of (?:there"
        r"|that (?:house|home|placement))\b",
        r"\b(?:not|n't|never) (?:feel |felt |be |been |remotely |at all |entirely "
        r"|really )*(?:reassured|comfortable with|convinced) (?:that |about |by )?(?:the |these "
        r"|this |her |his )?(?:twins?|child\w*|kids|baby|siblings?|boys?|girls?|he|she|they|him|her"
        r"|them|home|step\w*)\b",
        r"\b(?:significant|serious|immediate|imminent|actual|risk of|suffer(?:ing|ed)?|likely)"
        r" (?:\w+ )?(?:harm|danger)\b",
        r"\b(?:immediate|serious|imminent|high|significant|urgent|safeguarding) risks?\b|\brisk"
        r" to (?:life|the child\w*|him|her|them|the baby|siblings?)",
        r"\bat (?:immediate |serious |real |significant |high |considerable |imminent )*risk of"
        r" (?!missing|being late|delay|not)",
        r"\bin danger\b|\bunsafe\b|\b(?:not|\w{1,12}n't|never|no.?one|nobody) (?:\w+ ){0,4}"
        r"(?:safe|protected)\b",
        r"\bsafe(?:ty)? (?:of|for) (?:the|this|these|a) (?:child\w*|baby|sibling\w*|\w+ sibling)",
        r"\b(?:child\w*|baby|he|she|they|siblings?|kids?|boy|girl)(?:'s| is| are|'re)? (?:\w+"
        r" )?safety\b",
        r"\bsafety (?:plan|concern|issue|risk|measure)\w*\b(?! (?:(?:is|was|are|in)"
        r" )?(?:good|robust|clear|strong|in place|up to date))",
        r"\bno (?:safety|protective) \w+|\bruled out as\b",
        r"\bneeds? to be (?:removed|accommodated|seen (?:today|urgently|now))\b|\bremov(?:e|ed)"
        r" (?:him|her|them|the child\w*) (?:today|now|urgently)",
    ),
}

_IN_CONTEXT: tuple[str, ...] = (
    r"\b(?:does(?:n't| not)|did(?:n't| not)|do(?:n't| not)|refus\w+|scared|afraid|beg(?:s|ged|ging)"
    r"|cries) (?:want |wanting |like )?(?:to )?(?:go|going|be|being|return"
    r"|stay)\w* (?:back )?(?:home|there|alone|with (?:him|her|them|dad|mum))\b",
    r"\b(?:drew|draw(?:s|n|ings?)) (?:a |of )?(?:picture|him|her|uncle"
    r"|dad)\w*\b[^.?!]{0,30}\b(?:bed|naked|willy|private|hurt\w*|blood)\b|\bin (?:her|his) bed\b"
    r"|\b(?:wett?(?:s|ing)|soil(?:s|ing|ed)) (?:himself|herself|themselves|the bed|his|her)\b",
    r"\b(?:not|n't|never)\b[^.?!]{0,20}\bto (?:go|going|be sent|return) (?:back )?home\b"
    r"|\b(?:send|sent|take|make|made) (?:me|him|her|them) (?:go )?back\b"
    r"|\bhad (?:\w+ ){0,4}(?:child\w*|baby|kids) (?:\w+ )?removed\b|\b(?:someone|somebody|sw"
    r"|worker) (?:really |urgently )?(?:needs?|has|ought|must) (?:to )?(?:go|visit|check|see)\b",
    r"\b(?:story|explanation|account)s? (?:keep\w* changing|(?:do|does)(?:n't| not) (?:fit|add up"
    r"|match)|chang\w+|inconsistent)\b|\b(?:never|nobody has|no one has) (?:been )?assessed\b",
    r"\b(?:conviction|convicted|offender|record for|previous for)\b|\bno pre.?birth\b|\bstay(?:s"
    r"|ing) (?:over|with (?:a|an|her|his|some))\b|\bstopped (?:taking|eating|talking|speaking)\b",
    r"\bchild ?minder\b[^.?!]{0,20}\b(?:shook|hit|hurt|smack\w*|shout\w*)\b"
    r"|\bput (?:up )?with\b[^.?!]{0,10}\babuse\b",
    r"\b\d\d\s?(?:yr|year)s?[ -]?old (?:boyfriend|girlfriend|man|male|partner)\b",
    r"\bsmok(?:e|y)\b|\brubbish\b|\bfilthy\b|\bfaeces\b|\bdrawer\b|\bmould\w*|\binfest\w*|\brash\b"
    r"|\byear old (?:man|woman|male|adult)\b",
    r"\bhospital\w*|\bA ?& ?E\b|\bmissing\b|\bat risk\b|\brisky\b|\bpolice\b(?! check)|"
    r"\barrest\w*|\bprison\b|\bbail\b|\bdied\b|\bdeath\b|\bassault\w*",
    r"\b(?:drugs?|cocaine|heroin|methadone|crack|cannabis|alcohol|drunk|intoxicated|drinking"
    r"|using again|relaps\w*|dealing)\b",
    r"\bpregnan\w*|\brelationship with (?:a|an) (?:\d|older|adult|man)|\b(?:boyfriend"
    r"|girlfriend)\W? (?:is|aged|who is) (?:\d|an? adult|older)",
    r"\bscream\w*|\bwandering|\block(?:ed|s|ing)\b[^.?!]{0,15}\b(?:in|out|up)\b|\binfected|"
    r"\bsevere\w*|(?<!gaining )(?<!put on )\bweigh\w*"
    r"|\blost weight|\bhungry|\bdirty|\bunkempt|\bsmell\w*",
    r"\b(?:scared|frightened|afraid|terrified|fearful|petrified) (?:of|to)\b|\bthreat\w*|"
    r"\bfight(?:ing|s)?\b|\babus\w*|\bvulnerable to\b|\bbleeding|\bwounds?\b|\binjured",
    r"\bnot in school\b|\bnot (?:been )?(?:fed|attending)\b|\bnot safe\b|\bsafe\?|\bhomeless|"
    r"\bself.?neglect|\bcr(?:ying|ies) (?:all|every|at)|\balone\b[^.?!]{0,20}\b(?:night|hours"
    r"|house)",
    r"\b(?:disclos|alleg)\w+|\bpsychosis|\bpsychotic|\bmental health crisis|\bsectioned\b|\bout"
    r" of control|\bstolen\b|\bgangs?\b|\bstabb\w*|\bshot\b",
)

SURE = AnyOf(*(p for row in (_SURE | CALLS_FOR_HELP).values() for p in row))
IN_CONTEXT = AnyOf(*_IN_CONTEXT)
