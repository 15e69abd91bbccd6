"""Referral links: one per product, channel and campaign."""
