"""Functions of the regulation: what shows their performance in a period, and what people confirm by hand."""
