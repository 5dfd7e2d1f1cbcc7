"""Writes of the passport: keyword-only verbs, atomic, audited."""
