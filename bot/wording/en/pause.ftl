# Everything that leaves the house, stopped and let go again.

pause-begun = ⏸️ Paused: nothing leaves Boucle any more, no post, no change of a card, no mail. What comes up waits, in its order. To go on: `/boucle resume`.
pause-ended = ▶️ It goes on: what waited leaves now, in its order.
pause-since = ⏸️ *Paused* since { $since } by { $by }: nothing leaves Boucle, what comes up waits. To go on: `/boucle resume`.
pause-by-terminal = the command line
refused-paused-already = It is paused already. To go on: `/boucle resume`.
refused-not-paused = Nothing is paused.
