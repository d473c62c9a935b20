"""Lets ``python -m claimcheck`` start the command line."""

from claimcheck.cli.main import main

if __name__ == "__main__":
    main()
