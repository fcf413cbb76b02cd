"""The hunt for what concurrency could lose: twelve writers in one school and a reader who follows them."""
