"""Labels: where everything lies on one, and which goes where on a sheet."""
