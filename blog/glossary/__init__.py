"""The words explained: terms, their names and definitions. Knows nothing of the articles that use them."""
