"""Which addresses are of the open internet, and which are near."""

import pytest

from relazione.sources.addresses import is_near, is_open


@pytest.mark.parametrize("address", ["93.184.215.14", "8.8.8.8", "2606:4700:4700::1111", "64:ff9b::5db8:d70e"])
def test_addresses_of_the_open_internet_are_open(address):
    assert is_open(address)
    assert not is_near(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.8.8", "10.1.2.3", "172.31.0.1", "192.168.1.1", "100.64.0.1", "::1", "fd00::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::",
    ],
)  # fmt: skip
def test_addresses_of_this_machine_and_of_private_networks_are_near_in_every_guise(address):
    assert is_near(address)
    assert not is_open(address)


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0", "169.254.169.254", "224.0.0.1", "239.1.1.1", "255.255.255.255", "240.0.0.1", "192.0.2.1", "::",  # noqa: S104
        "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1", "ff0e::1", "2001:db8::1", "::7f00:1",
        "::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe",
    ],
)  # fmt: skip
def test_other_addresses_are_neither(address):
    assert not is_open(address)
    assert not is_near(address)
