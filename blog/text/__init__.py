"""The cellar: pure functions over strings and frozen values. No Flask, no database, no clock."""
