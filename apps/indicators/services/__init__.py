"""Writes of indicators: profiles loaded, methods frozen."""
