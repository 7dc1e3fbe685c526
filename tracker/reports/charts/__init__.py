"""Charts of the diary, one module each, drawn without a display and without global state.

Each is a function from `frames.Frames` and a theme to a matplotlib Figure; `style.save` writes it.
Two need no diary: `absorption`, and `sources.richest` of the catalogue.
"""

import logging

# It warns of each file of its own that it can't keep, which takes nothing from the picture.
logging.getLogger("matplotlib").setLevel(logging.ERROR)
