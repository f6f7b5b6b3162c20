"""What can go wrong with goals and proposals: each with a code, none of it on the wire."""

from __future__ import annotations

from brand_agent.errors import BrandError


class GoalError(BrandError):
    """Something about a goal or a proposal is wrong. `advice` says what to do."""

    code = "goal-error"
    advice = "Look at `dailyme brand goal list`."

    def __init__(self, words: str, advice: str | None = None) -> None:
        super().__init__(words)
        self.advice = advice or type(self).advice


class NoGoalSaidError(GoalError):
    """There are no words to read a goal from."""

    code = "no-goal-said"
    advice = 'Say what you want, such as "20 % more revenue by March, margin never under 8 %".'


class LongGoalError(GoalError):
    """The words are more than a goal is read from."""

    code = "goal-too-long"
    advice = "Say it in a few sentences; set each of several goals by itself."


class OutsideLimitsError(GoalError):
    """A change would break a limit that a person signed, or touch what no proposal may touch."""

    code = "outside-limits"
    advice = "Change the goal's limits with `dailyme brand goal set`, and have a person sign it."


class OutsideMandateError(GoalError):
    """No mandate of the policy covers the change."""

    code = "outside-mandate"
    advice = "Let a person approve it: --apply ID --by NAME."


class UnknownProposalError(GoalError):
    """No proposal of that id can be made from goals, policy and threads as they are now."""

    code = "unknown-proposal"
    advice = "Look at `dailyme brand propose`: an id holds until the goal, or what the threads say, changes."


class UnknownGoalError(GoalError):
    """There is no goal of that number."""

    code = "unknown-goal"


class GoalConflictsError(GoalError):
    """The goal has a conflict that nobody can sign away, or one that was not named at the signature."""

    code = "goal-conflicts"


class NotSignedError(GoalError):
    """A signature without a name, or a goal that nobody signed."""

    code = "not-signed"
    advice = "Say who signs: --by NAME."


class ChangedSinceError(GoalError):
    """The policy was edited after the change that is to be taken back."""

    code = "changed-since"
    advice = "Take the later change back first, or edit the file by hand."
