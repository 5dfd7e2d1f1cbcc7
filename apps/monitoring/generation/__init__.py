"""A synthetic region, written straight into the database: for demonstrations, measurements and tests.

Unmistakably fictitious: invented surnames, a reserved range of СНИЛС, invented names of organizations. The same
profile, numbers and seed give the same region. ``region.generate`` is the entrance.
"""
