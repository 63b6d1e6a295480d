"""Diktyo's responses: a released graph goes in, web representations come out."""
