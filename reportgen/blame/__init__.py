"""Where the words of a document come from: the field and its line, who wrote it and when, or the template's line."""
