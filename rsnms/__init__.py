"""The project package: settings, addresses, entry points. Nothing of the domain."""
