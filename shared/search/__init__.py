"""Search as pure data: a request becomes an OpenSearch query, and what it finds becomes the answer."""
