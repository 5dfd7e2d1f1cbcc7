"""Documents of mentoring: of a pair, of a territory."""
