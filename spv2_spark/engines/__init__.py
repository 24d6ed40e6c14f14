"""Model packages of any engine, opened by their names; the versions of what they make."""
