"""What the coordinator edits: its sheets, their reading, their checking, and the empty workbook."""
