"""What whoever keeps a house style asks for: is it sound, how does it look, what does a Word file offer."""
