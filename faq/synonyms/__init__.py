"""Words that mean alike when somebody asks a company for something, language by language."""
