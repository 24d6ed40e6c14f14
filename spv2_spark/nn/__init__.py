"""Keras: the taggers, their training, and the packages they are kept in."""
