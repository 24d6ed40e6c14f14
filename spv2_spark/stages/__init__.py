"""Tables in, tables out: no reading, writing, counting or showing."""
