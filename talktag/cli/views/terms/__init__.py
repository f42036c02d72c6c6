"""What is shown of terms: texts, and who agreed to which. Decides nothing."""
