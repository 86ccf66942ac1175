"""Audit Bot: the service that runs a council's audits of children's social care records."""

__version__ = "0.1.0"
