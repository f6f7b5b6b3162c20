"""Which addresses may be asked, in every spelling that a resolver understands."""

from __future__ import annotations

import pytest

from foundation.addresses import may_reach
from foundation.fetch import BlockedAddressError
from foundation.pinned import checked_addresses

PRIVATE = [
    "0.0.0.0",
    "10.1.2.3",
    "100.64.0.1",
    "100.100.100.200",  # a cloud's metadata
    "127.0.0.1",
    "127.8.8.8",
    "168.63.129.16",  # another cloud's
    "169.254.169.254",  # most clouds' metadata
    "172.16.0.1",
    "192.168.1.1",
    "192.0.2.1",
    "198.18.0.1",
    "224.0.0.1",
    "239.255.255.250",
    "255.255.255.255",
    "::",
    "::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "2001:0:4136:e378:8000:63bf:5601:5601",  # Teredo that carries 169.254.169.254
    "2002:7f00:1::",  # 6to4 that carries 127.0.0.1
    "2002:5db8:d70e::1",  # 6to4 that carries a public address
    "2001:db8::1",
    "fc00::1",
    "fd00:ec2::254",  # metadata again
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
]
PUBLIC = ["1.1.1.1", "93.184.215.14", "2606:4700::1111", "64:ff9b::5db8:d70e"]


@pytest.mark.parametrize("address", PRIVATE)
@pytest.mark.parametrize("local", [False, True])
def test_what_only_this_machine_reaches_is_blocked(address: str, local: bool) -> None:
    assert not may_reach(address, "shop.example", local=local)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "::1"])
@pytest.mark.parametrize("address", [*PUBLIC, "10.1.2.3", "169.254.169.254"])
def test_a_name_of_this_machine_leads_nowhere_else(host: str, address: str) -> None:
    assert not may_reach(address, host, local=True)


@pytest.mark.parametrize("address", PUBLIC)
@pytest.mark.parametrize("local", [False, True])
def test_the_public_internet_is_open(address: str, local: bool) -> None:
    assert may_reach(address, "shop.example", local=local)


@pytest.mark.parametrize(
    ("address", "host"),
    [("127.0.0.1", "localhost"), ("::1", "localhost"), ("127.0.0.1", "127.0.0.1"), ("::1", "::1")],
)
def test_loopback_is_open_under_its_own_names_and_only_with_local(address: str, host: str) -> None:
    assert may_reach(address, host, local=True)
    assert not may_reach(address, host, local=False)


@pytest.mark.parametrize("address", ["10.0.0.1", "169.254.169.254", "fe80::1"])
def test_local_means_loopback_and_not_the_network_around(address: str) -> None:
    assert not may_reach(address, "localhost", local=True)


@pytest.mark.parametrize(
    "host",
    ["0x7f.1", "0177.0.0.1", "2130706433", "127.1", "127.0.0.2", "0", "::ffff:127.0.0.1", "169.254.169.254"],
)
async def test_an_odd_spelling_is_judged_by_what_it_resolves_to(host: str) -> None:
    with pytest.raises(BlockedAddressError):
        await checked_addresses(host, 443, local=True)
