"""What the store promises when machines, disks and people fail it."""
