"""The evidence of a round or a period, for an inspection: how drawn, what done, by which rules.

Children stand in it by their ids alone, and nothing that anybody wrote is in it: the audit forms
and the words of actions are in the children's records.
"""

from bot.jobs.evidence.scope import Scope, of_period, of_round
from bot.jobs.evidence.summary import summary
from bot.jobs.evidence.tables import evidence_tables

__all__ = ["Scope", "evidence_tables", "of_period", "of_round", "summary"]
