"""Reads of the passport: computed figures, entered ones, correlations."""
