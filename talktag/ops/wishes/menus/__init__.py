"""A maker's menu looked at, and an order composed of it. It sends nothing: an order leaves with its wish."""
