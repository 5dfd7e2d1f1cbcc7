"""Monitoring forms: built, sent out in rounds, filled, checked (Oktyabrsky 7.1–7.5)."""
