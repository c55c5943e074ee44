"""`menshen demo`: a day at a residential compound's door, played over HTTP and checked step by step."""
