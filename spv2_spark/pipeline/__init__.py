"""One module a job: opens the doors, calls the stages, tells the Task DB."""
