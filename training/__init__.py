"""Builds and measures the trained pipelines."""
