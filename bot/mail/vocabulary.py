"""The words of the closed grammar: a reply is acted on only if its every word is explained here.

What hedges is in no list, on purpose: not, n't, nearly, almost, partly, should, if, but, apart,
except, think, hope. So "not yet completed" or "nearly done" never completes anything.
"""

from collections.abc import Mapping

from bot.policy.said import WishKind

_COMMON = """
a an the this that it its it's one and for of on in at to is are was were been be i i'm i've me my
we our you your hi hello hiya hey dear morning afternoon evening good all both team qa thanks
thank thankyou thx ta cheers please pls plz many very much kind regards best wishes kindly sorry
apologies now today just also case file audit audits auditing ref reference re regarding number
with from as has have had by yesterday monday tuesday wednesday thursday friday here there
attached again everyone colleague colleagues folks sir madam x xx per previous email that's thats
one's above delay lateness lcs liquidlogic
"""

_DONE = """
complete completed done finished submitted uploaded sent saved close system portal folder
sharepoint form tool return mark marked down as fully successfully all finally yes confirm
confirming confirmed last lastly night ready moderation returned via job over shared drive yep
late week month did took ages slow v signed off authorised authorized
"""

_LATER = """
defer deferral deferred deferment deferring extend extended extension postpone postponed push
pushed move moved put back delay until till til untill date new revised deadline due more time
longer extra another further additional couple few weeks week days day month months fortnight
working can could would may like request requesting requested need have give given get if possible
possibly grateful i'd i'll ? wc commencing end beginning play ask asking am instead do ok bit
short latest
"""

# Reasons at work, which harm nobody: whoever decides the request reads them.
_REASONS = """
as because so due cover covering two three four both teams moment court proceedings final hearing
bank holiday holidays annual leave sick sickness ill unwell poorly poor workload capacity vacancies
vacancy pressures pressure ofsted inspection busy hectic only just come came manager managers full
short staffed staff staffing phased return returning work reason am off on out office into away
training course currently still very really bit behind around after before worker sw social
"""

_EXCUSED = """
dispensation excuse excused exempt exemption can could would may like request requesting requested
need have be get given apply applying asking ask i'd am ? round period programme
"""

_OTHER_AUDITOR = """
reallocate reallocated reallocation reallocating re-allocate re-allocated reassign reassigned
reassignment re-assign hand handed over someone somebody else another other auditor different can
could would be go given give pass passed take transfer swap swapped like request requesting
requested need ? i'd person
"""

_REMEDIAL = """
action actions remedial complete completed done finished close actioned all both now points items
chronology plan updated update uploaded recorded evidence evidenced implemented addressed resolved
remedied yes confirm confirming confirmed these those they have signed off authorised authorized
"""

_YES = """
approve approved approves agree agreed agrees agreeing authorise authorised authorize authorized
grant granted yes ok okay fine go ahead happy support supported accept accepted confirm confirmed
request requested extension deferral deferment dispensation reallocation decision with me sure
absolutely
"""

_NO = """
decline declined declines reject rejected refuse refused request extension deferral deferment
dispensation reallocation decision
"""

_ACKNOWLEDGED = """
ok okay k noted received got understood acknowledged acknowledge understand great brilliant lovely
perfect fab fabulous super grand fine sure yep letting know for information update confirming
reminder that's appreciated much no problem problems worries welcome useful helpful clear good 👍 🙏
😊 🙂 👌 ✅ diolch will do i'll get month time share look later diary next make start started begin
week weeks happy pleased feedback heads up really most so sending through put aside onto pass passed
take sort discuss go learning moderator grade deadline due date done complete completed over by in
these those am back supervision soon stuff thanks
"""

# Words of an answer to a concern, beyond those of every acknowledgement.
_TAKEN_ON = """
ring call phone speak talk contact discuss team manager worker social them her him straightaway
straight away immediately morning afternoon tonight tomorrow first thing it leave dealing deal
i'll i'm am on take taking up pick picking will have this with dealt service strategic lead head
concern concerns raise raised raising look looking into follow following
"""

COMMON = frozenset(_COMMON.split())
VOCABULARY: Mapping[WishKind, frozenset[str]] = {
    WishKind.COMPLETE: COMMON | frozenset(_DONE.split()),
    WishKind.DEFER: COMMON | frozenset((_LATER + _REASONS).split()),
    WishKind.DISPENSATION: COMMON | frozenset((_EXCUSED + _REASONS).split()),
    WishKind.REALLOCATE: COMMON | frozenset(_OTHER_AUDITOR.split()),
    WishKind.REMEDIAL_COMPLETE: COMMON | frozenset(_REMEDIAL.split()),
    WishKind.MANAGEMENT_DECISION: COMMON | frozenset(_YES.split()) | frozenset(_NO.split()),
    WishKind.ACKNOWLEDGE: COMMON | frozenset(_ACKNOWLEDGED.split()),
    WishKind.SAFEGUARDING: COMMON | {"safeguarding"},
}
# One of these must be among the words: "I can take another audit" is no reallocation.
CORE: Mapping[WishKind, frozenset[str]] = {
    WishKind.COMPLETE: frozenset("complete completed done finished submitted uploaded".split()),
    WishKind.DEFER: frozenset(
        "defer deferral deferred deferment extend extended extension postpone postponed until"
        " till til"
        " longer another extra further additional more".split()
    ),
    WishKind.DISPENSATION: frozenset("dispensation excused exempt exemption".split()),
    WishKind.REALLOCATE: frozenset(
        "reallocate reallocated reallocation reallocating reassign reassigned reassignment".split()
    ),
    WishKind.REMEDIAL_COMPLETE: frozenset(
        "complete completed done finished actioned addressed implemented resolved".split()
    ),
    WishKind.MANAGEMENT_DECISION: frozenset(
        "approve approved agree agreed authorise authorised grant granted yes ahead supported"
        " decline declined reject rejected refuse refused".split()
    ),
}
KNOWN: frozenset[str] = frozenset().union(*VOCABULARY.values())
TAKEN_ON = KNOWN | frozenset(_TAKEN_ON.split())  # on the thread of a concern
