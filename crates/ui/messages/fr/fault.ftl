# When a widget has no answer: what happened, then what to do.

fault-reference = Référence à citer :
fault-not-signed-in = Vous n’êtes pas connecté
fault-not-signed-in-do = Connectez-vous, puis revenez à cette page.
fault-bad-credential = Votre identité n’a pas pu être vérifiée
fault-bad-credential-do = Rechargez la page. Si cela se répète, prévenez l’assistance.
fault-forbidden = Ce service n’est pas ouvert à votre profil
fault-forbidden-do = Si vous devriez y avoir accès, demandez-le à l’assistance.
fault-missing = Cette page n’existe pas
fault-missing-do = L’adresse est peut-être incomplète, ou ce que vous cherchez ne vous est pas accessible.
fault-gone = Cette page n’existe plus
fault-gone-do = Ce que vous cherchez a été supprimé.
fault-malformed = La demande n’a pas été comprise
fault-malformed-do = Revenez en arrière et recommencez. Si cela se répète, prévenez l’assistance.
fault-unsupported = Cet affichage n’est pas proposé
fault-unsupported-do = Revenez à l’affichage normal.
fault-method = Cette adresse ne s’ouvre pas de cette façon
fault-method-do = Revenez en arrière et utilisez le bouton du formulaire.
fault-media = Ce format n’est pas pris en charge
fault-media-do = Rechargez la page dans votre navigateur.
fault-too-large = L’envoi est trop volumineux
fault-too-large-do = Réduisez la taille du fichier ou du texte, puis recommencez. Rien n’a été enregistré.
fault-late = L’envoi n’est pas arrivé en entier
fault-late-do = Vérifiez votre connexion, puis recommencez. Rien n’a été enregistré.
fault-too-wide = La liste est trop longue pour un seul fichier
fault-too-wide-do = Filtrez-la pour qu’il y ait au plus 1 000 conventions, puis recommencez.
fault-too-long = L’adresse est trop longue
fault-too-long-do = Retirez quelques critères, puis recommencez.
fault-stale = Quelqu’un d’autre a modifié ces données
fault-stale-do = Rechargez la page pour voir les changements, puis recommencez.
fault-too-many = Trop de demandes en même temps
fault-too-many-do = Attendez quelques secondes, puis réessayez.
fault-busy = Le service est très occupé
fault-busy-do = Attendez quelques secondes, puis réessayez. Si vous veniez d’envoyer un formulaire, vérifiez d’abord s’il a été pris en compte.
fault-away = Un service nécessaire ne répond pas
fault-away-do = Réessayez dans quelques minutes. Rien n’a été perdu.
fault-internal = Un problème est survenu de notre côté
fault-internal-do = Réessayez. Si cela se répète, citez la référence à l’assistance.

# Shown by a portal when the server of a widget does not answer at all.
fallback-title = Ce service ne répond pas pour le moment
fallback-do = Le reste de la page fonctionne. Réessayez dans quelques instants.
