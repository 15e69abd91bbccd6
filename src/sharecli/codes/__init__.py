"""QR codes: encoded, drawn in a style, and proven to scan from the finished file."""
