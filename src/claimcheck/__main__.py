"""Entry point of ``python -m claimcheck``."""

from claimcheck.cli.main import main

if __name__ == "__main__":
    main()
