"""Referral links: one per product, channel, campaign and person."""
