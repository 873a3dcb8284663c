# The reference portal's own words: tabs, window bars, signing in.

portal-skip = Aller au contenu
portal-tabs = Rubriques du portail
portal-title = { $view }, { $page }
portal-language = Français
portal-sign-in = Se connecter
portal-welcome = Bienvenue
portal-welcome-do = Connectez-vous avec votre compte de l’établissement pour retrouver vos services.
portal-lost = La connexion n’a pas abouti
portal-lost-do = Votre navigateur n’a pas gardé le cookie qui relie cette page à votre demande, ou plus d’un quart d’heure a passé. Acceptez les cookies de ce site et recommencez.
portal-ticket = La connexion n’a pas abouti
portal-ticket-do = Le service de connexion n’a pas confirmé qui vous êtes : sa réponse avait déjà servi ou n’est plus valable. Recommencez.
portal-cas-away = Le service de connexion de l’établissement ne répond pas
portal-cas-away-do = Réessayez dans quelques minutes. Les personnes déjà connectées continuent à travailler. Si cela dure, prévenez l’assistance.
portal-cas-odd = Le service de connexion de l’établissement répond mal
portal-cas-odd-do = Sa réponse n’est pas celle d’un serveur CAS, ou il refuse ce portail. Prévenez l’assistance : la cause est dans le journal du portail. Les personnes déjà connectées continuent à travailler.
portal-stranger = Vous êtes bien identifié, mais rien ne vous est ouvert ici
portal-stranger-do = L’annuaire ne vous connaît ni comme étudiant, ni comme enseignant, et vous n’avez pas de rôle dans les stages. Prévenez l’assistance si cela vous étonne.
portal-unusable = Votre compte ne peut pas être ouvert
portal-unusable-do = Vous êtes bien identifié. Une fois l’annuaire corrigé, reconnectez-vous.
portal-directory-away = L’annuaire de l’établissement ne répond pas
portal-directory-away-do = Vous êtes bien identifié, mais c’est votre première visite et l’annuaire ne peut pas dire qui vous êtes. Réessayez dans quelques minutes.
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

# In a frame of another site
portal-embedded-do = La connexion se fait dans une nouvelle fenêtre, qui se ferme ensuite d’elle-même. Si elle reste ouverte, continuez-y.
portal-left = Vous êtes déconnecté
portal-left-do = Votre compte de l’établissement reste ouvert dans ce navigateur. Sur un ordinateur partagé, fermez-le aussi.
portal-left-all = Fermer mon compte de l’établissement
portal-handing = Vous êtes connecté
portal-handing-do = Cette fenêtre se ferme d’elle-même. Si elle reste ouverte, la page d’où vous venez ne peut pas être jointe : continuez ici.
portal-handing-here = Continuer ici
portal-code = La connexion n’a pas abouti
portal-code-do = Le passage d’une fenêtre à l’autre a pris plus d’une minute, ou il avait déjà eu lieu. Recommencez.
portal-expired-framed-do = Reconnectez-vous. Les pages précédentes de votre navigateur gardent ce que vous aviez saisi.
