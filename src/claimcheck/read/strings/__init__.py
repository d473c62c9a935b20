"""Tables of strings: copy where programs keep it, in JSON, YAML, CSV and the catalogues of gettext."""
