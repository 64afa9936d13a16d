"""What every other package stands on: places in files, findings, discovery. Imports nothing of ours."""
