"""Writes of events, participation and mentoring."""
