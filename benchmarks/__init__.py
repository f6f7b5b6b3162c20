"""Benchmarks: what things cost, each as a ratio to something that anybody can run."""
