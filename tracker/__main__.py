"""`python -m tracker` is `b12`."""

from tracker.cli import main

if __name__ == "__main__":
    main()
