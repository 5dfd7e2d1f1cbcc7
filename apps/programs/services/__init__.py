"""Writes of programmes, of the registry mirror and of training."""
