"""The evidence as one page: what it comes to in sentences, then the tables worth reading."""

from collections.abc import Sequence
from datetime import date, datetime
from html import escape

from bot.policy.wording import day_words
from bot.policy.working_days import LONDON, london_day
from bot.workbooks.tables import NOTHING, Table, Value

# Table -> the columns that the page shows of it; the workbook has all of all.
SHOWN = {
    "Rounds": (
        "Round",
        "Reference",
        "Annexe A as at",
        "Open cases",
        "Cases drawn",
        "Deployed on",
        "Deployed by",
        "Draw made again",
    ),
    "Strata": ("Round", "Stratum", "Open", "Drawn"),
    "Audits": (
        "Reference",
        "Child's id",
        "Auditor",
        "State",
        "Assigned on",
        "First due date",
        "Times deferred",
        "Completed on",
        "Quality assurance",
    ),
    "Actions": ("Reference", "Audit", "Team", "Category", "State", "Due", "Done on"),
    "Looks back": ("Action", "Look back", "Due", "Fulfilled", "Completed", "Authorised"),
    "Safeguarding": (
        "Reference",
        "Raised at",
        "Acknowledged by",
        "Time to acknowledge",
        "Decided by",
        "State",
    ),
    "Management Decisions": ("Reference", "Actions", "State", "Authorised by", "Authorised on"),
    "Disagreements": ("Reference", "Actions", "Raised on", "State", "Outcome", "Settled on"),
    "Rules": ("Round", "Rule", "In force", "Approved by", "Approved on"),
}

STYLE = """
body { font: 16px/1.5 Arial, sans-serif; color: #0b0c0c; margin: 2em auto; max-width: 70em;
       padding: 0 1em; }
h1 { font-size: 2em; line-height: 1.2; } h2 { margin: 1.6em 0 .4em; break-after: avoid; }
table { border-collapse: collapse; width: 100%; font-size: .8em; }
th, td { border-bottom: 1px solid #b1b4b6; padding: .3em .6em .3em 0; text-align: left;
         vertical-align: top; }
tr { break-inside: avoid; } thead { display: table-header-group; }
@page { size: A4 landscape; margin: 15mm; } @media print { body { margin: 0; max-width: none; } }
"""


def page(heading: str, lines: Sequence[str], tables: Sequence[Table]) -> str:
    """One page without scripts, pictures or links to elsewhere; prints on A4."""
    shown = [_section(table, SHOWN[table.name]) for table in tables if table.name in SHOWN]
    council, of, as_at, *findings = lines
    items = "\n".join(f"<li>{escape(line)}</li>" for line in findings)
    return (
        f'<!doctype html>\n<html lang="en-GB"><head><meta charset="utf-8">\n'
        f"<title>{escape(heading)}: {escape(of)}</title>\n<style>{STYLE}</style></head>\n"
        f"<body><main>\n<h1>{escape(heading)}</h1>\n"
        f"<p><strong>{escape(council)}</strong><br>{escape(of)}<br>{escape(as_at)}</p>\n"
        f"<h2>What it comes to</h2>\n<ul>\n{items}\n</ul>\n{''.join(shown)}\n"
        "<p>Letters, decisions and all columns are in the workbook of the same name.</p>\n"
        "</main></body></html>\n"
    )


def _section(table: Table, columns: Sequence[str]) -> str:
    if not table.rows:
        return f"<h2>{escape(table.title)}</h2>\n<p>None.</p>\n"
    headings = [column.heading for column in table.columns]
    places = [headings.index(column) for column in columns]
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in columns)
    rows = "\n".join(_row([row[place] for place in places]) for row in table.rows)
    about = f"<p>{escape(table.about)}</p>\n" if table.about else ""
    return (
        f"<h2>{escape(table.title)}</h2>\n{about}<table><thead><tr>{head}</tr></thead>\n"
        f"<tbody>\n{rows}\n</tbody></table>\n"
    )


def _row(values: Sequence[Value]) -> str:
    first, *rest = (escape(_words(value)) for value in values)
    return f'<tr><th scope="row">{first}</th>{"".join(f"<td>{v}</td>" for v in rest)}</tr>'


def _words(value: Value) -> str:
    if value is None or value == "":
        return NOTHING
    if isinstance(value, datetime):
        return f"{day_words(london_day(value))}, {value.astimezone(LONDON):%H:%M}"
    if isinstance(value, date):
        return f"{value.day} {value:%b %Y}"
    return str(value)
