"""Connectors implement `bot.ports` for one outside system each, and import nothing else of ours."""
