"""What people see in Slack: cards, lines and forms, as Slack's blocks."""
