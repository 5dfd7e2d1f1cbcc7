"""Writes of routes: the plan (route and items) and the moves of its life."""
