"""What the API answers, a module a resource. Each has a `router`, which app.py takes in."""
