"""The words by which the sheets of the audit return are written, and found when it comes back."""

import re

GRADES, QUESTIONS, ACTIONS = "Grades", "Questions", "Actions"
EXPLAINED, CATEGORIES = "Grades explained", "Categories"

SECTION, GRADE = "Section", "Grade"
QUESTION, ANSWER = "Question", "Your answer"
ACTION, CATEGORY, DAYS = "What must be put right", "Category", "Working days"

# The rows of the sheet Questions.
REQUIRED = "Are remedial actions required?"
CONCERN = "Is there a safeguarding concern?"
CONCERN_WORDS = "If there is: what is the concern?"
GOOD_PRACTICE = "Good practice that others can learn from"

ACTION_ROWS = 15
VERSION = re.compile(r"\bF-[0-9A-F]{8}\b")
