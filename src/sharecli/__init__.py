"""sharecli: the command-line toolkit for people who earn by sharing."""

__version__ = "0.1.0"
