"""What a designation would do: a housing region, its market month by month, options side by side, and what they show."""
