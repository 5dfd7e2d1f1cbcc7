"""A second, deliberately naive telling of the thirteen indicator rules.

Written from DOMAIN.md 2-4 and FORMATS.md alone, over plain dataclasses, with no
database and no care for speed: an independent oracle that the portal is compared
with. It must never import from `apps`.
"""
