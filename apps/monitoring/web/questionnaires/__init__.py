"""Pages of monitoring forms."""
