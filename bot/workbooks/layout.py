"""Where things stand on every sheet with a table."""

HEADER = 2  # the row of headings, from 0: title and what it is about stand above
