"""b12: a command-line diary of dietary vitamin B12."""

__version__ = "0.1.0"
