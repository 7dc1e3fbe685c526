"""The folder of the seed data, and the scripts in it that build its files."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

SEED_DATA = Path(__file__).parents[2] / "seed_data"


def load(name: str) -> ModuleType:
    """Import a script by its path, as seed_data is not a package."""
    spec = importlib.util.spec_from_file_location(name, SEED_DATA / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module
