// Every word of the page itself, in French and English; the person played decides which is shown.
// French typography: a no-break space before : and inside « », a narrow one before ? ! ;

const WORDS = {
  // The bar
  workspace: ["Espace de travail", "Workspace"],
  youAre: ["Vous êtes", "You are"],
  nextMorning: ["Demain matin", "Next morning"],
  nextFriday: ["Vendredi prochain", "Next Friday"],
  oneHour: ["+ 1 h", "+ 1 h"],
  oneHourLong: ["Avancer d’une heure", "Move on by an hour"],
  businessTime: ["Heure de l’entreprise", "Business time"],
  timeMoves: ["Le temps avance…", "Time is moving…"],
  timeMoved: ["Il est maintenant {time}", "It is now {time}"],
  timeStuck: ["Le temps n’a pas pu avancer : {why}", "Time could not be moved: {why}"],
  theme: ["Clair ou sombre", "Light or dark"],
  apiCalls: ["Appels d’API", "API calls"],
  openMenu: ["Ouvrir la navigation", "Open navigation"],
  offline: ["Connexion perdue, nouvelle tentative…", "Connection lost, trying again…"],
  skipToMessages: ["Aller aux messages", "Skip to messages"],
  // The side
  navigation: ["Navigation", "Navigation"],
  channels: ["Canaux", "Channels"],
  directMessages: ["Messages directs", "Direct messages"],
  apps: ["Applications", "Apps"],
  outside: ["Chez les clients", "On the customers’ side"],
  inbox: ["Boîte des clients", "Customers’ inbox"],
  appHome: ["Accueil", "Home"],
  privateChannel: ["canal privé", "private channel"],
  unread: ["{n} non lu", "{n} unread"],
  unreads: ["{n} non lus", "{n} unread"],
  online: ["en ligne", "online"],
  away: ["hors ligne", "offline"],
  // Messages
  messagesIn: ["Messages de {channel}", "Messages in {channel}"],
  beginningOf: ["Ici commence {channel}.", "This is where {channel} begins."],
  members: ["{n} membres", "{n} members"],
  member: ["{n} membre", "{n} member"],
  app: ["APPLI", "APP"],
  edited: ["(modifié)", "(edited)"],
  onlyYou: ["Vous seul·e voyez ce message", "Only you can see this"],
  dismiss: ["Masquer", "Dismiss"],
  newMessages: ["Nouveaux messages", "New messages"],
  toNewest: ["Aller au plus récent", "Go to the newest"],
  olderLoading: ["Messages plus anciens…", "Older messages…"],
  today: ["Aujourd’hui", "Today"],
  yesterday: ["Hier", "Yesterday"],
  reply: ["{n} réponse", "{n} reply"],
  replies: ["{n} réponses", "{n} replies"],
  lastReply: ["dernière {when}", "last {when}"],
  alsoInChannel: ["a répondu dans un fil", "replied to a thread"],
  messageActions: ["Actions sur le message", "Message actions"],
  addReaction: ["Ajouter une réaction", "Add a reaction"],
  replyInThread: ["Répondre dans un fil", "Reply in thread"],
  moreActions: ["Plus d’actions", "More actions"],
  editMessage: ["Modifier le message", "Edit message"],
  deleteMessage: ["Supprimer le message", "Delete message"],
  deleteSure: ["Supprimer ce message ?", "Delete this message?"],
  deleteSureMore: [
    "Il disparaîtra pour tout le monde. C’est définitif.",
    "It goes away for everybody. This cannot be undone.",
  ],
  copyLink: ["Copier l’identifiant", "Copy the message id"],
  copied: ["Copié", "Copied"],
  save: ["Enregistrer", "Save"],
  cancel: ["Annuler", "Cancel"],
  delete: ["Supprimer", "Delete"],
  reactedWith: ["{who} : {emoji}", "{who}: {emoji}"],
  youToo: ["vous", "you"],
  said: ["{who} : {what}", "{who}: {what}"],
  saidIn: ["{who} dans {where} : {what}", "{who} in {where}: {what}"],
  // Threads
  thread: ["Fil", "Thread"],
  closeThread: ["Fermer le fil", "Close thread"],
  // Writing
  notIn: [
    "Vous lisez {channel} sans en être membre.",
    "You are looking at {channel} without being in it.",
  ],
  join: ["Rejoindre le canal", "Join channel"],
  writeIn: ["Écrire dans {channel}", "Message {channel}"],
  writeTo: ["Écrire à {channel}", "Message {channel}"],
  writeReply: ["Répondre…", "Reply…"],
  send: ["Envoyer", "Send"],
  emoji: ["Emoji", "Emoji"],
  attach: ["Joindre un fichier", "Attach a file"],
  shortcuts: ["Raccourcis", "Shortcuts"],
  noShortcuts: ["Aucun raccourci", "No shortcuts"],
  suggestions: ["Suggestions", "Suggestions"],
  howToSend: ["Maj + Entrée : nouvelle ligne", "Shift + Enter: new line"],
  // Emoji
  searchEmoji: ["Chercher un emoji", "Search emoji"],
  searchEmojiHint: ["Nom court, par ex. raising_hand", "Short name, e.g. raising_hand"],
  skinTone: ["Teinte de peau", "Skin tone"],
  skinTones: [
    ["par défaut", "default"],
    ["claire", "light"],
    ["assez claire", "medium-light"],
    ["moyenne", "medium"],
    ["assez foncée", "medium-dark"],
    ["foncée", "dark"],
  ],
  noEmoji: ["Aucun emoji de ce nom", "No emoji of that name"],
  recent: ["Récents", "Recent"],
  smileys: ["Visages", "Smileys"],
  people: ["Personnes", "People"],
  nature: ["Nature", "Nature"],
  food: ["Cuisine", "Food"],
  travel: ["Voyages", "Travel"],
  activities: ["Activités", "Activities"],
  objects: ["Objets", "Objects"],
  symbols: ["Symboles", "Symbols"],
  flags: ["Drapeaux", "Flags"],
  // Elements and forms
  choose: ["Choisir…", "Choose…"],
  search: ["Chercher…", "Search…"],
  nothingFound: ["Aucun résultat", "Nothing found"],
  typeMore: ["Saisir au moins {n} caractères", "Type at least {n} characters"],
  loading: ["Chargement…", "Loading…"],
  remove: ["Retirer {what}", "Remove {what}"],
  optional: ["(facultatif)", "(optional)"],
  moreOptions: ["Plus d’options", "More options"],
  confirmYes: ["Oui", "Yes"],
  confirmNo: ["Annuler", "Cancel"],
  confirmTitle: ["Confirmer ?", "Are you sure?"],
  close: ["Fermer", "Close"],
  submit: ["Envoyer", "Submit"],
  back: ["Retour", "Back"],
  required: ["Ce champ est requis.", "This field is required."],
  tooShort: ["Au moins {n} caractères.", "At least {n} characters."],
  tooLong: ["{n} caractères au plus.", "{n} characters at most."],
  notANumber: ["Saisissez un nombre.", "Enter a number."],
  notWhole: ["Saisissez un nombre entier.", "Enter a whole number."],
  tooSmall: ["{n} au moins.", "{n} at least."],
  tooLarge: ["{n} au plus.", "{n} at most."],
  notAnEmail: ["Saisissez une adresse e-mail.", "Enter an e-mail address."],
  notAUrl: ["Saisissez une adresse web.", "Enter a web address."],
  tooMany: ["{n} choix au plus.", "{n} choices at most."],
  sending: ["Envoi…", "Sending…"],
  noAnswer: [
    "Cette application n’a pas répondu. Réessayez dans un instant.",
    "This app did not respond. Try again in a moment.",
  ],
  notReached: ["Cette application n’est pas connectée.", "This app is not connected."],
  actionFailed: ["Cela n’a pas marché : {why}", "That did not work: {why}"],
  // Blocks
  image: ["Image", "Image"],
  video: ["Regarder : {title}", "Watch: {title}"],
  file: ["Fichier", "File"],
  notDrawn: ["Bloc « {type} » (non dessiné ici)", "Block “{type}” (not drawn here)"],
  taskStates: [
    ["à faire", "pending"],
    ["en cours", "in progress"],
    ["fait", "complete"],
    ["en erreur", "error"],
  ],
  // App Home
  homeEmpty: ["{app} n’a encore rien publié ici.", "{app} has not published anything here yet."],
  openMessages: ["Messages", "Messages"],
  // Inbox
  inboxIntro: [
    "Ce que les clients reçoivent, tel qu’ils le reçoivent.",
    "What customers receive, as they receive it.",
  ],
  inboxEmpty: ["Aucun courrier reçu", "No mail received"],
  inboxEmptyMore: [
    "Un message envoyé à un client arrive ici, comme dans sa propre boîte. On peut y répondre.",
    "A message sent to a customer arrives here, as in their own mailbox. It can be answered.",
  ],
  mailList: ["Courriers reçus", "Mail received"],
  from: ["De", "From"],
  to: ["À", "To"],
  noSubject: ["(sans objet)", "(no subject)"],
  asText: ["Texte", "Text"],
  asHtml: ["Mis en forme", "Formatted"],
  mailFormat: ["Forme du courrier", "Form of the mail"],
  mailBody: ["Contenu du courrier", "Content of the mail"],
  newMail: ["Courrier pour {to} : {subject}", "Mail for {to}: {subject}"],
  answerMail: ["Répondre en tant que client", "Reply as the customer"],
  answerMailLabel: ["Réponse de {to}", "Reply from {to}"],
  sendAnswer: ["Envoyer la réponse", "Send the reply"],
  returnMail: ["Adresse inconnue : renvoyer", "Unknown address: send back"],
  mailAnswered: ["Réponse de {to}", "{to} replied"],
  mailReturned: ["Revenu : cette adresse n’existe pas.", "It came back: there is no such address."],
  answerSent: [
    "La réponse est dans la boîte de l’entreprise.",
    "The reply is in the company’s mailbox.",
  ],
  backToList: ["Retour à la liste", "Back to the list"],
  // Drawer
  filterCalls: ["Filtrer : méthode, canal, mot…", "Filter: method, channel, word…"],
  filterLabel: ["Filtrer les appels", "Filter calls"],
  onlyErrors: ["Erreurs seules", "Errors only"],
  noCalls: ["Aucun appel", "No calls"],
  arguments: ["Arguments", "Arguments"],
  answer: ["Réponse", "Answer"],
  calls: ["{n} appels", "{n} calls"],
  call: ["{n} appel", "{n} call"],
  startFailed: [
    "L’espace de travail ne répond pas. Est-il démarré ?",
    "The workspace does not answer. Is it running?",
  ],
  tryAgain: ["Réessayer", "Try again"],
};

let at = 0;
let tag = "fr-FR";

/** Speak the language of this locale (fr… is French, anything else English). */
export function speak(locale) {
  tag = locale || "en-US";
  at = tag.toLowerCase().startsWith("fr") ? 0 : 1;
  if (!Intl.DateTimeFormat.supportedLocalesOf([tag]).length) tag = at ? "en-GB" : "fr-FR";
  document.documentElement.lang = at ? "en" : "fr";
}

/** The locale in which dates and numbers are written. */
export function locale() {
  return tag;
}

/** The words for a key, its {placeholders} filled in. */
export function t(key, values = {}) {
  return WORDS[key][at].replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

/** The words for a number of things: `one` for a single one, `many` otherwise. */
export function count(n, one, many) {
  const single = new Intl.PluralRules(tag).select(n) === "one";
  return t(single ? one : many, { n: new Intl.NumberFormat(tag).format(n) });
}

/** One of a list of words, such as the skin tones. */
export function nth(key, position) {
  return WORDS[key][position][at];
}
