"""Reads of monitoring: figures, explanations, findings. Every function works within the acting person's scope."""
