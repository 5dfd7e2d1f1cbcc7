"""Own pages of events."""
