"""Raw mail in, a `Reading` out: own words, kind, sender, wishes with their evidence. Decides nothing."""
