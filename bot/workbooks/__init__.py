"""Workbooks made from plain tables: safe, accessible, the same bytes for the same facts."""
