"""The main job on bundled data."""
