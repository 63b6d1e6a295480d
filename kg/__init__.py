"""Diktyo's line: an announcement goes in, a validated and released knowledge graph comes out."""

__version__ = "0.1.0"
