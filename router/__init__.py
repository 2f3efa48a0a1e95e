"""Who is offered what, and when: the pure core that decides."""
