"""The daily cycle: enqueue, process and dequeue, and `parse`, which is all three over a folder."""
