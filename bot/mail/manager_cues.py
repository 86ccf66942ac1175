"""What the answers of managers seem to say, and acknowledgements, as tables of patterns."""

from bot.mail.patterns import AnyOf

# --- Answers of managers --------------------------------------------------------------------------

_MENDED = (
    r"(?:updated|uploaded|recorded|added|held|reviewed|corrected|filed|amended|finali[sz]ed|logged"
    r"|authorised|refreshed|revised|scanned|entered|shared|arranged|convened|visited|written"
    r"|located|made|closed off|closed down"
    r"|saved|inserted|strengthened|clarified|brought up to date|signed|sent)"
)
REMEDIAL_DONE = AnyOf(
    # As a heading puts it: "Genogram added to the file", "Oversight recorded on all three".
    rf"^\W*(?!(?:no|not|if|once|when|can|could|who|why|how|what|please|is|are|was|were|has|have"
    rf"|never)\b)"
    rf"(?:[\w'-]+ ){{1,4}}(?:all |both |now )*{_MENDED}\b",
    rf"\b(?:been|was|were|is|are|now|have|has) (?:all |both |now |since |fully )*{_MENDED}\b",
    rf"\b(?:i|we)(?:'ve| have)? (?:all |both |now |since |also )*{_MENDED}\b",
    r"\bticked (?:(?:it|this|these|them|both|all) )?off\b|\b(?:is|are|now) (?:all |both "
    r"|now )*(?:on file|on"
    r" (?:the|his|her|their) (?:file|record)|in place|up to date)\b",
    r"\bsorted\b",
    r"\bcompleted?\b|\bdone\b|\bfinished\b|\bsigned[ -]off\b|\bactioned\b|\baddressed\b|"
    r"\bimplemented\b|\bremed(?:ied|iated)\b|\bresolved\b|\brectified\b|\bput right\b|\bdealt"
    r" with\b|\bcarried out\b|\b(?:been|was|were|is|are|now|have) (?:now )?(?:updated|uploaded"
    r"|reviewed|recorded|added|held|in place|closed|corrected|filed|amended|undertaken|visited"
    r"|seen|achieved|met)\b",
    r"\b(?:updated|uploaded|held|reviewed|recorded|added|visited|took place|taken place"
    r"|happened)\b[^.?!]{0,30}\b(?:today|yesterday|this morning|last week|on \d|\d{1,2}|as"
    r" (?:per|required|requested|agreed)|mon\w*|tues\w*|wed\w*|thur\w*|fri\w*)\b|\b(?:i"
    r"|we)(?:'ve| have)? (?:now )?(?:updated|uploaded|added|reviewed|recorded|held|visited"
    r"|spoken|amended)\b|\b(?:held|updated|uploaded|reviewed|recorded|added|shared|filed)"
    r"\b(?=\s*(?:[,.;]|$|and\b))|\b(?:minutes|notes|record) (?:are |is |now )*on file|\bas per"
    r" (?:the )?(?:audit|action|remedial)|\bplease close\b|\bcan (?:be|now be) closed\b|"
    r"\bevidence (?:attached|uploaded|on file)|\b(?:minutes|chronology|plan|record|assessment)"
    r" (?:uploaded|updated|attached)\b|\ball sorted\b",
)
NOT_ACHIEVABLE = AnyOf(
    r"\b(?:can't|cannot|can not|could not|couldn't) (?:now )?be (?:done|met|completed|progressed"
    r"|actioned|carried out|delivered)\b(?![^.?!]{0,30}\b(?:by|until|till|before|yet|this week)\b)"
    r"|\b(?-i:MD) (?:recorded|agreed|signed|authorised|on file|in place|attached)\b",
    r"\b(?:unable|not able|can't|cannot|won't be able|not going to be able) to (?:achieve|complete"
    r"|meet"
    r"|progress|deliver|action|fulfil|carry out)\b|\bno longer (?:appl(?:y|ies)|needed|necessary"
    r"|valid"
    r"|appropriate|achievable)\b|\bauthorised (?:us |me |the team )?not to\b",
    r"\b(?:not|isn't|aren't|no longer|cannot be|can't be|won't be|un)\s?(?:be )?(?:achievable"
    r"|achieved|deliverable|delivered|possible|feasible|required|relevant|applicable"
    r"|actionable)\b|\bmanagement decision\b|\bunachievable\b"
    r"|\bauthoris\w+ (?:by (?!me\b|us\b|myself\b)|not to)|"
    r"\b(?:case|child) (?:has )?(?:now )?closed\b[^.?!]{0,40}\b(?:not|no longer|cannot|can't)\b",
)
APPROVES = AnyOf(
    r"^\W*(?:please |just )?(?:give|let) (?:him|her|them|the auditor)\b.{0,40}\b(?:extra|more"
    r"|another|longer|until|till|have|days?|weeks?|time)\b",
    r"^\W*fine\b",
    r"^\W*(?:please |ok(?:ay)? |yes |just )*(?:extend|defer|re-?allocate|re-?assign|excuse|allow"
    r"|give)\b",
    r"\bapprov\w+|\bagree(?:d|s)?\b|\bauthori[sz]e[sd]?\b|\bgrant(?:ed)?\b|\bgo ahead\b|\bfine"
    r" (?:by|with) (?:me|us)\b|\bthat's (?:fine|ok|okay|agreed)\b|\bhappy (?:with|for|to"
    r" (?:agree|approve|support|grant|authorise))\b|\bsupport(?:ed|ive)?\b|\b(?:ok|okay|yes)\b|"
    r"\ballow(?:ed)?\b|\bendorse\w*|\bconfirm(?:ed)?\b|\baccept(?:ed)?\b|\bno objection\w*|"
    r"\bcontent (?:with|for)\b|\bsign(?:ed)? (?:it )?off\b",
)
DECLINES = AnyOf(
    r"\bnot (?:minded|inclined|prepared|willing|going) to (?:agree|approve|allow|grant|support"
    r"|extend"
    r"|authori[sz]e|accept)\b",
    r"\bdeclin\w+|\breject\w*|\brefus\w+|(?:\bnot|n't|\bcannot|\bunable to|\bcan not) (?:be"
    r" )?(?:able"
    r" to )?(?:approv\w*|agree\w*|authori[sz]\w*|grant\w*|support\w*|allow\w*|accept\w*|possible"
    r"|happy|a (?:good )?reason)\b|^\W*(?:(?:sorry|unfortunately|apologies|hi"
    r"|i'm afraid|afraid)\W+)*(?:no|nope)\b(?! (?:objection|problem|worries|issue))"
    r"|\bturn (?:it|this|that|them|him|her) down\b|\bnot this"
    r" time\b|\bno to the\b|\b(?:must|need\w* to|has to|have to|should|please|will have to)"
    r" (?:still )?(?:be )?(?:complete\w*|do|stick|go ahead as|remain|stay|carry on|proceed|be"
    r" done)\b|\bturned down\b|\bdenied\b|\bdeny\b",
)
DECIDES = AnyOf(
    r"(?<!not )(?<!un)\b(?:accept|agree (?:to|with)|happy with|content with|support|fine with)"
    r" (?:the|this|that|your) (?:\w+ ){0,2}(?:grad\w+|judgement|outcome|moderat\w+|findings?"
    r"|rating)\b",
    r"\b(?:agree|concur|side) with the (?:auditor|original|moderated|initial)\b|\bgrade should"
    r" (?:stand|remain|stay|be)\b",
    r"\bdecision\s*[:\-–]|\b(?:my|our|the) decision\b|\buph(?:o|e)ld\w*|\boverturn\w*|\b(?:final"
    r"|moderated|agreed|original|overall) (?:grade|judgement|grading|outcome|rating)"
    r"\b[^.?!]{0,20}\b(?:to|is|be|stands?|should|as|remains?|stays?|:)|\bgrade (?:stands|to"
    r" (?:be|stay|remain|stand|change)|remains|confirmed|stays|changed|amended|should (?:be|stay"
    r"|remain))|\b(?:agree|concur|side) with (?:the )?moderat\w+",
    r"\b(?:decided|determined|ruled|resolved) (?:that|to|on|in)\b|\bre-?grade\w*|\bchange (?:the"
    r" )?grade\b|\bthe (?:dispute|challenge|appeal) (?:is|has been)\b|\b(?:moderator|moderation"
    r"|moderated grade)(?:'s)? (?:view |grade |decision |outcome )?(?:stands|is (?:right|correct"
    r"|final|upheld)|agreed|accepted)\b",
)
DISAGREES = AnyOf(
    r"\b(?:not|isn't|wasn't) (?:an? )?(?:entirely |quite |at all |very |wholly )?(?:accurate|fair"
    r"|true"
    r"|balanced|correct|reasonable|right)\b|\bnot in agreement\b|\bin disagreement\b"
    r"|\bmarked (?:us |it "
    r"|the team )?down\b|\bhow (?:is|can|was|has) (?:this|that|it) (?:be |been )?(?:judged|graded"
    r"|rated"
    r"|scored)\b",
    r"\b(?:look(?:ed)?|looking) (?:at )?(?:(?:this|it|that) )?(?:at )?again\b|\b(?:grad\w+"
    r"|judgement"
    r"|rating|finding|decision|outcome)s? (?:to )?(?:be |being |needs? )*(?:reviewed|re-?looked"
    r"|changed"
    r"|amended|reconsidered|revisited)\b|\bgrade should be \w+ (?:not|rather|instead)\b",
    r"\bnot (?:\w+ )?(?:considered|taken (?:in)?to account|recogni[sz]ed|reflected|picked up)\b",
    r"\bi'd argue\b|\bi would argue\b|\blook at (?:this|it|that) again\b",
    r"\b(?:isn't|wasn't|aren't|weren't|not) (?:entirely |quite |at all )?(?:accurate|right"
    r"|correct|fair|true|justified|warranted|supported|evidenced)\b",
    r"\b(?:don't|do not|didn't) (?:think|believe|feel)\b[^.?!]{0,40}\b(?:right|fair|accurate"
    r"|correct|justified|warranted|reflects?)\b",
    r"\bgot [^.?!]{0,30}\bwrong\b|^\W*wrong\b|\bhow (?:is|can|was) (?:this|that|it) (?:be"
    r" )?(?:an? )?(?:inadequate|ri|requires)\b",
    r"\bdisagree\w*|\bchallenge\b|\bchallenging the\b|\bdisput\w+|\bappeal\w*|\bcontest\w*|"
    r"\b(?:don't|do not|can't|cannot|couldn't|not|doesn't|didn't|unable to|struggle to|hard to)"
    r" (?:\w+ )?(?:agree|accept\w*|recogni[sz]e|reflect|support)\b|\bre-?moderat\w+|\bsecond"
    r" (?:opinion|moderat\w*|look)\b|\breconsider\w*|\breview (?:of )?(?:the|this|that)"
    r" (?:grad\w+|judgement|decision|moderation)|\bobject(?:ion)? to\b",
    r"\b(?:is|are|was|were|that's|seems?|feels?|it's|been) (?:just |simply |factually "
    r"|completely |very |quite |really |a bit |too |rather |un)?(?:wrong|inaccurate|incorrect"
    r"|unfair|harsh|unjust|unbalanced|unreasonable|misleading|not (?:right|correct|fair|accurate"
    r"|true))\b|\bfactual(?:ly)? (?:error|inaccura\w*|incorrect)\w*|\b(?:would|should) (?:have"
    r" )?(?:been |be |graded?|given|rate[d]?)\b[^.?!]{0,20}\b(?:good|ri|requires|inadequate"
    r"|outstanding|higher|lower|better)\b",
    r"\b(?:query|question|querying) the (?:grad\w+|judgement|rating|outcome|score)|\bnot (?:a"
    r" )?(?:fair|true|accurate) (?:reflection|account|picture|representation)|\b(?:missed"
    r"|overlooked|ignored|failed to (?:see|take|consider)|hasn't (?:seen|taken|considered)"
    r"|didn't (?:see|consider|take|look))\b[^.?!]{0,60}|\bdoesn't (?:reflect|match|recognise)\b"
    r"|\b(?:unfair|inaccurate|incorrect|harsh)\b|\bnot happy\b|\btoo (?:harsh|low|generous|high"
    r"|severe)\b|\bunhappy with\b",
)

_GRADE = r"(?:good|outstanding|ri|requires|inadequate|higher|lower|better|worse)"
# An opinion on the grade, or a plea to change it: no decision of whoever says so.
THINKS_OTHERWISE = AnyOf(
    rf"\b(?:i|we) (?:\w+ )?(?:feel|think|believe|thought|consider|would say|would argue|would"
    rf" suggest)\b[^.?!]{{0,60}}\b(?:should|is|was|were|be|it|of)\b[^.?!]{{0,20}}\b{_GRADE}\b",
    r"\b(?:would like|i'd like|we'd like|please|can|could|ask|asking|request\w*)\b[^.?!]{0,40}"
    r"\b(?:re-?(?:grad|scor|assess|rat|visit|mark|moderat|consider)\w*|look\w* at again)",
    r"\bwould(?:n't| not)? have (?:graded|given|rated|judged|scored|put|said)\b|\bunfair\w*"
    r"|\bsurprised (?:by|at|to|with)\b|\bdisappoint\w*",
)
DISSENTS = AnyOf(
    r"\b(?:don't|do not|didn't) (?:think|believe|feel|consider|see)\b[^.?!]{0,40}\b(?:necessary"
    r"|needed|required|appropriate|proportionate|relevant|fair|right|reasonable|warranted"
    r"|justified|accurate)\b",
    r"\b(?:i|we) (?:\w+ )?(?:want to |wish to |would )?(?:dispute|contest|object to"
    r"|take issue with)\b",
    r"\bgrade should be \w+ (?:not|rather|instead)\b",
    r"(?:\bnot|n't|\bdis|\bcannot|\bunable to) ?(?:\w+ )?(?:agree|accept|support)\w*|"
    r"\bchalleng\w+|\bdisput(?:e|ing) (?:this|the|that|it)\b",
)
# Said so plainly that it counts in a sentence that also raises a concern.
OUTRIGHT = AnyOf(
    r"\b(?:audit|it|this|all|now) (?:is |has been |now )*(?:complete|completed|done|finished)\b"
    r"|^\W*(?:complete|completed|done|finished)\b",
    r"\bdefer\w*|\bextension\b|\bdispensation\b|\bre-?allocat\w*|\bre-?assign\w*",
)

# --- Acknowledgements -----------------------------------------------------------------------------

THANKS = AnyOf(
    r"^\W*all (?:noted|received|understood)\b",
    r"^\W*(?:brill|no probs?|cool|ace|nice one|ok[ie]+y? ?dok\w*|righto?|ooh lovely|smashing)\b",
    r"^\W*(?:it's )?on (?:my|the) (?:list|to.do|radar|desk)\b",
    r"\b(?:that(?:'s| is)|this is) (?:\w+ly |so |very |most )*(?:great|fine|helpful|good|useful"
    r"|kind|noted|appreciated|reassuring)\b",
    r"^\W*(?:i'm |i am )?on it\b(?! (?:tomorrow|next|later))|^\W*(?:very |really )?happy with"
    r" (?:this|that|it)\b",
    r"^\W*(?:many |much )?(?:thanks|thank you|thx|ta|cheers|ok|okay|k|got it|got this|noted"
    r"|received|understood|ack|acknowledged?|will do|no problem|no worries|great|brilliant"
    r"|lovely|perfect|fab|fine|sure|yep|happy to|all good|that's (?:great|fine|helpful|good)"
    r"|appreciated|much appreciated|diolch|good to know|super|sounds good|leave it with me|on"
    r" it)\b",
    r"[👍🙏😊🙂👌✅]",
    r"\b(?:thanks|thank you) for\b|\b(?:happy|pleased|glad) to (?:take|do|help)\b|\bsafely"
    r" received\b|\bi(?:'ve| have) (?:received|got|seen|read) (?:this|it|your|the)\b|\bduly"
    r" noted\b|\bmessage received\b|\bi(?:'ve| have) (?:this|made a note|diarised|put it in)\b",
)
_ACTS_ON = (
    r"(?:ring\w*|r[au]ng|call\w*|phon\w+|speak\w*|spok\w+|talk\w*|contact\w*|discuss\w*|rais\w+"
    r"|deal\w*"
    r"|tak\w+|pick\w*|look\w*|follow\w*|visit\w*|escalat\w*|act\w*|sort\w*|address\w*|conven\w*"
    r"|arrang\w*"
    r"|respond\w*|check\w*|see(?:ing)?|meet\w*|ask\w*|hold\w*|on (?:it|this))"
)
# On the thread of a concern: somebody takes it on.
TAKES_ON = AnyOf(
    r"^\W*(?:(?:thanks|noted|received|ok|yes|have|i've|just|now|already)[,.!]? ?)*(?:rung|spoken"
    r"|called"
    r"|phoned|contacted|visited|raised|escalated|discussed|arranged|asked)\b",
    r"\bstrategy (?:meeting|discussion) (?:is |has been |was |now )*(?:booked|arranged|held"
    r"|convened|set)"
    r"\b|\bs(?:ection |\.)?47 (?:is |has been |now )*(?:started|begun|opened|underway|agreed)\b",
    r"\backnowledg\w*|\breceived\b|\bnoted\b|\bunderstood\b|\bgot (?:it|this|that)\b|\bwill do\b",
    r"\bi(?:'ve| have) (?:got |seen |read |had |picked |taken )?(?:this|it|that|your)\b",
    r"\bleave (?:it|this) with me\b|^\W*on (?:it|to it|this)\b|[,.!] on it\b|\bdealing with\b",
    r"\bconsider it (?:done|raised)\b|\bwith me now\b|\braised (?:it |this )?with\b",
    rf"\b(?:(?:i|we)(?:'ll| will|'m going to| am going to| shall|'m| am|'ve| have)|^\W*(?:\w+[,.]"
    rf" )?will)"
    rf"(?: \w+ly| now| just| also| then| already| both| go and| be| try to)* {_ACTS_ON}\b",
    rf"(?:[,.]|\band) (?:will|have|am) (?:already |now )?{_ACTS_ON}\b",
)
REFUSES = AnyOf(
    r"\bno (?:answer|reply|response|luck)\b|\bvoice ?mail\b|\btried\b|n't\b",
    r"\b(?:can't|cannot|won't|not able|unable|haven't|didn't|don't|not (?:me|mine|my|for me|the"
    r" right)|wrong person|no longer|isn't me|somebody else|someone else|on leave|(?<!straight"
    r" )(?<!right )away|not|in"
    r" error|forward|moved)\b",
)
