"""The three meetings, and how much each of them is told (5.3, R-5.3-1)."""

from dataclasses import dataclass
from enum import StrEnum

from bot.policy.council import Role
from bot.policy.rules import Rules


class Meeting(StrEnum):
    """Where the Consultant Head reports each month."""

    PMM = "PMM"
    SCMT = "SCMT"
    EMM = "EMM"


@dataclass(frozen=True, slots=True)
class Level:
    """How much one meeting is told. What bears on a single case is told to SCMT alone (R-5.3-2)."""

    meeting: Meeting
    name: str
    reader: str  # whom the report is for
    secretary: Role  # who gets it beside the Consultant Head
    smallest: int  # counts of cases below it are hidden; 0 or 1: none
    by_stratum: bool  # the sample stratum by stratum: not where small counts are hidden
    single_cases: bool  # references, and the words of auditors
    nature: bool  # outstanding actions by their nature, and what became of them (R-10.2-4)


def level_of(meeting: Meeting, rules: Rules) -> Level:
    match meeting:
        case Meeting.PMM:
            return Level(
                meeting,
                "Performance Management Meeting",
                "the Strategic Director",
                Role.PMM_SECRETARY,
                rules.pmm_smallest,
                by_stratum=False,
                single_cases=False,
                nature=False,
            )
        case Meeting.SCMT:
            return Level(
                meeting,
                "Children’s Social Care Management Meeting",
                "the Assistant Director",
                Role.SCMT_SECRETARY,
                rules.scmt_smallest,
                by_stratum=rules.scmt_smallest < 2,
                single_cases=True,
                nature=True,
            )
        case Meeting.EMM:
            return Level(
                meeting,
                "Extended Managers’ Meeting",
                "all managers of social care",
                Role.EMM_SECRETARY,
                rules.emm_smallest,
                by_stratum=False,
                single_cases=False,
                nature=True,
            )
