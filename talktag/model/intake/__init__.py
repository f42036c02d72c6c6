"""A folder of photographs, and the products in it: which picture is of which thing."""
