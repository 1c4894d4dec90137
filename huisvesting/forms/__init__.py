"""Forms of huisvesting, one file per noun. They check what one can see on the form; whether an act is allowed now, the
service says."""
