"""The commissions of a seller: logged by hand, imported from reports, never edited."""
