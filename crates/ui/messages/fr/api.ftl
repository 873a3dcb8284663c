# Ce que lisent les systèmes de l’établissement quand l’API ne répond pas. Les clés finissent par les codes stables des problèmes.

api-unauthorized = Jeton absent ou inconnu
api-unauthorized-detail = Présentez un jeton valable : en-tête Authorization, Bearer avec le jeton ou Basic avec le nom du client et le jeton.
api-forbidden = Droit manquant
api-forbidden-detail = Ce client n’a pas le droit de lire cette ressource. Demandez-le à l’administration de Tremplin.
api-missing = Introuvable
api-missing-detail = Rien à cette adresse, ou rien que ce client puisse lire.
api-unreadable = Demande illisible
api-unreadable-detail = La demande contient ce qui ne se lit pas ; chaque paramètre fautif est nommé.
api-contradictory = Paramètres contradictoires
api-contradictory-detail = Les paramètres se lisent mais se contredisent.
api-method = Méthode non prévue
api-method-detail = Cette adresse ne répond pas à cette méthode ; l’en-tête Allow dit lesquelles.
api-not-acceptable = Format non proposé
api-not-acceptable-detail = Cette ressource n’existe pas dans le format que demande l’en-tête Accept.
api-too-large = Demande trop grande
api-too-large-detail = Le corps de la demande dépasse la taille admise.
api-too-long = Adresse trop longue
api-too-long-detail = L’adresse et ses paramètres dépassent la taille admise.
api-media = Type de contenu non pris en charge
api-media-detail = Le corps de la demande doit être du XML, text/xml en UTF-8.
api-too-many = Trop d’appels
api-too-many-detail = Ce client a fait ses appels de la minute. L’en-tête Retry-After dit quand recommencer.
api-busy = Serveur occupé
api-busy-detail = Le serveur ne peut pas répondre maintenant. L’en-tête Retry-After dit quand recommencer.
api-internal = Incident du serveur
api-internal-detail = La demande n’a pas pu aboutir. Si cela se répète, prévenez l’administration de Tremplin.

api-wrong-unknown = paramètre inconnu
api-wrong-repeated = donné plusieurs fois
api-wrong-missing = obligatoire
api-wrong-encoding = n’est pas de l’UTF-8 bien encodé
api-wrong-student = un numéro d’étudiant compte 1 à 40 lettres, chiffres, points, tirets
api-wrong-code = un code compte 1 à 40 caractères ASCII visibles
api-wrong-version = une version compte 1 à 40 caractères ASCII visibles
api-wrong-year = une année universitaire se donne par sa première année civile, de 1990 à 2999
api-wrong-day = un jour s’écrit AAAA-MM-JJ
api-wrong-state = état inconnu, ou plus de vingt
api-wrong-limit = un nombre de 1 à 200
api-wrong-cursor = une valeur que la page précédente a donnée
api-wrong-flag = true ou false
api-wrong-ends-before-start = la période finit avant de commencer

api-soap-malformed = Le message n’est pas une enveloppe SOAP 1.1 lisible.
api-soap-version = Seul SOAP 1.1 est pris en charge.
api-soap-header = Un en-tête SOAP obligatoire n’est pas pris en charge.
api-soap-operation = Cette opération n’existe pas ; le WSDL dit lesquelles existent.
