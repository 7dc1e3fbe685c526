"""What b12 is about, as pure functions and frozen dataclasses; standard library only."""
