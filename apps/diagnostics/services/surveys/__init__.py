"""Questionnaires for people: built, sent out, answered, summed up."""
