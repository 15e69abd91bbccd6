"""Requests that came for links: kept in a file of their own, beside the seller's."""
