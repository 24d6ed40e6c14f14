"""What the jobs do: read and write tables, call the stages between them, tell the Task DB.

    daily/       enqueue, process, dequeue, and parse, which is all three over a folder
    training/    a corpus with gold becomes a model; models are calibrated and evaluated
    synthetic/   articles typeset anew become such a corpus
    workers/     what the daily and the training cycle run on Spark's workers

The three cycles do not know each other: what two of them need is in a module beside them.
"""
