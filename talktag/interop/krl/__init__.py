"""Rules as a ruleset of KRL, the language of picos, for an engine that others wrote. It runs nothing."""
