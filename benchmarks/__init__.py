"""What Rostra costs, measured: `make bench`. Each figure stands beside its target and beside the naive way of doing the same."""
