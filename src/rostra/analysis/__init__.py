"""What can be measured in personas, casts, formats and debates, and what can be advised from it."""
