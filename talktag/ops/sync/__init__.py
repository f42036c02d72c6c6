"""The store on several computers: what came and what is here joined, checked, and sent."""
