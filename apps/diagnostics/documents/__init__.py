"""Documents of diagnostics, one a module."""
