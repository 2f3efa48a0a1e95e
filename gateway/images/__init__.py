"""Pictures in entries, messages and mails: made harmless, kept, copied from web pages."""
