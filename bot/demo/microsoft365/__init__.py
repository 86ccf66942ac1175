"""A made-up Microsoft 365 that misbehaves: for the demonstration, for tests and for rehearsals.

It speaks the part of Graph v1.0 that the service needs, and imports nothing else of ours: a double
that shared code with the connector would share its mistakes.
"""
