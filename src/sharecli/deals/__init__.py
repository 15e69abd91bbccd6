"""Group-buys and bargains, reckoned before they are opened and honest about where they stand."""
