"""Who somebody is: accounts, their roles, and how they sign in."""
