"""Demand: the deficits that no programme of the ФР covers, as a request to an institute (DOMAIN 5, «Suggestion»)."""
