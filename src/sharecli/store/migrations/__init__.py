"""The steps by which the file grew up, in order. A released step is never edited."""

STEPS = (
    "m0001_settings",
    "m0002_products",
    "m0003_links",
    "m0004_commissions",
    "m0005_poster_material",
    "m0006_link_person",
    "m0007_take_back",
    "m0008_payouts",
    "m0009_rates_and_goals",
    "m0010_link_life",
    "m0011_backends",
    "m0012_people",
    "m0013_shares",
    "m0014_partners",
    "m0015_deals",
    "m0016_content",
    "m0017_chain_heads",
)
"""The table of contents; ``PRAGMA user_version`` is how many of them a file has."""

SET = "sharecli"
"""The name of the set in sqlite-utils' own table of applied steps."""
