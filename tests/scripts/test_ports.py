"""Ports: the reason why nothing can listen, as a sentence."""

import socket
from collections.abc import Iterator

import pytest

from scripts import ports
from scripts.problem import Problem


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as listener:
        listener.bind((ports.LOOPBACK, 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_a_free_port_can_be_used() -> None:
    ports.check_free(ports.LOOPBACK, ports.free_port())


def test_a_taken_port_is_named_with_a_way_out(taken: int) -> None:
    with pytest.raises(Problem, match=rf"Port {taken} on 127.0.0.1 is taken. .* make run PORT=\d+"):
        ports.check_free(ports.LOOPBACK, taken)


def test_an_address_of_another_machine_is_refused() -> None:
    with pytest.raises(Problem, match="192.0.2.1 is not an address of this machine"):
        ports.check_free("192.0.2.1", 8000)


def test_a_port_for_root_only_is_explained() -> None:
    assert "more rights" in ports._why_not(PermissionError(13, "Permission denied"), ports.LOOPBACK, 80)


def test_waiting_ends_with_the_first_yes() -> None:
    said = iter([False, True])
    assert ports.wait_until(lambda: next(said), seconds=5)


def test_waiting_gives_up() -> None:
    assert not ports.wait_until(lambda: False, seconds=0.2)


def test_nobody_there_is_no_answer() -> None:
    assert not ports.answers(f"http://{ports.LOOPBACK}:{ports.free_port()}/")
