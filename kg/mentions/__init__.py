"""Mentions: what a text names, before it is asked how the things are related."""
