"""Own pages of diagnostics, one noun a module."""
