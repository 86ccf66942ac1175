"""The audit form that a new workspace begins with, for the coordinator to change."""

from collections.abc import Mapping, Sequence

from bot.configuration.form_sheet import CATEGORY, GRADE, SECTION

_SECTIONS = (
    ("Child's voice", "Is it clear what life is like for the child, and what the child wants?"),
    ("Assessment", "Is it up to date, does it weigh history and need, and is it shared?"),
    ("Plan and reviews", "Does the plan say who does what by when, and is it reviewed on time?"),
    ("Safety and risk", "Are risks seen, weighed and acted on in time?"),
    ("Management oversight", "Do supervision and decisions show reflection and direction?"),
    ("Recording", "Are chronology, case notes and basic details complete and current?"),
    ("Overall", "The record as a whole."),
)
# The four judgements of the framework for inspecting local authority children's services (Ofsted).
_GRADES = (
    ("Outstanding", "O", "Far above what is expected."),
    ("Good", "G", "What is expected: needs are met and outcomes improve."),
    ("Requires improvement", "RI", "Some things fall short, and children are not at risk from it."),
    ("Inadequate", "I", "Serious or widespread shortcomings."),
)
_CATEGORIES = ("Assessment", "Plan", "Visits", "Chronology", "Supervision", "Recording", "Other")

DEFAULT_FORM: Sequence[Mapping[str, object]] = (
    *(
        {"Part": SECTION, "Name": name, "Order": n, "Meaning": meaning}
        for n, (name, meaning) in enumerate(_SECTIONS, 1)
    ),
    *(
        {"Part": GRADE, "Name": name, "Order": n, "Short": short, "Meaning": meaning}
        for n, (name, short, meaning) in enumerate(_GRADES, 1)
    ),
    *({"Part": CATEGORY, "Name": name, "Order": n} for n, name in enumerate(_CATEGORIES, 1)),
)
