"""DataFrame in, DataFrame out: no reading, writing, counting or showing."""
