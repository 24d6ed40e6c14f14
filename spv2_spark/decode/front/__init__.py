"""The paper's title and authors."""
