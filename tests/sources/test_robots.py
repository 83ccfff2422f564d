"""What a robots.txt lets through."""

import pytest

from relazione.sources.robots import robots_of


def test_the_group_that_names_the_robot_goes_before_the_one_for_everybody():
    text = "User-agent: *\nDisallow: /\n\nUser-agent: other\nUser-agent: Relazione/2.0\nDisallow: /a\nCrawl-delay: 7"
    robots = robots_of(text)
    assert robots.allows("/b")
    assert not robots.allows("/a/1")
    assert robots.delay == 7
    assert not robots_of(text, "third").allows("/b")


@pytest.mark.parametrize(
    ("rule", "target", "allowed"),
    [
        ("/fish", "/fish.html", False),
        ("/fish", "/Fish.html", True),
        ("/fish/", "/fish", True),
        ("/*.php", "/a/b.php?c", False),
        ("/*.php$", "/a/b.php?c", True),
        ("/*.php$", "/a.php/b.php", False),
        ("/a*b*c$", "/abxc", False),
        ("/a*ab$", "/ab", True),
        ("/%7Ejoe", "/~joe/1", False),
        ("/ü", "/%C3%BC", False),
        ("/a%2Fb", "/a/b", True),
        ("", "/a", True),
        ("/", "/robots.txt", True),
    ],
)
def test_patterns_fit_as_the_standard_says(rule, target, allowed):
    assert robots_of(f"User-agent: *\nDisallow: {rule} # why").allows(target) is allowed


def test_the_longest_pattern_decides_and_of_equal_ones_the_kinder():
    robots = robots_of("user-agent: *\nallow: /a/b\ndisallow: /a\ndisallow: /c\nallow: /c\ndisallow: /a/b/c")
    assert [robots.allows(path) for path in ("/a/x", "/a/b/x", "/a/b/c", "/c/d")] == [False, True, False, True]


@pytest.mark.parametrize(
    "text", ["", "\ufeff", "<html>No such page</html>", "Disallow: /", "User-agent: *\nSitemap: /s"]
)
def test_what_holds_no_rules_lets_everything_through(text):
    assert robots_of(text).allows("/a")
