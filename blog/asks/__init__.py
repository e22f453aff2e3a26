"""What readers ask about words: "What does this mean?" Nothing of it is ever shown in public."""
