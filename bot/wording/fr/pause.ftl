# Tout ce qui sort de la maison, arrêté puis relâché.

pause-begun = ⏸️ En pause : plus rien ne sort de Boucle, ni message, ni carte modifiée, ni courriel. Ce qui survient attend, dans l’ordre. Pour reprendre : `/boucle reprendre`.
pause-ended = ▶️ C’est reparti : ce qui attendait part maintenant, dans l’ordre.
pause-since = ⏸️ *En pause* depuis { $since }, par { $by } : rien ne sort de Boucle, ce qui survient attend. Pour reprendre : `/boucle reprendre`.
pause-by-terminal = la ligne de commande
refused-paused-already = C’est déjà en pause. Pour reprendre : `/boucle reprendre`.
refused-not-paused = Rien n’est en pause.
