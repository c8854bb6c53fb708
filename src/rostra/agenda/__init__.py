"""Who is on now: `next_slots(debate)`, pure."""

from rostra.agenda.programme import anchor_now, closed_slots, last_slot, next_slots, replay

__all__ = ["anchor_now", "closed_slots", "last_slot", "next_slots", "replay"]
