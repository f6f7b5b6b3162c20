"""The brand beside haggling: what it answers to introductions, consents, questions and subscriptions."""
