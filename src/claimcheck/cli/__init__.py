"""The command line. ``main`` starts it; a command is one module, loaded when it is called."""
