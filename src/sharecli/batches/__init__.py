"""Many files at a time: what has changed is made, whole or not at all, with a manifest beside them."""
