"""Metadata against gold: SPv2's scorer, GROBID's matchers, what confidences are worth.

Above `decode`, whose results it measures, and below the reports and jobs that tell of them.
"""
