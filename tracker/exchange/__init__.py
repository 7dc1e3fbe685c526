"""Foreign formats, one module each: in and out."""
