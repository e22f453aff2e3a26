"""Pictures: checked, cleaned of what they tell about their makers, and kept by their content."""
