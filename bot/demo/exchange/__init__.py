"""A made-up Exchange Server, spoken to by EWS: for the demonstration and the tests.

Behind it is the same mailbox as in the made-up Microsoft 365. It knows nothing of our connector.
"""
