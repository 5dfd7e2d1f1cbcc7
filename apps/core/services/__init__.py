"""Services of the house: history, jobs, notifications."""
