"""Which network addresses may be reached: those of the open internet; near ones only where somebody asked for it."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

Address = IPv4Address | IPv6Address

UNICAST = ip_network("2000::/3")  # all of IPv6 that is given to hosts of the open internet
TRANSLATED = ip_network("64:ff9b::/96")  # an IPv4 address seen through a translator (RFC 6052)
NEAR = tuple(
    ip_network(block)
    for block in (
        "127.0.0.0/8",
        "10.0.0.0/8",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "100.64.0.0/10",
        "::1/128",
        "fc00::/7",
    )
)


def is_open(text: str) -> bool:
    """Tell whether an address (`93.184.215.14`, `2606:4700::1111`) belongs to a host of the open internet.

    What carries an IPv4 address within an IPv6 one is judged by what it carries.

    >>> [is_open(text) for text in ("93.184.215.14", "10.0.0.1", "::ffff:127.0.0.1", "fe80::1%eth0", "169.254.169.254")]
    [True, False, False, False, False]
    """
    address = _carried(ip_address(text))
    if isinstance(address, IPv6Address) and address not in UNICAST:
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def is_near(text: str) -> bool:
    """Tell whether an address is one of this machine or of a private network, and can be a server's there.

    Addresses that a machine gives itself, where clouds keep their secrets (169.254.169.254), are neither open nor near.

    >>> [is_near(text) for text in ("127.0.0.1", "::1", "192.168.4.7", "169.254.169.254", "0.0.0.0", "224.0.0.1")]
    [True, True, True, False, False, False]
    """
    address = _carried(ip_address(text))
    return any(address in block for block in NEAR if block.version == address.version)


def _carried(address: Address) -> Address:
    """Return the IPv4 address that an IPv6 address stands for, else the address itself."""
    if isinstance(address, IPv4Address):
        return address
    if address in TRANSLATED:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else address)
