"""Tables of a page as grids, from columns of values or from the rules drawn around cells."""
