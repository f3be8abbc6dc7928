"""A room to crash in: programs are killed, frozen and cut off, and an exact server says what was paid for."""
