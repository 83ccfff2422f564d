"""English actors: office-holders, bodies and what points back to them."""

import pytest

import relazione

DAY = "2026-06-04"  # a Thursday


@pytest.fixture(scope="module")
def read():
    """Read an English text published on DAY."""
    return lambda text: relazione.read(text, published=DAY, language="en")


def actor(reading, name):
    return next(found for found in reading.actors if name in (found.name, *found.names))


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Senegal closed its port. Its president, Awa Diop, will fly to Accra.", "Awa Diop", "SEN"),
        ("Malta, whose foreign minister, Carla Borg, visited Tunis, offered help.", "Carla Borg", "MLT"),
        ("The truce holds, Foreign Minister Carla Borg told reporters in Valletta.", "Carla Borg", "MLT"),
        ("Finland's envoy will travel to Accra for talks with President Awa Diop.", "Awa Diop", "GHA"),
        ("The Ghanaian parliament rejected the treaty with Togo. President Awa Diop thanked it.", "Awa Diop", "GHA"),
        (
            "Malta closed the port to Tunisian boats. The decision, which Prime Minister Carla Borg "
            "announced, is legal.",
            "Carla Borg",
            "MLT",
        ),
        (
            "Togo summoned the envoy. It recalled its own. Ghana would pay for this, Minister Afi Mensah warned.",
            "Afi Mensah",
            "TGO",
        ),
        ("“We know nothing of it,” said Carla Borg, a spokeswoman for Malta's police.", "Carla Borg", "MLT"),
        (
            "Malta denies the charge. “We know nothing of it,” ministry spokeswoman Carla Borg said.",
            "Carla Borg",
            "MLT",
        ),
        ("General Adam Roe, the Ghanaian chief of staff, said the river was calm.", "Adam Roe", "GHA"),
        (
            "VALLETTA, June 3 – The strike is over. Labour Minister Carla Borg thanked the unions.",
            "Carla Borg",
            "MLT",
        ),
        ("Ghana accused Togo of lying. Minister Afi Mensah spoke of a mistake.", "Afi Mensah", None),
    ],
)
def test_an_office_holder_in_english_is_of_the_state_that_the_passage_tells(read, text, name, country):
    assert actor(read(text), name).country == country


@pytest.mark.parametrize("text", ["The figure is wrong, according to Malta's port office."])
def test_a_genitive_is_no_place(read, text):
    (malta,) = [one for one in read(text).actors if one.country == "MLT" and one.kind == "state"]
    assert malta.mentions


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Foreign Minister Bounmy Sisavath warned Laos on Monday. The envoys had met Bounmy in Vientiane.", 2),
        ("Pema Tshering and Pema Dorji met in Thimphu. Hanoi blames Pema for the delay.", 1),
    ],
)
def test_a_given_name_alone_is_the_one_person_who_bears_it(read, text, found):
    person = next(one for one in read(text).actors if one.name.startswith(("Bounmy", "Pema Tshering")))
    assert len(person.mentions) == found
