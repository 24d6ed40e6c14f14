"""One module a job: it opens the doors, calls the stages and tells the ledger."""
