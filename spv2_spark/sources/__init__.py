"""Where PDFs come from: a uri becomes bytes or a Failure (boto3 and pyarrow.fs)."""
