"""The three renderers: people, plain lines, JSON. Each turns an answer into text and nothing else."""
