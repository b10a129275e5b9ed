"""The page: a search box, the days that answer, one day in full, the stream at work."""
