"""What every command stands on: the map of rooms, the desk, the page."""
