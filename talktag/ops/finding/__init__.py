"""How a person names what is meant: one product, one tag, many by a query. Changes nothing."""
