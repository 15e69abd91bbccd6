"""Where the goods and the commissions come from: one TOML file a platform."""
