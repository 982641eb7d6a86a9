"""How many requests are in flight: more while it helps, fewer when the server has no room."""

from __future__ import annotations

from briefing.engine.served.flow import MOST, Flow


class Server:
    """Answers `room` requests a second at most, whatever more there are in flight; each takes a second."""

    def __init__(self, room: int) -> None:
        self.room = room
        self.now = 0.0

    def serve(self, flow: Flow, answers: int) -> None:
        for _ in range(answers):
            self.now += 1 / min(flow.width, self.room)
            flow.answered(30)


def test_with_slots_it_stays_at_them() -> None:
    server = Server(100)
    flow = Flow(4, clock=lambda: server.now)
    server.serve(flow, 500)
    assert flow.width == 4


def test_it_grows_while_more_is_done_a_second_and_goes_back_a_step() -> None:
    server = Server(60)
    flow = Flow(16, adaptive=True, clock=lambda: server.now)
    server.serve(flow, 5_000)
    assert 54 <= flow.width <= 81


def test_it_has_an_end() -> None:
    server = Server(10_000)
    flow = Flow(16, adaptive=True, clock=lambda: server.now)
    server.serve(flow, 20_000)
    assert flow.width == MOST


def test_a_busy_server_is_asked_half_as_much_and_then_slowly_more_again() -> None:
    server = Server(1_000)
    flow = Flow(16, adaptive=True, clock=lambda: server.now)
    for _ in range(16):  # all that were in flight are told
        flow.busy()
    assert flow.width == 8
    server.serve(flow, 16)
    assert flow.width == 9
    flow.busy()
    assert flow.width == 4
    server.serve(flow, 1_000)
    assert flow.width == 8, "up to one less than was too much"


def test_of_slots_that_are_not_there_it_learns() -> None:
    flow = Flow(1)
    flow.busy()
    flow.busy()
    assert flow.width == 1


def test_where_there_is_little_to_ask_nothing_is_learnt() -> None:
    server = Server(60)
    flow = Flow(16, adaptive=True, clock=lambda: server.now)
    for _ in range(500):
        server.now += 1
        flow.answered(30, full=False)
    assert flow.width == 16
