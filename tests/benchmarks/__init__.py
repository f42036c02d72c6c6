"""The benchmark: `python -m tests.benchmarks` prints ratios. It is no test: nothing fails on a slow day."""
