"""What editors write: articles and their turns, people, topics, revisions, and where a term is used."""
