"""Writes of organizations and territories."""
