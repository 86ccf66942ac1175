"""One host for many councils: whose turn it is, and workers that give each its cycle."""
