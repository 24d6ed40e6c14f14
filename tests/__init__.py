"""Tests of the whole project, in the same rooms as the code."""
