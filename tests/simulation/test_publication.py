"""The simulated Annexe A, handed over, says what its workbook says when it is really read."""

from bot.annexe.reading import read_annexe
from bot.simulation.council import teams_of
from bot.simulation.plan import load_plan
from bot.simulation.population import Population
from bot.simulation.publication import workbook_of
from bot.simulation.year import START

WEEKS = 12


def test_what_is_handed_over_is_what_the_real_reading_finds() -> None:
    plan = load_plan()
    children = Population(teams_of(plan.council), 200, START, seed=3)
    closed = 0
    for _ in range(WEEKS):
        content = workbook_of(children)
        reading = read_annexe(
            content, file="Annexe A.xlsx", as_at=children.as_at, areas={}, guess_areas=False
        )
        assert reading.accepted
        assert reading.frame == children.frame()
        assert reading.rows == children.rows()
        closed += sum(row.end is not None for row in reading.rows.values())
        children.next_week(plan.week)
    assert closed  # or nothing of closures was compared
