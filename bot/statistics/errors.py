"""What the figures do not allow to be computed, in words for the analyst."""


class StatisticsError(Exception):
    """The figures contradict themselves: which, and what to do."""
