"""The verbs of the loop, one module each; they meet in `bot.loop`, which gives their order."""
