"""The structs that say exactly what crosses the wire, in both directions."""
