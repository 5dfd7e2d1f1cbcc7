"""Writes of people and employments."""
