"""Services that carry links besides the seller's own domain: self-hosted shorteners, and public ones."""
