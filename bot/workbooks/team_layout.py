"""The headings of the workbooks that managers send back, for writing and for finding them."""

REFERENCE = "Reference"
WORDS = "What must be put right"

# What a Team Manager may change, and nothing besides.
REPORT, DATE_DONE = "What you report", "Date done"
DECISION, REASON, NOTE = "Management Decision", "Reason", "Your note"
DONE, NOT_ACHIEVABLE, NOT_YET = "Done", "Not achievable", "Not done yet"
REPORTS = (DONE, NOT_ACHIEVABLE, NOT_YET)

# What the Consultant Head records after four months: three facts, each with by whom and when.
FULFILLED, COMPLETED, AUTHORISED = "Fulfilled?", "Completed?", "Authorised?"
FACTS = {
    FULFILLED: ("Fulfilled by", "Fulfilled on"),
    COMPLETED: ("Completed by", "Completed on"),
    AUTHORISED: ("Authorised by", "Authorised on"),
}
SUSTAINED, FOUND = "Sustained?", "What you found"
YES_NO = ("Yes", "No")
