"""The only place that speaks SQL: schema, migrations, the one writer, the journal, the stores."""
