"""The radar: what is due by when, worked back from the ends of contracts, for the officers who look after them."""
