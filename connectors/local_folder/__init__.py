"""A workspace folder that stands for Microsoft 365: mails as .eml files, lists as a workbook."""
