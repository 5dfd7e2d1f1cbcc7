"""Own pages of programmes."""
