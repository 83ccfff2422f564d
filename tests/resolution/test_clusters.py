from relazione.resolution.claims import Judgement
from relazione.resolution.clusters import Cluster, cluster, keep_ids


def judged(left, right, verdict, score=0.9):
    return Judgement(left=left, right=right, verdict=verdict, score=score, reason="test")


def members(clusters):
    return sorted(found.members for found in clusters)


def test_what_is_the_same_as_one_thing_is_one():
    found = cluster("abcd", [judged("a", "b", "same"), judged("b", "c", "same"), judged("c", "d", "unsure")])
    assert members(found) == [("a", "b", "c"), ("d",)]


def test_no_group_holds_two_that_are_different_and_the_surer_link_wins():
    judgements = [judged("a", "b", "same", 0.95), judged("b", "c", "same", 0.8), judged("a", "c", "different", 0.0)]
    assert members(cluster("abc", judgements)) == [("a", "b"), ("c",)]


def test_what_fits_two_different_things_equally_well_joins_neither():
    judgements = [judged("a", "b", "same", 0.85), judged("b", "c", "same", 0.8), judged("a", "c", "different", 0.0)]
    assert members(cluster("abc", judgements)) == [("a",), ("b",), ("c",)]


def test_a_group_keeps_the_links_that_hold_it_together():
    link = judged("a", "b", "same")
    (found,) = cluster("ab", [link])
    assert found.links == (link,)


def ids(*groups, before):
    return keep_ids([Cluster(members=tuple(group), links=()) for group in groups], before)


def test_a_new_group_takes_the_name_of_its_first_member():
    assert ids("ab", before={}) == {"a": "a", "b": "a"}


def test_a_group_that_grows_keeps_its_id():
    assert ids("cab", before={"a": "a", "b": "a"}) == {"c": "a", "a": "a", "b": "a"}


def test_of_a_group_that_falls_apart_the_founders_part_keeps_the_id():
    assert ids("a", "bcd", before=dict.fromkeys("abcd", "a")) == {"a": "a", "b": "b", "c": "b", "d": "b"}


def test_where_the_founder_is_gone_the_largest_part_keeps_the_id():
    assert ids("b", "cd", before=dict.fromkeys("bcd", "a")) == {"b": "b", "c": "a", "d": "a"}


def test_groups_that_become_one_take_the_id_of_the_first_founder():
    assert ids("abc", before={"a": "a", "b": "b", "c": "b"}) == dict.fromkeys("abc", "a")
