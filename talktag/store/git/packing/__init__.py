"""The history packed: many small files of Git's made into few, and an index of commits. It drops no object, ever."""
