"""What changed between two versions of a document, shown in it: tracked changes in Word, marks in Markdown and HTML."""
