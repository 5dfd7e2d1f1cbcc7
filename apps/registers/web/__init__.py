"""Pages of the registers that are no resource's own."""
