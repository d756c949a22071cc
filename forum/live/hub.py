"""The place where all event streams of a process wait, and where one watcher wakes them.

A stream takes a seat and waits on it. It holds a thread of the server then, but no database connection.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from forum.live.news import News


class Full(Exception):
    """As many streams are open as this process may hold."""


@dataclass(slots=True, eq=False)
class Seat:
    """One stream. `is_gone` looks whether its browser has left; `is_ended` tells the stream to go."""

    device_id: int
    is_gone: Callable[[], bool]
    heard: int = 0
    is_ended: bool = False


@dataclass(slots=True)
class Hub:
    most: int
    news: News = field(default_factory=News)
    number: int = 0
    """Grows with each piece of news, so that a stream knows what it has not heard."""
    seats: set[Seat] = field(default_factory=set)
    _bell: threading.Condition = field(default_factory=threading.Condition)

    def sit_down(self, device_id: int, is_gone: Callable[[], bool] = lambda: False) -> Seat:
        """Raises `Full`."""
        with self._bell:
            if len(self.seats) >= self.most:
                raise Full
            seat = Seat(device_id, is_gone, heard=self.number)
            self.seats.add(seat)
            self._bell.notify_all()
            return seat

    def stand_up(self, seat: Seat) -> None:
        with self._bell:
            self.seats.discard(seat)
            self._bell.notify_all()

    def devices(self) -> set[int]:
        with self._bell:
            return {seat.device_id for seat in self.seats}

    def tell(self, news: News, may_hear: set[int]) -> bool:
        """Wake all when there is news; end the streams of others and of browsers that left. True for news."""
        with self._bell:
            for seat in self.seats:
                seat.is_ended = seat.is_ended or seat.device_id not in may_hear or seat.is_gone()
            is_new = news != self.news
            if is_new:
                self.news, self.number = news, self.number + 1
            self._bell.notify_all()
            return is_new

    def wait_for_news(self, seat: Seat, seconds: float) -> News | None:
        """The news that this stream has not heard, or None when there is none in this time or it is ended."""
        with self._bell:
            self._bell.wait_for(lambda: seat.is_ended or seat.heard != self.number, seconds)
            if seat.is_ended or seat.heard == self.number:
                return None
            seat.heard = self.number
            return self.news

    def wait_for_streams(self) -> None:
        """Sleep until anybody sits here."""
        with self._bell:
            self._bell.wait_for(lambda: bool(self.seats))
