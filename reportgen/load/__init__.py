"""Disk to model: files read with their positions, faults as findings."""
