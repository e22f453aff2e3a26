"""Moderators' decisions about comments and asks, and why."""
