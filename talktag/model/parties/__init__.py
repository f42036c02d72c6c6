"""People and companies that products are talked about with."""
