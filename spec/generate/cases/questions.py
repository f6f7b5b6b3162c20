"""Questions, answers, and the answers that an open relies on."""

from __future__ import annotations

from spec.generate.cases import one_message
from spec.generate.cases.letters import ANSWER, ASK, QUESTION, letter, reads, refused, reply
from spec.generate.cases.one_thread import fails, goes
from spec.generate.parts import offer_body, open_body, time
from spec.generate.story import follow, message
from spec.generate.vector import vector
from spec.generate.world import BRAND, TWIN, Object, changed, digest, sign, without


def letters() -> list[Object]:
    """Return the vectors of questions and answers."""
    origin = {"product": "router-1", "variant": "router-1-us", "topic": "origin"}
    asked = letter("ask", {"question": origin}, label="origin")
    made_in = {"question": origin, "value": {"country": "DE"}, "valid_until": time(86_400)}

    def bad_ask(path: str, new: object) -> Object:
        return sign(changed(ASK, f"body.question.{path}", new), TWIN)

    def bad_answer(value: Object) -> Object:
        return sign(changed(ANSWER, "body.value", value), BRAND)

    return [
        reads("ASK-1 works-with", "a registered topic about one article", ASK),
        refused("ASK-1 is-it-nice", "a topic that is not registered", bad_ask("topic", "is-it-nice")),
        refused(
            "ASK-1 no-article",
            "a question is about one article",
            sign(without(ASK, "body.question.product"), TWIN),
        ),
        reads("ASK-2 works-with-what", "works with what", ASK),
        refused("ASK-2 works-with-nothing", "without what", sign(without(ASK, "body.question.about"), TWIN)),
        reads("ASK-2 origin", "the origin is of the article alone", asked),
        refused("ASK-2 origin-of-what", "an origin is not about another thing", bad_ask("topic", "origin")),
        reads("ASK-3 yes", "works-with takes yes or no", ANSWER),
        reads("ASK-3 unknown", "a brand may not know", bad_answer({"unknown": True})),
        reads("ASK-3 country", "the origin is a country", reply(asked, "answer", made_in)),
        refused("ASK-3 country-for-yes", "another topic's value", bad_answer({"country": "DE"})),
        refused("ASK-3 two-values", "exactly one value", bad_answer({"yes": True, "unknown": True})),
        refused("ASK-3 no-value", "exactly one value", bad_answer({})),
    ]


def exchanges() -> list[Object]:
    """Return the vectors of questions with their answers."""
    other = sign(changed(ANSWER, "body.question.about", "WPA2"), BRAND)
    right = vector(
        "ASK-4 the-question",
        "the question that was asked",
        {"request": ASK, "answer": ANSWER},
        {"answers": True},
    )
    wrong = {"request": ASK, "answer": other}
    return [right, vector("ASK-4 another-question", "another question", wrong, {"error": "wrong-answer"})]


def threads() -> list[Object]:
    """Return the vectors of opens that rely on answers."""
    answer = digest(ANSWER)
    opened = [message([], TWIN, "open", {**open_body(), "relies_on": [answer]})]
    assurance = {"answer": answer, "question": QUESTION, "value": {"yes": True}}

    def offered(thread: list[Object], **members: list[Object]) -> list[Object]:
        return [*thread, message(thread, BRAND, "offer", {**offer_body(), **members})]

    return [
        goes(
            "ASK-7 assured",
            "the answer stands in the offer",
            offered(opened, assurances=[assurance]),
            "offered",
        ),
        fails("ASK-7 not-assured", "the offer leaves it out", offered(opened), "assurances-differ"),
        fails(
            "ASK-7 twice-assured",
            "and holds no other",
            offered(opened, assurances=[assurance, assurance]),
            "assurances-differ",
        ),
        fails(
            "ASK-7 assured-unasked",
            "the open relies on nothing",
            offered(follow("twin open"), assurances=[assurance]),
            "assurances-differ",
        ),
    ]


def messages() -> list[Object]:
    """Return the vectors of opens that rely on answers, alone."""
    good = message([], TWIN, "open", {**open_body(), "relies_on": [digest(ANSWER)]})
    twice = sign(changed(good, "body.relies_on", [digest(ANSWER)] * 2), TWIN)
    return [
        one_message.reads("ASK-7 relies-on", "an open that relies on an answer", good),
        one_message.refused("ASK-7 relies-twice", "each answer is named once", twice),
    ]
