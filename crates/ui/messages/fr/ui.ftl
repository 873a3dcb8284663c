# Components: words that belong to no subject in particular.

yes = Oui
no = Non
none-chosen = Choisir…
optional = facultatif
required-note = Tous les champs sont à remplir, sauf mention « facultatif ».
error-prefix = Erreur :
error-summary =
    { $count ->
        [one] Une réponse est à corriger
       *[other] { $count } réponses sont à corriger
    }
unknown = Non renseigné

# Steps
steps = Étapes
step-here = Étape { $number } sur { $total } : { $name }
step-done = terminée
step-wrong = à corriger
step-todo = à venir
step-current = étape en cours

# Tables, lists, pages
sort-by = Trier par
sorted-ascending = trié par ordre croissant
sorted-descending = trié par ordre décroissant
select-column = Sélection
select-row = Sélectionner { $name }
select-all = Tout sélectionner
selected =
    { $count ->
        [0] Aucune ligne sélectionnée
        [one] Une ligne sélectionnée
       *[other] { $count } lignes sélectionnées
    }
bulk-actions = Actions sur la sélection
pages = Pages
page-previous = Précédentes
page-next = Suivantes
page-range = { $first }–{ $last } sur { $total }
page-range-more = { $first }–{ $last } sur plus de { $total }
page-none = Aucun résultat
filter = Filtrer
filters-more = Plus de critères
filters-clear = Tout effacer

# Checks of the law and of good sense
checks = Contrôles
check-block = À corriger
check-warn = À vérifier
check-todo = À compléter
check-note = À savoir
check-ok = Conforme
check-article = Article { $article }
see-calculation = Voir le calcul mois par mois
month = Mois
presence = Présence
rate = Taux horaire
amount = Montant
total = Total

# Search with a list of results
combo-search = Chercher
combo-results = Résultats
combo-count =
    { $count ->
        [0] Aucun résultat
        [one] Un résultat affiché
       *[other] { $count } résultats affichés
    }
combo-none = Aucun résultat. Essayez un autre mot ou une partie du nom.
combo-searching = Recherche en cours…
combo-away = La recherche ne répond pas. Réessayez dans un instant.

# Rows that can be added
row-number = Ligne { $number }
row-add = Ajouter une ligne

# Alerts
alert-ok = C’est fait
alert-note = À savoir
alert-warn = Attention
alert-bad = Un problème est survenu
unsaved = Des modifications ne sont pas enregistrées. Quitter quand même ?
timeline = Historique
opens-elsewhere = nouveau site

# How long ago
since-days =
    { $days ->
        [0] depuis aujourd’hui
        [1] depuis hier
       *[other] depuis { $days } jours
    }
duration =
    { $months ->
        [0] { $days ->
            [one] { $days } jour
           *[other] { $days } jours
        }
       *[other] { $days ->
            [0] { $months } mois
            [one] { $months } mois { $days } jour
           *[other] { $months } mois { $days } jours
        }
    }

# The help mode of a widget
help-title = Aide
help-back = Revenir
