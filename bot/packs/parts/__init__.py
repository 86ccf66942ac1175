"""One file for each part of a pack: what it finds, with its table and its chart."""
