"""Tables from and for people: reading spreadsheets, checking cells, writing exports and templates (FORMATS).

This package is imported by the limited child process too, so nothing here imports Django.
"""
