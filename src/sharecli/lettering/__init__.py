"""What is written on things, in which language, and with which fonts."""
