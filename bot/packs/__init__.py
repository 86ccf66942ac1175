"""The monthly packs for PMM, SCMT and EMM: what they say, and how it is written down (5.3)."""
