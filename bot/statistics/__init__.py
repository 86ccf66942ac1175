"""Estimates for all cases, and agreement between auditors: formulas with their sources."""
