"""The diary read back: periods, documents for programs, frames and charts.

Only `frames` and `charts` import pandas and matplotlib.
"""
