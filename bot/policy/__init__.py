"""The audit policy as pure functions: values in, values out. No clock, no files, no database, no logging."""
