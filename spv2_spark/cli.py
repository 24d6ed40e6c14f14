"""The `spv2` command."""
