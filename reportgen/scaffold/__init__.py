"""What a new repository and a new file begin as. The files here speak of Northshire Council; its name is replaced."""
