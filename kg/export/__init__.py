"""The graph of an audience as files: sorted, prefixed and stable, so that the same facts give the same bytes."""
