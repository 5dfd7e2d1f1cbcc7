"""Pages of routes that are no resource's own."""
