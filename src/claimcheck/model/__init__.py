"""What one stage hands to the next. These values check that they are well formed and do nothing else."""
