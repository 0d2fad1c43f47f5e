"""An invented organisation, entered through the same doors as a real one."""
