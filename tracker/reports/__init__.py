"""The diary read back: periods, documents for programs, frames and charts.

Only `frames`, `charts` and `curve` import pandas and matplotlib.
"""
