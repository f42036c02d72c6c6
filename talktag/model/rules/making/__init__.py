"""How a rule that is woken comes to what it makes; nothing here is called but by the engine."""
