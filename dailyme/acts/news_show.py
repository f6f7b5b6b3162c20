"""Subscriptions and news, shown."""

from __future__ import annotations

import sys

from dailyme.news_lines import news_words
from dailyme.outputs_news import ShownNews, ShownSubscription
from dailyme.show import console, json_line, print_json


def show_subscription(one: ShownSubscription, said: str, *, as_json: bool) -> None:
    """Show one subscription, and what was *said* and done to it."""
    if as_json:
        print_json(one)
        return
    console().print(f"{said}:")
    tell_subscription(one)


def tell_subscription(one: ShownSubscription) -> None:
    """Show *one* to a person."""
    state = "" if one.state == "active" else f"  ({one.state}{f': {one.why}' if one.why else ''})"
    console().print(f"{one.number:>3}  {one.seller}{state}", style="bold", soft_wrap=True)
    for topic in one.topics:
        console().print(f"     {topic.words}", soft_wrap=True)
    console().print(
        f"     as {one.key}, at most {one.at_most}, until {one.until[:10]}", style="dim", soft_wrap=True
    )


def show_news(news: list[ShownNews]) -> None:
    """Show *news* to a person."""
    for one in news:
        say_news(one, as_json=False)


def say_news(one: ShownNews, *, as_json: bool) -> None:
    """Show one news as it came."""
    if as_json:
        sys.stdout.write(json_line(one) + "\n")
        sys.stdout.flush()
        return
    first, *rest = news_words(one)
    console().print(f"  -  {first}", soft_wrap=True)
    for sentence in rest:
        console().print(f"     {sentence}", soft_wrap=True)
