"""A desk's mail and memory in PostgreSQL: any number of workers on any number of machines. It opens no bundle."""
