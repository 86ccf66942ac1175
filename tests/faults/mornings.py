"""What has come in when a fault strikes: a cycle has something of every kind to lose."""

from tests.jobs.world import World

WHEN = "8 Dec 2025 10:05"
CONCERN = "SAFEGUARDING\nThe record shows bruising twice, and nobody has seen the child alone."


def morning(world: World) -> None:
    """One audit is done, about another an auditor is worried, and there is a new Annexe A."""
    done, worrying = world.in_area("A&A"), world.in_area("CYPIC")
    world.reply(done.auditor, done.ref, "COMPLETE\nRemedial actions: none", "8 Dec 2025 10:00")
    world.reply(worrying.auditor, worrying.ref, CONCERN, "8 Dec 2025 10:01")
    world.publish("8 Dec 2025")
