"""The headings of Annexe A, list by list: Ofsted's own, and what else they are called."""

import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    key: str
    header: str  # as Ofsted writes it, with its trailing spaces and curly quotes
    other_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ListShape:
    """One of the eleven lists: its columns in Ofsted's order."""

    number: int
    title: str
    columns: tuple[Column, ...]
    tab_names: tuple[str, ...] = ()  # besides the title and "List 6"
    critical: tuple[tuple[str, ...], ...] = ()  # of each group at least one column must be there
    recent: frozenset[str] = frozenset()  # columns that older files rightly lack

    def header(self, key: str) -> str:
        return next(column.header.strip() for column in self.columns if column.key == key)


def normal(text: object) -> str:
    """One spelling for a heading: letters and digits alone, case ignored.

    So line breaks, double spaces, curly quotes, question marks and CamelCase make no difference,
    and still "Age" is never found inside "Team Manager": names are compared whole.
    """
    folded = unicodedata.normalize("NFKC", str(text)).casefold()
    return "".join(character for character in folded if character.isalnum())


def _columns(table: str) -> tuple[Column, ...]:
    rows = ([cell.strip() for cell in line.split("|")] for line in table.strip().splitlines())
    return tuple(Column(key, header.replace("␣", " "), tuple(more)) for key, header, *more in rows)


# Our key | Ofsted's heading ("Update: August 2019", and what List 9 gained by 2024; ␣ stands for a
# trailing space) | names seen in the exports and tools of the sector.
_ID = _columns("""
child_id | Child Unique ID | Child ID | Unique ID | Child Unique Identifier | Child Identifier | ID of child | Client ID | Person ID
""")  # noqa: E501
_PERSON = _columns("""
gender    | Gender | Sex
ethnicity | Ethnicity | Ethnic origin | Ethnic group
dob       | Date of Birth | DOB | Date of birth / expected date of birth
age       | Age of Child (Years) | Age | Age (Years) | Age of Child
""")
_DISABILITY = _columns("""
disability | Does the Child have a Disability | HasDisability | Disability
""")
_HELD = _columns("""
team   | Allocated Team | Team
worker | Allocated Worker | Worker | Allocated Social Worker
""")
_CONTACTS = _columns("""
contact_date   | Date of Contact
contact_source | Contact Source
""")
_EARLY_HELP = _columns("""
eh_start | Assessment start date
eh_end   | Assessment completion date
eh_org   | Organisation completing assessment
""")
_REFERRALS = _columns("""
referral_date   | Date of referral | ReferralDate
referral_source | Referral Source
referral_nfa    | Referral NFA?
referrals_12m   | Number of Referrals in Last 12 Months | ReferralsLast12Months
""")
_ASSESSMENTS = _columns("""
assessment_start         | Continuous Assessment Start Date | ContinuousAssessmentStart
assessment_seen          | Child Seen During Continuous Assessment | ContinuousAssessmentChildSeen
assessment_end           | Continuous Assessment Date of Authorisation | ContinuousAssessmentAuthDate
assessment_needs_support | Was the child assessed as requiring LA children’s social care support | Was the child assessed as being in need at assessment? | CSCSupportRequired
""")  # noqa: E501
_ENQUIRIES = _columns("""
s47_start        | Strategy discussion initiating Section 47 Enquiry Start Date | StratDiscussionDate
icpc_unnecessary | Was an Initial Child Protection Conference deemed unnecessary? | InitialCPConfUnnecessary
icpc_date        | Date of Initial Child Protection Conference | InitialCPConfDate
icpc_plan        | Did the Initial Child Protection Conference Result in a Child Protection Plan | CPConfResultInCPPlan
s47_12m          | Number of Section 47 Enquiries in the last 12 months | NumberS47s12m
icpc_12m         | Number of ICPCs in the last 12 months | NumberICPCs12m
""")  # noqa: E501
_IN_NEED = _columns("""
cin_start      | CIN Start Date
need           | Primary Need Code | Primary Need
last_seen      | Date Child Was Last Seen | DateChildLastSeen
cin_end        | CIN Closure Date | Closure Date | CIN End Date
closure_reason | Reason for Closure
case_status    | Case status
""")
_PROTECTION = _columns("""
cpp_start     | Child Protection Plan Start Date
abuse_initial | Initial Category of Abuse
abuse_latest  | Latest Category of Abuse
cp_visit      | Date of the Last Statutory Visit | Date of Last Statutory Visit
cp_seen_alone | Was the Child Seen Alone? | ChildSeenAlone
cp_review     | Date of latest review conference | DateOfLatestReviewConf
cpp_end       | Child Protection Plan End Date
epo_6m        | Subject to Emergency Protection Order or Protected Under Police Powers in Last Six Months (Y/N) | ProtectionLastSixMonths
cpp_previous  | Number of Previous Child Protection Plans | Sum of Number of Previous Child Protection Plans
""")  # noqa: E501
_CARE_UASC = _columns("""
uasc | Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N) | UASC
""")
_IN_CARE = _columns("""
cla_start          | Date Started to be Looked After | LoookedAfterStartDate | LookedAfterStartDate
cla_need           | Child's Category of Need | ChildCategoryOfNeed
cla_second         | Is this a second or subsequent period of being a Looked After Child within the last 12 months (Y/N) | Is this a second or subsequent episode of being a Looked After Child within the last 12 months (Y/N) | SubsequentLACEpisodeLast12Months
legal_start        | Start date of current legal status | MostRecentLegalStatusStart
legal_status       | Child's Legal Status | LegalStatus
cla_review         | Date of Latest Statutory Review | LatestStatutoryReviewDate
cla_visit          | Date of Last Social Work Visit | LastSocialWorkVisitDate
permanence_plan    | What is the permanence plan for this child? | PermanencePlan
iro_visit          | Date of Last IRO Visit / Contact to the Child | LastIROVisitDate
health             | Date of Last Health Assessment | LastHealthAssessmentDate
dental             | Date of Last Dental Check | LastDentalCheckDate
placements_12m     | Number of Placements in the Last 12 months | PlacementsLast12Months
cla_end            | Date Ceased to be Looked After␣ | CeasedLookedAfterDate | LookedAfterEndDate
ceased_reason      | Reason Ceased to be Looked After | ReasonCeasedLookedAfter
placement_start    | Start Date of Most Recent Placement | MostRecentPlacementStartDate
placement_type     | Placement Type
placement_provider | Placement Provider
placement_postcode | Placement postcode
placement_urn      | URN of Placement | PlacementURN
placement_location | Placement Location
placement_la       | LA of Placement | PlacementLA
missing_12m        | Number of Episodes the Child has been ‘Missing’ from their Placement in the last 12 months
absent_12m         | Number of Episodes the Child has been ‘Absent’ from their Placement in the last 12 months
rhi_offered        | Was the child offered a Return Interview after their last missing episode (Y/N)?
rhi_accepted       | Did the child accept a Return Interview after their last missing episode (Y/N)?
""")  # noqa: E501
_LEAVER_UASC = _columns("""
uasc | Unaccompanied Asylum Seeking Child (UASC), or formerly UASC if 18 or over (Y/N) | UASC
""")
_LEAVING = _columns("""
personal_advisor | Allocated Personal Advisor | Allocated Personal Adviser
eligibility      | Eligibility Category
pathway_review   | Latest Pathway Plan Review Date | LatestPathwayPlan
in_touch         | LA In Touch␣
latest_contact   | Latest Date of Contact | LatestContact
accommodation    | Type of Accommodation | Type of Accomodation
suitability      | Suitability of Accommodation | Suitability of Accomodation
activity         | Activity Status
""")
_FAMILY = _columns("family_id | Family identifier")
_ADOPTION = _columns("""
entered_care           | Date the Child Entered Care
shobpa                 | Date of Decision that Child Should be Placed for Adoption
placement_order        | Date of Placement Order
matched                | Date of Matching Child and Prospective Adopters
placed                 | Date Placed for Adoption
adoption_order         | Date of Adoption Order␣
shobpa_reversed        | Date of Decision that Child Should No Longer be Placed for Adoption
shobpa_reversed_reason | Reason Why Child No Longer Placed for Adoption
ffa                    | Date the child was placed for fostering in FFA or concurrent planning placement
""")  # noqa: E501
_ADOPTER_ID = _columns("adopter_id | Individual adopter identifier")
_ADOPTERS = _columns("""
disability      | Disability
ffa_adopter     | Is the (prospective) adopter fostering for adoption?
enquiry         | Date enquiry received
stage_1_started | Date Stage 1 started
stage_1_ended   | Date Stage 1 ended
stage_2_started | Date Stage 2 started
stage_2_ended   | Date Stage 2 ended
submitted       | Date application submitted
approved        | Date application approved
matched         | Date adopter matched with child(ren)
placed          | Date child/children placed with adopter(s)
children_placed | No. of children placed
adoption_order  | Date of Adoption Order
left            | Date of leaving adoption process
leave_reason    | Reason for leaving adoption process
""")

_BASIC = _ID + _PERSON
_CHILD = _BASIC + _DISABILITY
_LIST_5 = "Section 47 enquiries and Initial Child Protection Conferences"
_LIST_6_NEEDS = ("child_id", "cin_start", "cin_end", "case_status", "team", "worker")
_SHAPES = (
    ListShape(1, "Contacts", _BASIC + _CONTACTS),
    ListShape(2, "Early Help", _BASIC + _EARLY_HELP, ("Early Help Assessments",)),
    ListShape(3, "Referral", _BASIC + _REFERRALS + _HELD, ("Referrals",)),
    ListShape(
        4,
        "Assessments",
        _CHILD + _ASSESSMENTS + _HELD,
        critical=(("child_id",), ("assessment_end",)),
    ),
    ListShape(5, _LIST_5, _CHILD + _ENQUIRIES + _HELD, ("Sec47 and ICPC", "Section 47", "S47")),
    ListShape(
        6,
        "Children in Need",
        _CHILD + _IN_NEED + _HELD,
        ("CIN",),
        critical=tuple((key,) for key in _LIST_6_NEEDS),
    ),
    ListShape(
        7,
        "Child protection",
        _CHILD + _PROTECTION + _HELD,
        ("CPP", "CP"),
        critical=(("child_id",), ("cpp_end",)),
    ),
    ListShape(
        8,
        "Children in care",
        _BASIC + _CARE_UASC + _DISABILITY + _IN_CARE + _HELD,
        ("CLA", "LAC"),
        critical=(("child_id",), ("cla_end",)),
    ),
    ListShape(
        9,
        "Care leavers",
        _BASIC + _LEAVER_UASC + _DISABILITY + _HELD + _LEAVING,
        ("Leaving Care Services", "Leaving Care"),
        critical=(("child_id",), ("team",), ("worker", "personal_advisor")),
        recent=frozenset({"uasc", "personal_advisor", "pathway_review", "latest_contact"}),
    ),
    ListShape(10, "Adoption", _ID + _FAMILY + _PERSON + _DISABILITY + _ADOPTION),
    ListShape(11, "Adopters", _ADOPTER_ID + _FAMILY + _PERSON[:2] + _ADOPTERS),
)
LISTS: Mapping[int, ListShape] = {shape.number: shape for shape in _SHAPES}
CASE_LISTS = (6, 8, 7, 9, 4)  # whose rows make cases, in the order in which they are believed


def _names(shape: ListShape) -> dict[str, str]:
    names = {normal(column.header): column.key for column in shape.columns}
    for column in shape.columns:
        for name in column.other_names:
            names.setdefault(normal(name), column.key)
    return names


# By list number: normal name -> column key; and the names that occur on that list alone.
NAMES: Mapping[int, Mapping[str, str]] = {n: _names(shape) for n, shape in LISTS.items()}
_USES = Counter(name for names in NAMES.values() for name in names)
SIGNATURES: Mapping[int, frozenset[str]] = {
    n: frozenset(name for name in names if _USES[name] == 1) for n, names in NAMES.items()
}
IDS: Mapping[int, frozenset[str]] = {
    n: frozenset(name for name, key in names.items() if key == LISTS[n].columns[0].key)
    for n, names in NAMES.items()
}
