"""The mirror of the federal registry: a source read, applied whole or not at all, and its past (docs/registry.md)."""
