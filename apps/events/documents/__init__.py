"""Documents of events and of mentoring, made through the tree of documents."""
