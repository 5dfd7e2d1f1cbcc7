"""Writes of monitoring: a report computed."""
