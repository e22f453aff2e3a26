"""Limits where there is no Redis: so often in any stretch of time, whoever else comes."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from limits import RateLimitItemPerHour, RateLimitItemPerSecond
from limits.strategies import MovingWindowRateLimiter

from blog.web import windows
from blog.web.windows import Windows


@pytest.fixture
def storage():
    return Windows()


@pytest.fixture
def limiter(storage):
    return MovingWindowRateLimiter(storage)


def test_so_often_and_no_oftener(limiter):
    limit = RateLimitItemPerHour(3)

    assert [limiter.hit(limit, "somebody") for _ in range(5)] == [True, True, True, False, False]
    assert limiter.hit(limit, "somebody else")
    assert limiter.get_window_stats(limit, "somebody").remaining == 0
    assert not limiter.test(limit, "somebody")


def test_what_was_done_leaves_the_window_one_by_one(limiter):
    limit = RateLimitItemPerSecond(2)
    limiter.hit(limit, "somebody")
    time.sleep(0.6)
    limiter.hit(limit, "somebody")
    assert not limiter.hit(limit, "somebody")
    time.sleep(0.5)

    assert [limiter.hit(limit, "somebody") for _ in range(2)] == [True, False]


@pytest.mark.parametrize(("amount", "is_let"), [(1, True), (2, True), (3, False), (4, False)])
def test_several_at_once_count_as_several(limiter, amount, is_let):
    limit = RateLimitItemPerHour(3)
    limiter.hit(limit, "somebody")

    assert limiter.hit(limit, "somebody", cost=amount) is is_let


def test_of_many_threads_no_more_are_let_through(limiter):
    limit = RateLimitItemPerHour(10)

    with ThreadPoolExecutor(8) as pool:
        let = list(pool.map(lambda _number: limiter.hit(limit, "somebody"), range(200)))

    assert let.count(True) == 10


def test_who_did_nothing_lately_is_forgotten_and_nobody_else(storage, limiter):
    for number in range(100):
        limiter.hit(RateLimitItemPerSecond(1), f"visitor {number}")
    limiter.hit(RateLimitItemPerHour(1), "somebody")
    storage.swept -= windows.SWEPT_EVERY
    time.sleep(1.1)

    limiter.hit(RateLimitItemPerSecond(1), "last")

    assert len(storage.done) == 2
    assert not limiter.hit(RateLimitItemPerHour(1), "somebody")
