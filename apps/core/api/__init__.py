"""The programming interface: every registered resource, read under the same scope as its pages.

``views`` answer, ``schema`` tells drf-spectacular what they answer, ``urls`` are made from the registry, ``docs`` is
the page that lists them. Applications add their own operations in ``apps/<app>/api.py``.
"""
