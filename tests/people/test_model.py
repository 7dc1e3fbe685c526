import pytest

from tracker.people.model import Person


@pytest.mark.parametrize(
    ("environment", "country"),
    [
        ({}, "us"),
        ({"LANG": "C.UTF-8"}, "us"),
        ({"LANG": "POSIX"}, "us"),
        ({"LANG": "en_GB.UTF-8"}, "uk"),
        ({"LANG": "de_DE"}, "de"),
        ({"LANG": "sr_RS@latin"}, "rs"),
        ({"LANG": "es_419.UTF-8"}, "us"),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": "en_GB.UTF-8"}, "uk"),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": ""}, "de"),
        ({"LANG": "garbage_GARBAGE"}, "us"),
    ],
)
def test_the_country_is_the_locale_s_until_it_is_chosen(
    environment: dict[str, str], country: str
) -> None:
    assert Person("me").country_in(environment) == country
    assert Person("me", country="fr").country_in(environment) == "fr"
