"""Changes to a decision file as its author laid it out: what is not changed stays byte for byte."""
