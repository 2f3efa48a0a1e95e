"""Rich text: what may be written, how it is cleaned, how it reads as plain text."""
