"""What a run works on and with: inputs."""
