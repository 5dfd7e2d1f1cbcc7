"""The generated matrix: every address × every role × every relation of the role to what the address names.

``addresses`` walks the resolver, ``world`` holds something of every relation, ``cells`` and ``own_pages`` make the
requests of an address and say how each must end, ``bodies`` says what a role may never read.
"""
