"""Calendar files (iCalendar, RFC 5545), out and in, as bytes. The home of the library `icalendar`."""
