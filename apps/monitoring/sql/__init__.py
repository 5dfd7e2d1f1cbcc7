"""What the report stores, as SQL on top of the indicators' ``result``."""
