"""Items as a QTI 2.1 package (1EdTech): the six kinds of the bank, their keys and pictures, there and back.

No maintained library writes and reads these; what is here is exact for our six kinds and refuses the rest in words.
``write`` makes a package, ``child`` reads a stranger's one in a limited process, ``reader`` starts it.
"""
