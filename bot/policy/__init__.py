"""The audit policy as pure functions: no clock, no files, no database, no logging."""
