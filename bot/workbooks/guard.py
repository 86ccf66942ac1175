"""The one place that knows which texts a spreadsheet would take for a formula."""

# A text that begins so becomes a formula at the next edit, or in a CSV file made of the workbook
# (OWASP, "CSV injection"). Written with Excel's quote prefix it is text, and reads back unchanged.
LIKE_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def needs_guard(text: str) -> bool:
    """Whether this text must be written with the quote prefix."""
    return text.startswith(LIKE_A_FORMULA)
