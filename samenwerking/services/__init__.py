"""What happens in samenwerking: one function per event."""
