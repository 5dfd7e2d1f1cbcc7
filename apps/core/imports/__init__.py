"""Imports: one declared mechanism for every kind of spreadsheet (FORMATS.md; docs/imports.md)."""
