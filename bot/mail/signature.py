"""Signatures, slogans and gateway banners, told line by line, never "everything after Regards".

A postscript below a signature counts, and children's services write "Safeguarding" into their
signatures: only lines that are surely of a signature are taken off, from the end upwards.
"""

import re
from collections.abc import Sequence

from bot.mail.patterns import AnyOf

_MOBILE = AnyOf(
    r"[(<]{0,2}(?:(?:sent|posted) (?:from|via|with|using|by) (?:my|outlook|mail|yahoo|samsung"
    r"|gmail|proton|the all.new"
    r"|a (?:mobile|phone|tablet)|an? i\w+|mobile|windows|blackberry|galaxy|iphone|ipad|android"
    r"|airmail|sparrow|\[mail\])\b"
    r"[^:]{0,80}|sent (?:via|with|using) [\w ]{2,40}|sent from [\w ]{1,20} (?:for|on) (?:ios|ipad"
    r"|iphone|android|windows).{0,10}"
    r"|from my i?phone.{0,12}|get \[?outlook for \w+.{0,60}|download(?: the official)? .{2,30}"
    r" app.{0,30}"
    r"|enviado desde mi .{0,40}|envoyé (?:de|depuis|à partir de) .{0,40}|.{0,30}von mein\w+"
    r" .{0,50}gesendet"
    r"|gesendet (?:mit|von) .{0,40}|verzonden (?:met|vanaf|via) .{0,40}|sendt fra min .{0,40}"
    r"|skickat från min .{0,40}"
    r"|inviato da .{0,40}|lähetetty .{0,40}|wysłane z .{0,40}|отправлено .{0,40}|從我的 .{0,20}"
    r" 傳送)[.!>)]{0,2}",
)
# Slogans and notices that councils put under every mail: each pattern must explain the whole line.
_NOTICES = AnyOf(
    r"safeguarding is every(one|body)('s|s)? (business|responsibility)\b.{0,160}",
    r"if you('re| are) (worried|concerned) (about|for) (a|any) (child|young person|adult)"
    r"\b.{0,160}",
    r"(this|the) (e-?mail|message|communication|information)\b.{0,60}\b(confidential"
    r"|intended|privileged|transmitted)\b.{0,3000}",
    r"(please )?(think|consider)\b.{0,30}\b(environment|before (you )?print)\b.{0,100}",
    r"(my|our) (normal |usual |current )?(working|office) (days|hours|pattern|week)\b"
    r".{0,100}",
    r"(i work|we work) (flexibly|part.time|monday|tuesday|wednesday|mon|tue|wed)\b.{0,160}",
    r"(pronouns?:.{0,40}|\(?(she/her|he/him|they/them)[/\w]{0,12}\)?)",
    r"(confidentiality notice|disclaimer|privacy notice)\b.{0,2000}",
    r"(follow|like|find|visit) us (on|at)\b.{0,80}",
    r"(any|the) (views|opinions)\b.{0,60}\b(author|sender|council|necessarily)\b.{0,1000}",
    r"if you (are not the|have received this)\b.{0,20}\b(intended|e-?mail|message)\b"
    r".{0,2000}",
    r"(virus|this e-?mail has been scanned)\b.{0,200}",
    r"(please )?do not print this .{0,60}",
)
_BANNERS = AnyOf(
    r"\W*(caution|warning|attention|external|important|be careful|notice)\b.{0,80}"
    r"\b(originated|outside|external|"
    r"unknown sender|not recogni[sz]e|sent from)\b.{0,400}",
    r"\W*this (e-?mail|message) (originated|came|was sent|is) (from )?(an )?(outside"
    r"|external)\b.{0,300}",
    r"\W*external( e-?mail| message| sender| mail)?\W*",
    r"(you don't|some people who received this message don't) often (get|receive) e-?mail"
    r" from\b.{0,200}",
    r"(do not|don't|never) (click|open)\b.{0,40}\b(links?|attachments?)\b.{0,200}",
    r"\W*(classification|sensitivity|marking|security)?\W{0,4}official(\W{0,3}sensitive)?"
    r"(\W{0,4}(personal|commercial|locsen|internal|for public release))?\W*",
    r"\W*(not protectively marked|protect|restricted|unclassified|internal only|personal"
    r" data)\W*",
)
_PHONE = re.compile(r"(?<![\d/.-])(?:\+44|\(?0)[\d\s().-]{8,16}\d(?:\s*(?:ext|x)\.?\s*\d{1,6})?")
_CONTACT_WORDS = AnyOf(
    r"\b(?:tel|telephone|t|m|mob|mobile|phone|direct|dial|office|email|e|mail|fax|f|ext|ddi|w|web"
    r"|website"
    r"|twitter|x|facebook|linkedin|internal|teams|or|duty|line|switchboard)\b[:.]?",
)
_LINK = AnyOf(
    r"<?(?:https?://|www\.)\S{1,500}|[\w.+'-]{1,64}@[\w.-]{1,120}|<mailto:[^>]{1,200}>",
)
_MAY_BE_CONTACT = re.compile(r"[\d@]|://|www\.|mailto:", re.IGNORECASE)
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s+\d[A-Z]{2}\b")
_TITLE = AnyOf(
    r"\b(?:manager|practitioner|social worker|lead|officer|head of|director|auditor|co-?ordinator"
    r"|chair"
    r"|consultant|assistant|administrator|supervisor|deputy|team|service|services|council"
    r"|directorate"
    r"|department|authority|trust|borough|county|unit|hub|floor|house|street|road|avenue|hall"
    r"|centre"
    r"|assurance|safeguarding|mash|bsc|msc|ma|dipsw|social care|ph\.?d|ceo|engineer|inc|ltd|llc)\b",
)
_SENTENCE = AnyOf(
    r"\b(?:i|i'm|i've|i'll|we|he|she|they|it|is|isn't|was|were|has|have|had|can|can't|cannot|could"
    r"|will|won't|would"
    r"|please|not|no|do|don't|need|needs|done|completed?|defer|agree|agreed|see|saw|seen|ring"
    r"|call me|ps"
    r"|concern|concerns|concerned|worried|because|since|until|yes|but|that|this|there|who|what"
    r"|when|if"
    r"|approved?|declined?|authorised|excuse|hand|action|actions|remedial|bruis\w*|injur\w*|asap"
    r"|urgent\w*"
    r"|required|update|sorry|unsafe|risk)\b",
)
_NAME = re.compile(
    r"(?:[A-Z][\w'’-]*\.?|[A-Z]{1,5})(?: (?:[A-Z][\w'’-]*\.?|[A-Z]{1,5}|\([\w/ ]{2,20}\)|de|van"
    r"|von)){0,3},?"
)
SIGN_OFF = AnyOf(
    r"(?:(?:many|with many|with|much) thanks|thanks(?: again| in advance| very much| so much| a"
    r" lot| all)?|thank you"
    r"(?: again| very much| so much)?|thx|cheers|ta|(?:kind|warm|best|warmest"
    r"|kindest)?\s?(?:regards|wishes)|kr|br"
    r"|all the best|best|yours(?: sincerely| faithfully| truly)?|sincerely(?: yours)?|regards to"
    r" all|with kind regards"
    r"|thanks and regards|have a (?:good|nice|lovely) (?:day|weekend|evening|week)|speak soon"
    r"|cofion(?: cynnes)?|diolch"
    r"|x{1,3})[\s,.!x]*",
)


def is_banner(line: str) -> bool:
    """Whether a mail gateway or a protective marking wrote this line."""
    return len(line) < 700 and bool(_BANNERS.fullmatch(line))


def is_notice(line: str) -> bool:
    """Whether this line stands under every mail of an organisation: disclaimer, slogan."""
    return bool(_NOTICES.fullmatch(line[:3500]))


def is_mobile(line: str) -> bool:
    """Whether a mail program signed itself here: "Sent from my iPhone"."""
    return len(line) < 160 and bool(_MOBILE.fullmatch(line.strip(" *_-"))) and " is " not in line


def is_contact(line: str) -> bool:
    """Whether this line is made of telephone numbers, addresses and links alone."""
    if len(line) > 300 or not _MAY_BE_CONTACT.search(line):
        return False
    bare = _LINK.sub(" ", _PHONE.sub(" ", line))
    if bare == line and not _POSTCODE.search(line):
        return False
    words = re.findall(r"[^\W\d_]{2,}", _CONTACT_WORDS.sub(" ", bare))
    return not _SENTENCE.search(bare) and len(words) <= (12 if _POSTCODE.search(line) else 3)


def is_title(line: str) -> bool:
    """Whether this line is a post, a team or an organisation, and no sentence."""
    words = line.split()
    if len(words) > 14 or len(line) > 140 or line.endswith((".", "!", "?", ":")):
        return False
    return not _SENTENCE.search(line) and (bool(_TITLE.search(line)) or " | " in line)


def is_name(line: str) -> bool:
    return len(line) <= 40 and bool(_NAME.fullmatch(line)) and not _SENTENCE.search(line)


def split(lines: Sequence[str]) -> tuple[list[str], list[str]]:
    """What was written and the signature under it. Both in order; nothing is lost between them."""
    at = _signature_start(lines)
    kept, mobile = list[str](), list[str]()
    for line in lines[:at]:
        (mobile if is_mobile(line) else kept).append(line)
    kept, signed = _delimited(kept)
    return _without_inner(kept), [*mobile, *signed, *lines[at:]]


def _signature_start(lines: Sequence[str]) -> int:
    """Where the signature at the end begins; the number of lines if there surely is none.

    The first line of a mail is no signature, unless it is a telephone number or a notice:
    "Finished" alone above a signature looks like a name.
    """
    first = next((n for n, line in enumerate(lines) if line.strip()), 0)
    at, sure = len(lines), False
    while at:
        line = lines[at - 1]
        surely = _is_sure(line)
        if line.strip() and not (surely or _may_belong(lines, at - 1, first)):
            break
        at -= 1
        sure |= surely
        if is_name(line) and not is_title(line):
            break
    return at if sure else len(lines)


def _may_belong(lines: Sequence[str], at: int, first: int) -> bool:
    if at == first:
        return False
    line = lines[at]
    adjacent = at + 1 < len(lines) and bool(lines[at + 1].strip())
    return is_title(line) or (adjacent and is_name(line)) or set(line) <= set("-_*= ")


def _is_sure(line: str) -> bool:
    return bool(line.strip()) and (is_contact(line) or is_notice(line) or is_mobile(line))


def _is_labelled(line: str) -> bool:
    """A telephone number that says it is one."""
    return (
        is_contact(line)
        and bool(_PHONE.search(line))
        and bool(_CONTACT_WORDS.match(line.lstrip("*_ ")))
    )


def _delimited(lines: list[str]) -> tuple[list[str], list[str]]:
    """Take off what stands under the signature line "-- " where none of it is a sentence."""
    marks = [n for n, line in enumerate(lines) if line.strip() in {"--", "__", "– –"}]
    if not marks:
        return lines, []
    below = [line for line in lines[marks[0] + 1 :] if line.strip()]
    if len(below) > 12 or any(len(line) > 80 or _SENTENCE.search(line) for line in below):
        return lines, []
    return lines[: marks[0]], lines[marks[0] :]


def _without_inner(lines: list[str]) -> list[str]:
    """Take off a signature in the middle: a line of contacts or a notice, and the titles above it.

    A postscript may follow the signature, so the signature does not always end the mail.
    """
    gone: set[int] = set()
    for number, line in enumerate(lines):
        if not (is_notice(line) or _is_labelled(line)):
            continue
        gone.add(number)
        above = number - 1
        while above >= 0 and above >= number - 6 and (is_title(lines[above]) or above in gone):
            gone.add(above)
            above -= 1
        if above >= 0 and above + 1 in gone and above + 1 != number and is_name(lines[above]):
            gone.add(above)
    return [line for number, line in enumerate(lines) if number not in gone]
