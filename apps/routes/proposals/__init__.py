"""What the builder of a route proposes: programmes of the ФР, events, mentors; and the shortest set (DOMAIN 5)."""
