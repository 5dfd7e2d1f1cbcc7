"""Today's figures: kept equal to the data organization by organization (docs/adr/0007-live-indicators.md)."""
