"""House style: how a council's documents look and are worded, as data."""
