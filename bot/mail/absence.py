"""Words without headers that an automatic reply about an absence is made of."""

import re

from bot.mail.patterns import AnyOf

_OTHER_WISH = (
    r"(?!.{0,200}\b(?:audit\w*|due|deadline|defer|extension|extend|dispensation|reallocat\w*"
    r"|this one|so (?:it|this|i|can|could)|(?:it|this) (?:will|'ll|won't)"
    r"|more time|(?<!no )longer|(?:need|please) (?:to|it|this|a)\b"
    r"|(?:will|i'll) (?:do|complete|finish|submit|send it|have it|look at)"
    r"|(?:can|could) (?:i|you|we|this|someone|somebody))\b)"
)
_ABSENCE_TEXT = re.compile(
    r"(?:(?:thank you|thanks) for (?:your|the) (?:e-?mail|message)[.,!]*\s*)?"
    r"(?:please note (?:that )?)?(?:hello|hi|dear \w+|good \w+)?[,.!\s]*"
    r"(?:(?:i am|i'm|i will be|i'll be|we are)\s(?:currently |now |presently )?"
    r"(?:away|off work|(?:out of|not in) (?:the )?office|on (?:annual |sick |maternity |paternity "
    r"|adoption |study"
    r" |special |compassionate |parental )?leave"
    r"|on (?:holiday|secondment|a career break|a phased return))\b"
    + _OTHER_WISH
    + r"|i (?:have |'ve )?(?:now )?(?:left|retired|no longer work)\b|i no longer (?:work|am)"
    r"|i (?:only )?work (?:part.time|monday|tuesday|wednesday|mon|tue|wed|thu)"
    r"|automatic reply|out of office|rwyf (?:allan|ar)|this is an automat"
    r"|this (?:mailbox|inbox|account) is (?:not|no longer) (?:monitored|in use)"
    r"|my (?:working days|last day))",
    re.IGNORECASE | re.DOTALL,
)


# Two of these beside each other are an automatic reply, however each is put.
_AWAY = AnyOf(
    r"\b(?:i am|i'm|i will be|i'll be|we are|am) (?:currently |now |presently |also )*(?:away|off"
    r"|out|on (?:\w+ ){0,2}(?:leave|holiday|secondment|course|training|break)|part.?time|not in"
    r"|in (?:court|training|meetings|panel)|not (?:working|at work)|unavailable|retired)\b",
    r"\bi(?: have|'ve)? (?:now |recently )?(?:left|retired|moved (?:to|on|into)|changed)\b"
    r"|\bi (?:only |do not |don't )?work (?:on )?(?:part|mon|tue|wed|thu|fri|term)"
    r"|\b(?:in|during) my absence\b|\bnon.?working days?\b",
)
_OF_MAIL = AnyOf(
    r"\b(?:respond|reply|replying|responding|get back|be in touch|pick up (?:messages|e-?mails?))\b"
    r"[^.!?]{0,40}\b(?:return|when|tomorrow|as soon|on my|mon|tue|wed|thu|fri|back|shortly|later"
    r"|then)",
    r"\baccess to (?:my )?(?:e-?mails?|mailbox|inbox|work)|\bno access to\b"
    r"|\b(?:e-?mails?|inbox|mailbox|account|messages?)"
    r" (?:is |are |will be |will |has been |have been )*(?:not|no longer|n't)\b",
    r"\b(?:please|pls) (?:contact|call|e-?mail|ring|redirect|direct|speak to)\b|\bon my return\b"
    r"|\bfor (?:anything|any|all) urgent\b|\bif (?:it is|it's|your \w+ is|this is|the matter is)"
    r" urgent\b",
    r"^\W*(?:hi|hello|good \w+)?\W*(?:thank you|thanks) for (?:your|the) (?:e-?mail|message)"
    r"|^\W*(?:thank you|thanks) for (?:getting in touch|contacting|emailing)",
)


def is_absence_text(text: str) -> bool:
    """Whether words without headers are those of an automatic reply, from their beginning."""
    said = text[:2000].strip().replace("’", "'")
    if _ABSENCE_TEXT.match(said):
        return True
    away = _AWAY.search(said[:300])
    return bool(away and _OF_MAIL.search(said) and _NO_OTHER_WISH.match(said))


_NO_OTHER_WISH = re.compile(_OTHER_WISH, re.IGNORECASE | re.DOTALL)
