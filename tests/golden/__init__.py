"""What each room makes of a few packaged papers, by version: see test_golden."""
