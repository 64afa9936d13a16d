"""What people did to a Word file of ours, brought back into the file that it was made from."""
