"""The store on disk and in Git: where files are, how they change together, what was before."""
