# The reference portal's own words: tabs, window bars, signing in.

portal-skip = Aller au contenu
portal-tabs = Rubriques du portail
portal-title = { $view }, { $page }
portal-language = Français
portal-sign-in = Se connecter
portal-sign-in-closed = La connexion n’est pas configurée sur ce portail. Prévenez son administrateur.
portal-personas = Démonstration : choisissez la personne que vous voulez être. Toutes sont inventées.
portal-sign-out = Se déconnecter
portal-home = Revenir à l’accueil
portal-nothing = Aucune rubrique ne vous est ouverte
portal-nothing-do = Votre compte n’a de rôle dans aucun service de ce portail. Prévenez l’assistance si cela vous étonne.
portal-unknown-person = Cette personne n’existe pas dans la démonstration
portal-unknown-person-do = Revenez à la page de connexion et choisissez une personne de la liste.
portal-expired = Votre session a pris fin
portal-expired-do = Reconnectez-vous dans un nouvel onglet, puis rechargez cette page pour renvoyer ce que vous aviez saisi.
portal-elsewhere = Ce formulaire ne vient pas de ce portail
portal-elsewhere-do = Rien n’a été modifié. Revenez à l’accueil et recommencez depuis la page du portail.

# Sessions
portal-sessions = Mes connexions
portal-sessions-about = Les navigateurs où ce compte est connecté. Fermez ceux que vous ne reconnaissez pas.
portal-sessions-login = Connexions du compte
portal-sessions-show = Afficher
portal-sessions-none = Ce compte n’est connecté nulle part.
portal-sessions-unnamed = Navigateur inconnu
portal-sessions-began = Ouverte le
portal-sessions-seen = dernière activité le
portal-sessions-this = La connexion que vous utilisez
portal-sessions-end = Fermer cette connexion
portal-away = Le portail ne retrouve pas les connexions
portal-away-do = Réessayez dans un instant. La page précédente de votre navigateur garde ce que vous aviez saisi.

# Windows
portal-minimize = Réduire
portal-maximize = Agrandir
portal-shrink = Revenir à la page
portal-restore = Ouvrir
portal-help = Aide
portal-preferences = Préférences
portal-back-to-view = Fermer
portal-retry = Réessayer
portal-begin = Revenir au début
portal-coming = Ce service tarde à répondre.
portal-coming-below = Voir sa réponse au bas de la page
portal-late = Ce service met trop de temps à répondre
portal-action-silent = Le service n’a pas répondu à temps
portal-action-silent-do = Votre envoi a peut-être été pris en compte : vérifiez-le avant de recommencer. La page précédente de votre navigateur garde ce que vous aviez saisi.
