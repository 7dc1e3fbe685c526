"""Charts of the diary, one module each, drawn without a display and without global state.

Each is a function from a `frames.Diary` and a theme to a matplotlib Figure; `style.save` writes it.
Two need no diary: `absorption`, and `richest` of the catalogue.
"""
