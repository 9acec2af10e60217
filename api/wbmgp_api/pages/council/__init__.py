"""Pages of the council: simulations, the calendar of designations, requests for designation, and evaluations."""
