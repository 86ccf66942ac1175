"""What free text seems to wish, as tables of patterns. It only proposes: a person confirms.

To accept another phrase, add it to the table of its wish and a line to the tests' table.
"""

import re

from bot.mail.patterns import AnyOf

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
    _OPENING + r"if\b[^?]*\b(?:what|who|how|where|which|does|do i|will i|am i|is it)\b[^?]*\?",
    # A verb before its subject asks, with or without its mark.
    _OPENING + r"(?:do (?:i|we|you)|does (?:it|this|the|my|he|she|that)|did (?:you|my|i|the)|am i"
    r"|are (?:we|you|these|there)|have you|has (?:this|the|my|it|that)|is there|are there"
    r"|is this|should (?:i|we)|shall i)\b",
    _OPENING + r"(?:can|could|may) i (?:just |quickly |please )?(?:check|ask|confirm|query|clarify)"
    r" (?:if|whether|what|when|who|which|how|why|where|that)\b(?! (?:i|we) (?:can|could|may))",
    _OPENING + r"(?:can|could|may) i (?:please )?(?:have|get|see) (?:an? |the |my |some "
    r"|your |another )?(?:\w+ )?(?:copy|link|number|no|details|access|name|form|report|info\w*"
    r"|guidance|template|contact|id|login|password|tool|invite|list|findings|feedback)\b",
    _OPENING + rf"(?:can|could|would|will) {_YOU} (?:please )?{_TELL}\b",
    _OPENING + r"(?:any (?:idea|news|update)"
    r"|(?:i'm )?not sure (?:what|which|how|who|where|if|whether))\b",
)
QUESTION = AnyOf(
    r"\b(?:can|could|may) i (?:just |quickly )?(?:check|ask|confirm|query)\b",
    r"\?\s*\W*$",
    _OPENING + r"(?:re-?send|send (?:me|us|it again|again|over)|forward me|point me|remind me"
    r"|show me|tell me|let me know (?:what|when|who|which|how|where|if|whether))\b",
    r"\b(?:please|pls) (?:can|could) you (?:tell|confirm|clarify|explain|advise|send|resend"
    r"|check)|\b(?:can|could) you (?:please )?(?:tell|confirm|clarify|explain|advise|send|resend"
    r"|check|let me know)",
    r"\b(?:please|pls) (?:advise|clarify|explain|confirm (?:what|when|who|which|how|if|whether))"
    r"|\bi (?:have|had|'ve got) a (?:quick )?(?:question|query)|\b(?:i'm|i am) (?:not sure"
    r"|unsure|confused)|\bdon't (?:understand|know) (?:what|how|which|who|where|why|if|whether)",
    r"\b(?:want|wanted|need|like) to (?:know|check|ask|clarify)\b|\bwondering (?:if|whether|what"
    r"|when|how|who)\b",
)

# --- Done, and to be done -------------------------------------------------------------------------

# Will be done by then: a deferment if a day is named, else only an assurance.
PROMISE = AnyOf(
    r"\b(?:will|'ll) pick (?:it|this) up\b|\bdiari[sz]ed\b|\bpencilled in\b",
    r"\b(?:will|'ll) (?:then )?(?:be )?(?:updat\w+|record\w*|add\w*|review\w*|amend\w*"
    r"|address\w*)\b",
    r"^\W*(?:it|this|that|mine)(?:'ll| will) be\b",
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
    r"\bconcluded\b|\bauthorised the (?:audit )?form\b",
    # "audit now in, sorry": gone to where audits go, and not "in progress", "in draft".
    r"\b(?:audit|form|it|this|that|one|mine|return)(?:'s| is| has| have)? (?:\w+ly |all |now )*"
    r"(?:in|gone in|went in|gone off|went off|went over|gone over|gone through|went through)\b"
    r"(?=\W*(?:$|[,.;!]|sorry|thanks|ta\b|on\b|at\b|today|yesterday|now|already|and\b|last|this"
    r"|x\b|late|early|before|just))",
    r"\bcarried out\b|\bundertaken\b|\baudited (?:it|this|that|the)\b|\bdid (?:the|my) audit\b",
    r"\bfinali[sz]ed\b|\b(?:pressed|hit|clicked) (?:on )?(?:submit|send|complete)\b|\b(?:wrapped"
    r"|written"
    r"|typed|tied|finished|wrote|typed) (?:it|this|that|this one|mine|the audit|everything) (?:up"
    r"|off)\b",
    r"\bclosed (?:it|this|that|this one|mine|the audit) (?:off|down|out)\b|\b(?:mine|mine's"
    r"|my audit)"
    r"(?:'s| is)? (?:now )?(?:in|there|over|back)\b|\byou(?:'ll| will| can"
    r"| should)? (?:now )?(?:find|see"
    r"|have) (?:my |the )?completed\b",
    r"\bsent (?:the|my|this) (?:\w+ )?(?:audit|back|in|over|off|across)\b|\bhanded (?:mine|it|this"
    r"|the audit) in\b|^\W*audited\b|\bi did (?:it|this|that|mine)\b",
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
    r" (?:i|it|this|we|that|the audit)\b(?! (?:went|left|broke|was|had|go|finished for))"
    r"|\bunless\b|\bto be (?:complet|done|finish|submit|uploaded|signed|authori[sz])\w*"
    r"|\bneeds? (?:to be )?\w*(?:complet|do|finish|submit)\w*|\bjust (?:need|the|got|waiting"
    r"|missing|to (?:do|finish|complete|write|add|upload|submit))\b|\bonly the\b"
    r"|\bbar the\b|\bwrong\b|\bin progress\b|\bhope\b|\bhoping\b",
    r"\b(?:to|will|can|could|must|need|try|trying|hoping|aiming|booked) (?:\w+ )?(?:get|have"
    r"|getting|having)\b(?: \w+){1,3} (?:complete\w*|finished|done|submitted|uploaded|over|in"
    r"|back)\b",
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
    r"\b(?:thought|believed|assumed) (?:that )?(?:i|we|it|this|the)\b[^.?!]{0,60}\bbut\b",
    r"\b(?:one|two|three|four|some|most|several|\d+)(?: \w+)? of (?:the|these|them|those|\d)\b",
    r"\b(?:one|two|three|four|\d+) out of\b",
    r"\b(?:one|two|three|some|is|are|was|still|remains?|remaining|\d+)(?: \w+)? outstanding\b"
    r"(?! (?:items?|actions?|ones?|works?|tasks?|pieces?|grades?))",
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
