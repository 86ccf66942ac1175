"""Whom a sentence speaks of: a child and its family, or the people who work with them."""

from bot.mail.patterns import AnyOf

# Who a sentence speaks of. The auditor's own illness or leave is nobody's harm.
FAMILY = AnyOf(
    r"\b(?:child(?:ren)?(?:'s)?|bab(?:y|ies)|infant|toddler|boys?|girls?|sibling\w*|brother"
    r"|sister|twins?"
    r"|mum|mums|mummy|mother|dad|dads|father|parents?|step ?-?(?:dad|mum|father|mother)|stepfather"
    r"|uncle|aunt\w*|grand(?:dad|mum|ma|pa|father|mother|parents?)|gran(?:ny)?|nan|partner"
    r"|boyfriend|girlfriend"
    r"|famil(?:y|ies)|carers?|yp|young (?:person|people|man|woman)|teen\w*|kids?|lads?"
    r"|son|daughter|pupil|care leaver|unborn|new-?born"
    r"|\d{1,2}\W?(?:y/?o|yo|yr|year|month|week)s?\W?(?:old)?|(?:year|month|week)s?[ -]old|victim"
    r"|perpetrator)\b",
)
PRONOUN = AnyOf(r"\b(?:he|she|him|her|his|hers|he's|she's|they're)\b")
COLLEAGUE = AnyOf(
    r"\b(?:worker|sw|social worker|manager|tm|auditor|colleague|supervisor|iro|head|moderator"
    r"|i'm|i am|my)\b",
)
