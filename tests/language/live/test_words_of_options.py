"""A real model puts an option into words: whatever it says, the facts are shown and nothing else."""

from __future__ import annotations

import pytest

from consumer_twin.phrasing import fault_of, following, plain, told_of
from foundation.fetch import Guard, open_client
from language.edge.openai import OpenAi
from language.speaker import Limits, Retry, Speaker
from tests.consumer_twin.phrasing.options import pair
from tests.language.live.ollama_front import NAME

pytestmark = pytest.mark.model


async def test_what_a_real_model_says_of_an_option_is_the_facts_or_is_not_shown(llama: str) -> None:
    told = told_of(pair()[0], pair())
    async with open_client(Guard(local=True)) as client:
        backend = OpenAi(f"{llama}/v1", NAME, client)
        model = Speaker(backend, Retry(lambda: 0.5), Limits(first_s=90, whole_s=180, tokens=120))
        async with following(model) as words:
            words.shown(pair())
            await words.settle(240)
    (said,) = words.words.values()
    if said.by == "model":
        assert fault_of(said.text, told, "en") is None
    else:
        assert said.code
        assert said.text == plain(told, "en")
