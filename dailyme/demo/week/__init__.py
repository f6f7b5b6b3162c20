"""A week of one scripted person's life on the demo market: sensed, suggested, bought, learnt, day by day."""
