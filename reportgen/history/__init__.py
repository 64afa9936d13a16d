"""What git keeps of decision files: their commits, their older texts, and in words what changed between them."""
