"""Tags that a maker's desk prints, keeps, and gives to who claims them. It keeps no claim, only what proves one."""
