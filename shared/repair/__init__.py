"""Repair: make good what went wrong anyway. Each is safe to run twice, and to kill and start again."""
