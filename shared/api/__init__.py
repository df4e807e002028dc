"""What the functions behind the API have in common: how a request comes, how an answer and a problem go out."""
