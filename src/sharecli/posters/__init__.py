"""QR codes and posters: laid out, drawn, read back, kept."""
