"""Lists of feeds."""

import pytest

from relazione.errors import SourceError
from relazione.watching import subscriptions

OPML = """<?xml version="1.0"?><opml version="2.0"><body><outline text="Press">
<outline type="rss" text="Nordblatt" xmlUrl="https://nord.example/rss"/>
<outline type="rss" title="Südpost" xmlUrl="feed://south.example/rss"/></outline></body></opml>"""


def test_addresses_and_lists_are_drawn_together_each_feed_once(tmp_path):
    listed, plain = tmp_path / "feeds.opml", tmp_path / "feeds.txt"
    listed.write_text(OPML)
    plain.write_text("# the north\nhttps://nord.example/rss\n\nhttps://east.example/rss  Ostkurier am Abend  # daily\n")
    found = subscriptions([str(listed), str(plain), "https://west.example/rss"])
    assert [(feed.url, feed.title) for feed in found] == [
        ("https://nord.example/rss", "Nordblatt"),
        ("https://south.example/rss", "Südpost"),
        ("https://east.example/rss", "Ostkurier am Abend"),
        ("https://west.example/rss", None),
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("https://a.example/rss\nfeeds/rss\n", r"feeds\.txt:2: 'feeds/rss' is no web address"),
        ("# nothing\n", "names no feed"),
        ("", "names no feed"),
        ("<html><body/></html>", r"feeds\.txt: is no list of feeds"),
    ],
)
def test_a_list_that_names_no_feeds_is_a_fault(tmp_path, text, fault):
    path = tmp_path / "feeds.txt"
    path.write_text(text)
    with pytest.raises(SourceError, match=fault):
        subscriptions([str(path)])


def test_a_list_that_is_not_there_is_a_fault(tmp_path):
    with pytest.raises(SourceError, match="cannot be read"):
        subscriptions([str(tmp_path / "nothing.opml")])
