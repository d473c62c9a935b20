"""The version and the address of the project, as constants so that asking for them imports nothing else."""

__version__ = "0.1.0"
HOME = "https://github.com/OWNER/claimcheck"
