"""What comes in over HTTP: feedback, Slack's events, customers' answers, readers of the week."""
