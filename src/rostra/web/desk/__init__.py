"""The casting desk: what is planned before a debate starts. `draft`, `fitting`, `people`, `shelf`, `scenario_file`, `phase_picture`,
`playbill` and `terms` are pure; the rest draws them for the page New debate."""
