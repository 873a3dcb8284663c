# Why an answer is refused, and what would be right. { $a } and { $b } are the numbers of the rule.

problem-required = Ce champ est à remplir.
problem-too-long = Au plus { $a } caractères.
problem-control-character = Un caractère invisible ne peut pas être imprimé : effacez la réponse et saisissez-la de nouveau.
problem-not-a-date = Indiquez un jour qui existe, par exemple 02/03/2026.
problem-not-a-number = Indiquez un nombre entier, par exemple 12.
problem-not-hours = Indiquez des heures, par exemple 7, 7h30 ou 7,5.
problem-not-money = Indiquez un montant avec deux décimales au plus, par exemple 4,50.
problem-out-of-range = Indiquez une valeur entre { $a } et { $b }.
problem-not-a-site = Indiquez l’adresse d’un site, par exemple www.exemple.fr.
problem-not-a-mail = Indiquez une adresse complète, par exemple prenom.nom@exemple.fr.
problem-not-a-phone = Indiquez dix chiffres, par exemple 02 99 00 00 00, ou un numéro étranger qui commence par +.
problem-unknown-choice = Choisissez une des réponses proposées.
problem-not-a-postcode = Indiquez les cinq chiffres d’un code postal français, par exemple 35000.
problem-not-a-siret = Indiquez un SIRET valide : quatorze chiffres, par exemple sur le site ou les factures de l’établissement.
problem-not-a-naf = Indiquez un code NAF : quatre chiffres et une lettre, par exemple 62.01Z.
problem-bad-line = La ligne { $a } n’est pas complète ou n’est pas lisible : vérifiez les dates, les heures et le choix.
problem-not-credits = Ligne { $a } : indiquez les ECTS par un nombre de 0 à { $b }, avec deux décimales au plus, par exemple 6 ou 7,5.
problem-no-code = Ligne { $a } : indiquez le code de l’élément.
problem-ends-before-start = Le dernier jour précède le premier.
problem-outside-internship = Les jours indiqués sortent des dates du stage.
problem-overlapping-lines = Lignes { $a } et { $b } : elles ont des jours en commun. Ne laissez chaque jour que dans une ligne.
problem-only-weekend = Ligne { $a } : du samedi au dimanche, aucune heure ne compte. Indiquez le samedi et le dimanche chacun dans une ligne.
problem-too-many = Au plus { $a } lignes.
