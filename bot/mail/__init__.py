"""Raw mail in, a `Reading` out: own words, kind, sender, wishes with evidence. Decides nothing."""
