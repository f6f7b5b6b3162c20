"""The lab: two strategies play, and the talk is drawn in the plane of what offers are worth to both."""
