"""When chores run by themselves."""

from __future__ import annotations

from datetime import datetime

from blog.jobs import jobs

A_DAY = [datetime(2026, 3, 1, hour, minute) for hour in range(24) for minute in range(60)]  # noqa: DTZ001 as Huey asks


def test_mails_are_looked_for_each_minute_and_tidying_up_comes_once_an_hour(app):
    tasks = {task.name: task for task in jobs.huey._registry.periodic_tasks}
    often = {name: sum(task.validate_datetime(moment) for moment in A_DAY) for name, task in tasks.items()}

    assert often == {
        "answer_asks_by_itself": 1440,
        "deliver_mails_by_itself": 1440,
        "follow_articles_by_itself": 1440,
        "follow_glossary_by_itself": 1440,
        "forget_addresses_by_itself": 24,
        "forget_turns_by_itself": 24,
        "forget_what_counts_no_more_by_itself": 24,
        "remove_abandoned_by_itself": 24,
    }
