"""The seller's own exchange rates, each from its day on."""
