"""Where a seller posts: one TOML file a channel."""
