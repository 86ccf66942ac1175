"""The mailbox on an Exchange Server of the council's own, by Exchange Web Services (EWS)."""
