"""Writers: the tree to bytes, one module or package a format. A writer never sees the model."""
