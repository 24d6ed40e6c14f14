"""One view of a document: its tokens as columns, and what their arrangement says."""
