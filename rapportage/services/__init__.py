"""What happens in rapportage: one function per event."""
