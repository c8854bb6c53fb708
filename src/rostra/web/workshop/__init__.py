"""The workshop: personas and scenarios to browse, and those that somebody uploads or edits in one session of the studio.

`texts`, `folder`, `people`, `plans` and `faces` are pure; `parts` and `bench` draw for the pages Personas and Scenarios."""
