"""Documents: one tree of data, drawn as a page, XLSX, PDF and DOCX by separate renderers.

``tree`` holds the data, ``outline`` numbers it, ``html``, ``pdf``, ``docx`` and ``xlsx`` draw it, and
``formats.render`` chooses among the files. Nothing here knows a model or a request.
"""
