"""talktag: a personal VRM toolkit over local files. Holds the version and nothing else."""

__version__ = "0.9.0"
