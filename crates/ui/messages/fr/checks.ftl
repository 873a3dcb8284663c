# The checks: `check-{rule}` names a rule, `check-{rule}-{finding}` says what it found, with the values that the rule gives, each already written as people read it.

check-other-regime = Autre régime
check-dates = Dates
check-enrolment = Inscription
check-presence = Présence
check-mentions = Mentions obligatoires
check-forbidden-aims = Objet du stage
check-maximum = Durée maximale
check-gratification = Gratification
check-ceiling-policy = Plafond retenu
check-next-ceiling = Plafond à venir
check-public-ceiling = Organisme public
check-franchise = Cotisations
check-leave-clause = Congés
check-taught-hours = Heures de formation
check-waiting-period = Délai de carence
check-tutor = Tuteur
check-teacher = Enseignant référent
check-quota = Nombre de stagiaires
check-day = Durée du jour
check-week = Durée de la semaine
check-average-week = Moyenne sur douze semaines
check-legal-week = Durée légale
check-weekly-rest = Repos hebdomadaire
check-may-day = 1er mai
check-minor-day = Mineur : durée du jour
check-minor-week = Mineur : durée de la semaine
check-minor-rest = Mineur : repos
check-minor-holidays = Mineur : jours fériés
check-minor-night = Mineur : travail de nuit
check-country-sheet = Fiche pays
check-cover-abroad = Couverture sur place
check-accident-abroad = Accidents à l’étranger
check-overlap = Stages simultanés
check-signatories = Signataires
check-signed-in-time = Date de signature

check-other-regime-applies = Un stage de formation continue suit le code du travail : les règles des stages étudiants ne sont pas vérifiées.

check-dates-fine = Du { $start } au { $end }.
check-dates-missing = Indiquez le premier et le dernier jour du stage.
check-dates-reversed = Le dernier jour ({ $end }) précède le premier ({ $start }).
check-dates-over = Du { $start } au { $end } : vérifiez les années.

check-enrolment-fine = Le stage tient dans l’inscription, du { $from } au { $to }.
check-enrolment-unknown = Les dates de l’inscription ne sont pas connues : le centre de gestion les vérifiera.
check-enrolment-outside = Le stage sort des dates de l’inscription, du { $from } au { $to } : changez les dates ou choisissez une autre inscription.

check-presence-fine = { $presence } de présence en { $days } jours, soit { $legal }.
check-presence-missing = Aucune heure de présence entre ces dates : indiquez les horaires.

check-mentions-fine = Les quinze mentions obligatoires y sont.
check-mentions-missing = Il manque des mentions obligatoires : { $missing }.

check-forbidden-aims-fine = Le centre de gestion a vérifié que le stage ne remplace pas un emploi.
check-forbidden-aims-unknown = Un stage ne peut ni occuper un poste permanent, ni répondre à un surcroît d’activité ou à un besoin saisonnier, ni remplacer un absent.

check-maximum-fine = { $total } dans cet établissement cette année, pour { $limit } au plus.
check-maximum-over = { $total } dans cet établissement cette année, dont { $others } hors de cette convention : c’est { $excess } de trop. Le maximum est de { $limit } : raccourcissez le stage.

check-gratification-fine = { $agreed-hourly } par heure, pour un minimum de { $hourly-minimum }.
check-gratification-not-due = La gratification n’est pas obligatoire : { $duration } de stage, pour un seuil de { $threshold }.
check-gratification-exempt = La formation est dispensée de gratification ; le motif, inscrit par le centre de gestion, figure sur la convention.
check-gratification-abroad = À l’étranger, le droit local s’applique : aucun minimum français n’est dû.
check-gratification-other-currency = La gratification est due et son montant n’est pas en euros : à comparer au minimum de { $minimum } pour tout le stage.
check-gratification-missing = Le stage compte { $duration } de présence et de congés, plus que { $threshold } : une gratification est due, au moins { $hourly-minimum } par heure, soit { $minimum } en tout.
check-gratification-missing-in-year = Les stages de l’année dans cet établissement durent en tout { $year-total }, plus que { $threshold } : une gratification est due pour celui-ci aussi, au moins { $hourly-minimum } par heure, soit { $minimum } en tout.
check-gratification-too-low = { $agreed } en tout, moins que le minimum de { $minimum } : prévoyez au moins { $hourly-minimum } par heure ou { $instalment } par mois.
check-gratification-depends = Le montant suffit si les mois incomplets sont payés en entier : { $agreed }, pour un minimum de { $minimum }.

check-ceiling-policy-fine = Le minimum est le même, que l’on retienne l’année de signature ou celle de chaque mois : { $frozen }.
check-ceiling-policy-differs = Le minimum est de { $frozen } avec le plafond de l’année de signature, de { $by-month } avec celui de chaque mois.

check-next-ceiling-fine = Les plafonds de toute la période sont connus.
check-next-ceiling-unknown = Le plafond horaire de { $year } n’est pas encore publié : celui de { $stand-in } ({ $ceiling }) en tient lieu, le minimum pourra augmenter.

check-public-ceiling-fine = Un organisme public ne verse pas plus que le taux légal : { $agreed }, pour { $maximum } au plus.
check-public-ceiling-over = Un organisme public ne peut pas verser plus que le taux légal : { $agreed }, pour { $maximum } au plus. Baissez le montant.
check-public-ceiling-depends = Si les mois incomplets sont payés en entier, le montant ({ $agreed }) dépasse ce qu’un organisme public peut verser ({ $maximum }).

check-franchise-fine = La gratification ne donne lieu à aucune cotisation, sauf si la valeur d’avantages en nature la porte au-delà de { $free } ; l’université est l’employeur en cas d’accident du travail.
check-franchise-over = Des cotisations sont dues sur { $base }, la part au-delà de { $free }, et sur les avantages en nature ; l’établissement est l’employeur en cas d’accident du travail.
check-franchise-depends = Des cotisations sont dues si les mois incomplets sont payés en entier : { $paid }, pour { $free } sans cotisation.

check-leave-clause-fine = La convention prévoit des congés.
check-leave-clause-missing = Le stage dure { $duration }, plus de deux mois : la convention doit prévoir des congés et autorisations d’absence.

check-taught-hours-fine = { $hours } heures d’enseignement dans l’année, pour un minimum de { $minimum }.
check-taught-hours-unknown = Le nombre d’heures d’enseignement n’est pas connu ; le minimum est de { $minimum } par an.
check-taught-hours-too-low = { $hours } heures d’enseignement dans l’année : il en faut au moins { $minimum } pour prévoir un stage.
check-taught-hours-too-low-in-presence = { $in-presence } heures d’enseignement en présence : il en faut au moins { $minimum-in-presence }.

check-waiting-period-fine = Le stage précédent dans ce service a pris fin le { $previous-end } ; le délai de { $days } jours est respecté.
check-waiting-period-too-early = Le stage précédent dans ce service a pris fin le { $previous-end }. Est-ce le même poste ? Si oui, le suivant attend { $days } jours : il commence au plus tôt le { $earliest }.
check-waiting-period-depends = Un stage dans ce service a été interrompu le { $previous-end }. Est-ce le même poste ? Si oui, et si ce n’est pas le stagiaire qui l’a interrompu, le suivant attend { $days } jours : il commence au plus tôt le { $earliest }.

check-tutor-fine = Autres stagiaires suivis par le tuteur : { $running }, pour { $limit } au plus avec celui-ci.
check-tutor-over = Le tuteur suit déjà { $running } stagiaires, le maximum étant de { $limit } : choisissez un autre tuteur.

check-teacher-fine = Autres stagiaires suivis par l’enseignant : { $running }, pour { $limit } au plus avec celui-ci.
check-teacher-over = L’enseignant suit déjà { $running } stagiaires, le maximum étant de { $limit } : choisissez un autre enseignant.

check-quota-fine = Stagiaires de l’université en même temps : au moins { $interns }, pour { $limit } au plus dans l’établissement.
check-quota-unknown = L’effectif de l’établissement n’est pas connu : le nombre de stagiaires (de l’université, au moins { $interns }) n’est pas vérifié.
check-quota-maybe-over = Au moins { $interns } stagiaires connus de l’université en même temps : selon son effectif exact, l’établissement peut en accueillir { $limit } ou davantage. Demandez-lui de le confirmer.
check-quota-over = Au moins { $interns } stagiaires connus de l’université en même temps, plus que les { $highest-limit } que l’effectif de l’établissement permet.

check-day-fine = Au plus { $minutes } par jour, pour un maximum de { $limit }.
check-day-over = { $minutes } le { $day }, pour un maximum de { $limit } par jour.

check-week-fine = Au plus { $minutes } par semaine, pour un maximum de { $limit }.
check-week-over = { $minutes } la semaine du { $day }, pour un maximum de { $limit }.

check-average-week-fine = En moyenne { $minutes } par semaine sur douze semaines, pour un maximum de { $limit }.
check-average-week-over = En moyenne { $minutes } par semaine sur les douze semaines à partir du { $day }, pour un maximum de { $limit }.

check-legal-week-fine = Au plus { $minutes } par semaine, la durée légale étant de { $limit }.
check-legal-week-over = { $minutes } la semaine du { $day }, la durée légale étant de { $limit } : précisez pourquoi dans les horaires.

check-weekly-rest-fine = Chaque semaine a son repos.
check-weekly-rest-missing = La semaine du { $week } n’a pas de jour de repos : six jours de présence au plus, et trente-cinq heures de repos d’affilée.

check-may-day-fine = Le 1er mai n’est pas travaillé.
check-may-day-applies = Présence prévue le { $day } : le 1er mai est chômé, sauf là où le travail ne peut pas s’interrompre. Vérifiez-le avec l’établissement.

check-minor-day-fine = Au plus { $minutes } par jour, pour un maximum de { $limit } avant dix-huit ans.
check-minor-day-over = { $minutes } le { $day }, pour un maximum de { $limit } par jour avant dix-huit ans.

check-minor-week-fine = Au plus { $minutes } par semaine, pour un maximum de { $limit } avant dix-huit ans.
check-minor-week-over = { $minutes } la semaine du { $day }, pour un maximum de { $limit } avant dix-huit ans.

check-minor-rest-fine = Chaque semaine a deux jours de repos d’affilée.
check-minor-rest-missing = La semaine du { $week } n’a pas deux jours de repos d’affilée, nécessaires avant dix-huit ans.

check-minor-holidays-fine = Aucun jour férié n’est travaillé.
check-minor-holidays-applies = Le { $day } est férié : aucune présence avant dix-huit ans.

check-minor-night-fine = Aucune présence de nuit n’est prévue.
check-minor-night-missing = Dites si une présence de nuit (de 22 h à 6 h) est prévue : elle est interdite avant dix-huit ans.
check-minor-night-applies = Une présence de nuit est prévue : elle est interdite avant dix-huit ans.

check-country-sheet-fine = La fiche d’information sur le pays est jointe.
check-country-sheet-missing = Joignez la fiche d’information sur le pays avant la signature.

check-cover-abroad-fine = La question de la couverture sur place a sa réponse.
check-cover-abroad-missing = Dites, avant la signature, si l’établissement couvre les accidents et la maladie sur place.

check-accident-abroad-fine = La protection française contre les accidents du travail vaut pour tout le stage si la caisse l’accorde, si aucune rémunération n’ouvre de droits locaux et si le stage se déroule dans ce seul établissement et ce seul pays.
check-accident-abroad-unknown = La protection française contre les accidents du travail reste à vérifier : la gratification ou la couverture sur place n’est pas précisée, ou le montant ne se compare pas au taux légal.
check-accident-abroad-over = Au-delà de six mois ou du taux légal de gratification, la protection française ne vaut plus : l’établissement doit assurer le stagiaire.

check-overlap-fine = Aucun autre stage aux mêmes dates.
check-overlap-allowed = { $other } a des jours communs, du { $from } au { $to } ; le centre de gestion l’autorise.
check-overlap-applies = { $other } a des jours communs, du { $from } au { $to }, et le centre de gestion n’accepte pas deux stages à la fois : changez les dates ou demandez son accord.
a-convention = La convention { $number }
another-convention = Une autre convention

check-signatories-fine = Les cinq signataires sont connus.
check-signatories-missing = Il manque des signataires : { $missing }.

check-signed-in-time-fine = Signée le { $signed }, avant le premier jour ({ $start }).
check-signed-in-time-late = La convention n’était pas signée de tous le premier jour du stage, le { $start }.
