"""The last scenes: what the brand holds is corrected, consent is taken back, and she is a guest again."""

from __future__ import annotations

from consumer_twin.edge.asking import ask
from consumer_twin.edge.rungs import leave
from consumer_twin.relation.who import Guest
from dailyme.demo.year.outputs import YearScene
from dailyme.demo.year.person import DID
from dailyme.demo.year.script import (
    BRAND,
    DISK,
    LEAVE_DAY,
    MAIL,
    REVOKE_DAY,
    SKETCH_DAY,
    STRANGER_DAY,
    VALUES,
)
from dailyme.demo.year.year import Year
from dailyme.show import count
from protocol.question import Question
from protocol.relation import Corrected, Leave, Revoked, Welcome


async def sketch(year: Year) -> YearScene:
    """She fetches what the brand holds under her key, and corrects a letter of it."""
    year.on(SKETCH_DAY)
    person, climb = year.person, await year.person.climb()
    held = await person.sketches.fetch(DID, climb.who)
    mail = next(one for one in held if one.entry.field == "email")
    year.later()
    sent = await person.sketches.correct(DID, climb.who, mail.entry.id, value=("email", MAIL))
    assert sent.answer is not None and isinstance(sent.answer.body, Corrected)
    year.later()
    assert await year.shop.use(await year.known_key(), "email", "service") == ""
    return await year.scene(
        "sketch",
        "what Alder holds of her, and one letter put right",
        [
            f"Alder answers with {count(len(held), 'entry').replace('entrys', 'entries')}: her deals, what "
            "she granted, and what it was used for, each with where it came from and until when.",
            "Her address there has a letter missing: she had mistyped it. She corrects it, and the wrong one "
            "is gone from Alder's files.",
        ],
        travelled=["the right address, beside the message"],
        stayed=["what her twin holds of her: a sketch is the brand's, the twin is hers"],
    )


async def revoked(year: Year) -> YearScene:
    """She takes the grant back."""
    year.on(REVOKE_DAY)
    person = year.person
    sent = await person.consents.revoke(year.grant)
    assert sent.answer is not None and isinstance(sent.answer.body, Revoked)
    year.later()
    refused = await year.shop.use(await year.known_key(), "email", "service")
    assert refused
    found = year.shop.finds(VALUES)
    assert MAIL not in found
    return await year.scene(
        "revoked",
        "consent taken back",
        [
            "From this message on Alder may not use the address. It erases it, signs that it did, and a use "
            f"for service ten minutes later is refused by its own register ({refused}).",
            "Without the address she is registered no longer; what she showed of her deals still counts."
            if (await year.rung()) == "repeat"
            else "With the address goes what registration brought.",
        ],
        travelled=["which grant is over"],
        stayed=["why"],
    )


async def left(year: Year) -> YearScene:
    """She steps down to guest."""
    year.on(LEAVE_DAY)
    person, climb = year.person, await year.person.climb()
    sent = await leave(person.relate, climb, Leave(to="guest"), step=climb.step)
    assert sent.answer is not None and isinstance(sent.answer.body, Welcome)
    year.later()
    await person.town.open_shop(BRAND)  # a start erases what may be held no longer
    found = year.shop.finds(VALUES)
    assert not found, found
    return await year.scene(
        "left",
        "back to guest",
        [
            "One message, and it holds at once, whatever Alder answers. Every benefit of the ladder ends, "
            "and the key is never used again.",
            "Alder's files are searched for her name, her address and both spellings of her e-mail: none is "
            "there, as bytes or in base64. The agreements stay, since the law says so; they name no one.",
        ],
        travelled=["that this key leaves"],
        stayed=["who comes back, if anybody does"],
    )


async def stranger(year: Year) -> YearScene:
    """Somebody asks Alder a question: it can't tell who."""
    year.on(STRANGER_DAY)
    person = year.person
    who = Guest(person.world.secret("ask/stranger"))
    told = await ask(person.relate, DID, Question(product=DISK, variant=DISK, topic="origin"), who)
    assert told.answer is not None
    return await year.scene(
        "stranger",
        "a guest asks where a disk is made",
        [
            "Alder does not know, and signs that. The key of this conversation is new, and nothing in it "
            "points to any other: for Alder it is a person whom it has never met.",
        ],
        travelled=["the question, under a new key"],
        stayed=["that it is Mira"],
    )
