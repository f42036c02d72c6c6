"""The desk: a company's end of the table. Values of what comes, stands and leaves; nothing here reads or writes."""
