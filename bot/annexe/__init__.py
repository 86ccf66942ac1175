"""Annexe A: from the bytes of the weekly workbook to the frame of open cases."""
