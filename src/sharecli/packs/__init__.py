"""Share packs: everything for a post in one folder, the diary of what was posted, and what to post next."""
