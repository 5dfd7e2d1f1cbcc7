"""Pages of roadmaps that are no resource's own."""
