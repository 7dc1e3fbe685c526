"""Two versions of a row merged."""

from tracker.exchange.sync.model import Stamp, Version, merge


def test_a_value_that_is_lost_is_that_of_the_machine_that_wrote_it() -> None:
    """Who merged and passed on a row needn't have written each of its values."""
    cells = {"name": "brunch", "note": "second"}
    first = {"name": Stamp(1, "laptop")}
    passed_on = Version("meal", "a", Stamp(3, "desktop"), "0.laptop", cells, first)
    cells = {"name": "dinner", "note": "first"}
    before = {"note": Stamp(0, "laptop")}
    here = Version("meal", "a", Stamp(2, "phone"), "0.laptop", cells, before)
    merged = merge(here, passed_on)
    assert merged == merge(passed_on, here)
    assert merged.version.cells == {"name": "dinner", "note": "second"}
    assert merged.lost == {("laptop", "phone"): {"name": "brunch"}}
