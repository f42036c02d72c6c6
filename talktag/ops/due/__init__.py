"""The verbs about what is due: the list, today's card, the calendar both ways, what is worked off by itself."""
