"""Linking: which things of a document are the same as things of others.

Every entity gets its natural key, from what its document says of it and from nothing else: the same
document always gives the same keys, and two documents that say the same of a thing give one thing.
Nothing is linked on a name alone.
"""

from kg.linking.keys import link

__all__ = ["link"]
