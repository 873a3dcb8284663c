# The conventions widgets: titles, forms, lists, actions.

widget-mes-stages = Mes stages
widget-mes-stages-about = Préparer ses conventions de stage et les suivre.
widget-stages-suivis = Stages suivis
widget-stages-suivis-about = Les conventions qui vous nomment enseignant référent.
widget-conventions-a-traiter = Conventions à traiter
widget-conventions-a-traiter-about = Les conventions de vos centres de gestion : chercher, valider, extraire.
widget-etat-convention = État d’une convention
widget-etat-convention-about = Où en est une convention et qui doit agir.
widget-courrier-demo = Courrier de démonstration
widget-courrier-demo-about = Les messages que la démonstration aurait envoyés.

# Student
new-convention = Préparer une convention
no-convention = Aucune convention pour l’instant
no-convention-about = Une convention se prépare en huit étapes ; vous pouvez la quitter et la reprendre à tout moment.
continue-draft = Continuer
correct-draft = Corriger et renvoyer
delete-draft = Supprimer le brouillon
without-host = Stage à préciser
choose-enrolment = Au titre de quelle inscription ?
choose-enrolment-hint = Seules les formations dont le centre de gestion vous laisse préparer une convention sont proposées.
choose-enrolment-none = Aucune inscription ne permet de préparer une convention
choose-enrolment-refused = { $step } : le centre « { $centre } » prépare lui-même les conventions. Écrivez à { $mail }.
choose-enrolment-orphan = { $step } : aucun centre de gestion ne s’occupe de cette formation. Écrivez au bureau des stages de l’université.
choose-enrolment-away = Le service des inscriptions ne répond pas. Réessayez dans un instant ; vos brouillons restent accessibles.
choose-enrolment-partial = Une partie du dossier n’est pas arrivée à temps de la scolarité : vérifiez chaque champ, ou revenez dans un instant pour l’avoir en entier.
choose-enrolment-lacking = Champs encore vides : { $parts }. Vous pouvez commencer et les remplir vous-même.
choose-enrolment-stale = La scolarité ne répond pas : voici ce qu’elle disait récemment. Une inscription toute nouvelle peut manquer.
choose-enrolment-hint-office = Seules les formations des centres où vous écrivez sont proposées.
choose-enrolment-needed = Choisissez l’inscription au titre de laquelle le stage a lieu.
choose-enrolment-unknown = L’université ne vous connaît pas encore d’inscription. Si vous venez de vous inscrire, réessayez demain ; sinon, écrivez à la scolarité.
choose-enrolment-unusable = Le dossier de l’étudiant est à corriger par la scolarité : { $reason }
change-enrolment = Changer d’inscription
change-enrolment-about = Le numéro de la convention et ce qui y est déjà saisi restent, sauf ce que donne l’inscription : formation, composante, année, éléments pédagogiques, heures d’enseignement.
change-enrolment-moves = Une inscription d’un autre centre de gestion lui confie la convention : ses validations s’appliquent, et le tuteur et le signataire qui n’y sont pas connus sont à choisir de nouveau.
change-enrolment-elsewhere = { $component } · la convention passe au centre « { $centre } »
change-enrolment-none = Aucune autre inscription à choisir
change-enrolment-none-about = La scolarité n’en connaît aucune autre que vous puissiez choisir ici.
find-student = L’étudiant
find-student-first = Pour quel étudiant ?
find-student-hint = Son numéro, ou son nom et son prénom.
find-student-go = Chercher
find-student-found = Les étudiants trouvés
find-student-none = Aucun étudiant trouvé
find-student-none-about = Vérifiez le numéro, ou cherchez par le nom seul.
find-student-many = Trop d’étudiants portent ce nom : ajoutez le prénom, ou cherchez par le numéro.
find-student-short = Tapez au moins deux lettres du nom.
find-another-student = Chercher un autre étudiant
check-and-submit = Vérifier et envoyer
start-convention = Commencer
minimized-student =
    { $count ->
        [0] Aucune convention
        [one] Une convention
       *[other] { $count } conventions
    }

# Entry
draft-saved = Enregistré le { $when }
step-back = Revenir
save-and-leave = Quitter et reprendre plus tard
save-and-continue = Enregistrer et continuer
calculate = Calculer
submit-convention = Envoyer la convention
save-note = Enregistrer la note
submit-hint = L’enseignant et le centre de gestion la liront. Vous pourrez encore la modifier jusqu’à la première validation.
summary-missing = Il manque des réponses
summary-clashes = Des réponses se contredisent
summary-missing-at = { $step } : { $fields }
summary-blocked = La loi s’oppose à l’envoi en l’état
summary-blocked-office = Le centre de gestion s’oppose à l’envoi en l’état
summary-blocked-both = La loi et le centre de gestion s’opposent à l’envoi en l’état
summary-passable = Le centre de gestion peut passer outre à la page de la convention, en donnant un motif.
summary-ready = Tout est rempli
summary-choices-missing = { $step } : à choisir
problem-at = { $label } : { $problem }
group-convention = La convention
group-enrolment = L’inscription
group-address = Coordonnées pendant le stage
group-cover = Protection sociale
group-training = Formation
group-subject = Sujet et activités
group-dates = Dates et lieu
group-schedule = Horaires
group-leave = Congés
group-pay = Gratification et avantages
group-follow = Accompagnement et validation
group-abroad = Stage à l’étranger
group-comment = Pour le centre de gestion
row-from = Du
row-to = Au
row-hours = Heures par jour
row-reason = Motif
row-code = Code
row-credits = ECTS
row-label = Intitulé
pick-host = Chercher l’établissement d’accueil
pick-host-hint = Son nom, sa ville ou son SIRET.
pick-unchosen = Choisissez dans la liste ce que vous avez cherché, ou effacez la recherche.
pick-service = Service où se déroule le stage
pick-service-hint = Facultatif : continuez sans choisir si le stage se déroule à l’adresse de l’établissement.
pick-tutor = Tuteur professionnel
pick-tutor-hint = La personne qui encadre le stage sur place.
pick-signatory = Signataire de l’établissement
pick-signatory-hint = La personne qui engage l’établissement : direction, ressources humaines…
pick-teacher = Enseignant référent
pick-teacher-hint = Le début de son nom suffit.
none-service = Aucun service n’est encore enregistré pour cet établissement. Continuez sans service, ou ajoutez-le ci-dessous.
none-contact = Aucun contact n’est encore enregistré pour cet établissement dans votre centre de gestion. Ajoutez la personne ci-dessous.
pick-first-host = Choisissez d’abord l’établissement d’accueil.
no-service = Pas de service particulier
new-host = L’établissement n’est pas dans la liste
new-host-hint = Saisissez-le : votre convention continue, le bureau des stages vérifiera la fiche.
new-service = Le service n’est pas dans la liste
new-service-hint = Son adresse est le lieu du stage.
new-contact = La personne n’est pas dans la liste
new-contact-hint = Ses coordonnées ne servent qu’à cette convention et aux suivantes de votre centre.
host-awaits = à vérifier par le bureau des stages
host-known = Cet établissement existe déjà sous ce SIRET : { $name }. Il est proposé ci-dessus.
correct-record = Corriger cette fiche
correct-host = Corriger l’établissement d’accueil
correct-service = Corriger le service
correct-contact = Corriger la fiche d’une personne
correct-about = La correction vaut pour toutes les conventions qui ne sont pas encore validées ; les autres gardent ce qui a été convenu.
correct-about-own = Vous avez saisi cette fiche : vous pouvez la corriger tant qu’elle ne sert qu’à vos conventions en cours et que le bureau des stages ne l’a pas vérifiée.
correct-validated = Cette convention est validée : elle garde ce qui y est imprimé. La correction servira aux suivantes.
correct-save = Enregistrer la fiche
correct-stale = Cette fiche a changé entre-temps
correct-siret-taken = Ce SIRET est celui de « { $name } » : si c’est le même établissement, revenez à l’étape et choisissez-le.
flash-record-corrected = La fiche est corrigée.
host-unchecked = L’établissement d’accueil n’est pas encore vérifié : { $name }
host-unchecked-about = Un étudiant ou un enseignant l’a saisi. Vérifiez sa fiche avant de valider la convention, qui la garde telle qu’elle est.
host-unchecked-office = C’est au bureau des stages de vérifier sa fiche.
host-unchecked-mark = établissement à vérifier
host-check = Vérifier la fiche
chosen-now = Choisi
field-contact-title = Civilité
field-contact-last-name = Nom
field-contact-first-name = Prénom
field-contact-function = Fonction
field-contact-mail = Adresse électronique
field-contact-phone = Téléphone

# Law
results = Ce qui en résulte
results-none = Heures et gratification : indiquez les dates
results-unread = Une réponse ne se lit pas : les chiffres ne la comptent pas
results-minimum = au minimum
results-wrong =
    { $count ->
        [0] rien à corriger
        [one] un point à corriger
       *[other] { $count } points à corriger
    }
figure-presence = de présence
figure-duration = au sens de la loi
figure-minimum = de gratification au minimum
figure-nothing-due = Aucune gratification obligatoire
figure-smoothed = En { $count } versements : { $each } chacun, { $last } pour le dernier.
figure-smoothed-even = En { $count } versements de { $each }.
source-labour = Code du travail
source-social-security = CSS
source-model = Convention type
mention-training = intitulé et heures de la formation
mention-supervisors = noms de l’enseignant et du tuteur
mention-skills = compétences à acquérir
mention-activities = activités confiées
mention-dates = dates et durée
mention-presence = présence hebdomadaire
mention-supervision = modalités d’accompagnement
mention-gratification = gratification
mention-social-protection = protection sociale
mention-absences = congés et absences
mention-termination = suspension et résiliation
mention-interruption = validation en cas d’interruption
mention-benefits = avantages
mention-host-rules = règlement intérieur
mention-certificate = attestation
signs-institution = l’université
signs-host = l’établissement d’accueil
signs-intern = l’étudiant
signs-teacher = l’enseignant
signs-tutor = le tuteur

# One convention
edit = Modifier
print-pdf = PDF
says = Ce que dit la convention
fact-period = Période
fact-centre = Centre de gestion
fact-number = Numéro
fact-turn = À qui de jouer
fact-status = État
returned-title = La convention vous est revenue
returned-title-student = La convention a été renvoyée à l’étudiant
do-pedagogical = Valider le stage
do-check = Vérifier
do-administrative = Valider
do-return = Renvoyer à l’étudiant
do-cancel = Annuler la convention
undo-pedagogical = Retirer la validation pédagogique
undo-check = Retirer la vérification
undo-administrative = Retirer la validation administrative
return-reason = Ce que l’étudiant doit corriger
cancel-reason = Pourquoi l’annuler
do-pass-over = Passer outre : { $rule }
pass-over-reason = Pourquoi passer outre
do-uphold = Ne plus passer outre : { $rule }
check-passed-over = Passé outre par { $who } le { $when }, pour ce motif : { $reason }
withdraw = Reprendre en brouillon
withdraw-confirm = Reprendre cette convention en brouillon ?
withdraw-confirm-about = Elle n’attendra plus de validation, et votre enseignant référent ne la verra plus, jusqu’à ce que vous l’envoyiez de nouveau. Ceux qui ont été prévenus de votre envoi le seront de cette reprise.
withdraw-keep = La laisser envoyée
locked = Cette convention ne peut plus être modifiée ici
locked-student = Elle est validée, au moins en partie, ou close. S’il faut encore la changer, écrivez à votre centre de gestion : il peut la corriger ou vous la renvoyer.
locked-office = Vos droits ou l’état de la convention ne le permettent pas. S’il faut encore la changer, adressez-vous à qui valide dans le centre de gestion.
locked-mail = Écrire à { $mail }
closed-typed = Ce que vous aviez saisi n’est pas enregistré. Le voici, pour pouvoir le transmettre :
gone-title = Le brouillon { $number } a été supprimé
gone-by-you = Vous l’avez supprimé le { $when }, dans une autre fenêtre. Cela ne peut pas être défait.
gone-by-other = Quelqu’un d’autre l’a supprimé le { $when }. Cela ne peut pas être défait.
gone-typed = Ce que vous aviez saisi n’est pas enregistré. Le voici, pour pouvoir le copier :
back-to-list = Revenir à la liste
back-to-convention = Revenir à la convention

# Office and teacher lists
list-caption = Conventions
list-empty = Aucune convention ne correspond
list-empty-about = Changez les critères, ou effacez-les.
list-empty-mine = Rien ne vous attend
list-empty-mine-about = Aucune convention n’attend une décision de votre part.
list-see-all = Voir toutes les conventions
list-empty-teacher = Aucune convention ne vous nomme
list-empty-teacher-about = Une convention apparaît ici quand l’étudiant l’envoie.
column-student = Étudiant
column-host = Établissement
column-period = Période
column-turn = Attend
column-status = État
column-teacher = Enseignant référent
column-kind = Type
column-year = Année
columns = Colonnes affichées
filter-search = Chercher
filter-search-hint = Nom, numéro, établissement…
filter-status = État
filter-component = Composante
filter-year = Année
filter-turn = Attend
filter-late = Retard
filter-late-only = En retard seulement
filter-any = Tous
filter-any-component = Toutes
filter-any-year = Toutes
filter-from = Présence à partir du
filter-to = Présence jusqu’au
filter-mine = Ce qui m’attend
late = En retard
bulk-pedagogical = Donner la validation pédagogique
bulk-check = Donner la vérification administrative
bulk-administrative = Donner la validation administrative
bulk-several = Donner à chacune la validation indiquée sur sa ligne
views = Vues enregistrées
view-all = Toutes
view-name = Nom de la vue
view-save = Enregistrer cette vue
view-delete = Supprimer la vue
views-full = Vous avez déjà { $count } vues de cette liste : reprenez le nom de l’une d’elles ou supprimez-en une.
excel-shown = Excel
excel-all = Excel, toutes les colonnes
documents-zip = Documents (zip)
documents-too-many = Documents (zip) : 1 000 au plus, filtrez la liste
minimized-list =
    { $count ->
        [0] Rien à traiter
        [one] Une convention
       *[other] { $count } conventions
    }
sheet-name = Conventions
sheet-filters = Filtres
sheet-extracted = Extrait le { $when }
sheet-turn = Attend
sheet-turn-since = Attend depuis le
sheet-pedagogical-on = Validation pédagogique le
sheet-pedagogical-by = Validation pédagogique par
sheet-check-on = Vérification administrative le
sheet-check-by = Vérification administrative par
sheet-administrative-on = Validation administrative le
sheet-administrative-by = Validation administrative par
sheet-week-hours = Heures par semaine
sheet-week-days = Jours par semaine
sheet-interrupted = Interruption
sheet-interrupted-from = Début de la première interruption
sheet-interrupted-to = Fin de la dernière interruption
sheet-host-entered = Saisi le
sheet-sort = Tri
sheet-sort-asc = { $column }, croissant
sheet-sort-desc = { $column }, décroissant

# Look-up
lookup-query = Numéro de convention ou d’étudiant
lookup-query-hint = Par exemple 2026-00123, ou le numéro de la carte d’étudiant.
lookup-go = Chercher
lookup-none = Aucune convention sous ce numéro
lookup-none-about = Vérifiez le numéro ; un numéro de convention s’écrit 2026-00123.
lookup-blocks = Ce qui bloque
lookup-awaits = Attend : { $what }
lookup-returned = Renvoyée : { $reason }
lookup-missing = Étapes à compléter ou à corriger : { $what }
lookup-stopping = Règles qui s’y opposent : { $what }
lookup-to-send = Rien n’y manque : il reste à l’envoyer.
lookup-to-correct = À corriger selon le motif du renvoi, que l’étudiant lit en haut de sa convention.
lookup-blocks-nothing = Rien ne bloque.

# Demo mail
mail-none = Aucun message pour l’instant
mail-latest = Les { $count } derniers messages ; les plus anciens ne sont pas montrés.
mail-to = À
mail-when = Le
mail-subject = Objet

# What happened
flash-created = Votre brouillon est créé. Tout s’enregistre à chaque étape.
flash-saved = Enregistré. Vous pouvez reprendre quand vous voulez.
flash-enrolled = L’inscription est changée. Vérifiez cette étape.
flash-enrolled-moved = L’inscription est changée : la convention relève désormais du centre « { $centre } ». Vérifiez cette étape.
flash-enrolled-left =
    L’inscription est changée : la convention relève désormais du centre « { $centre } ». { $who ->
        [tutor-name] Le tuteur n’y est pas connu : choisissez-le de nouveau.
        [signatory-name] Le signataire de l’établissement n’y est pas connu : choisissez-le de nouveau.
       *[both] Le tuteur et le signataire de l’établissement n’y sont pas connus : choisissez-les de nouveau.
    }
flash-noted = Note interne enregistrée.
flash-submitted = Convention envoyée. Vous serez prévenu à chaque étape.
flash-returned = Convention renvoyée à l’étudiant.
flash-withdrawn = Convention reprise en brouillon.
flash-passed-over = Le centre de gestion passe outre ; votre motif est dans l’historique.
flash-upheld = Le point est de nouveau exigé.
flash-validated = Validation enregistrée.
flash-undone = Validation retirée.
flash-cancelled = Convention annulée.
flash-deleted = Brouillon supprimé.
flash-view-saved = Vue enregistrée.
flash-view-deleted = Vue supprimée.
flash-accepted = Organisme validé.
flash-bulk =
    { $done ->
        [0] Aucune convention validée
        [one] Une convention validée : { $given }
       *[other] { $done } conventions validées : { $given }
    }
bulk-refused =
    { $count ->
        [one] Une convention n’est pas validée :
       *[other] { $count } conventions ne sont pas validées :
    }
bulk-refused-student = L’étudiant ne l’a pas encore envoyée.
bulk-refused-validated = Toutes ses validations sont déjà données.
bulk-refused-rights = Sa prochaine validation ne vous revient pas.
bulk-refused-stale = Quelqu’un l’a modifiée depuis que la liste est affichée : relisez-la, puis validez-la.
bulk-refused-incomplete = Des réponses manquent ou se contredisent : ouvrez-la pour voir lesquelles.
bulk-refused-unlawful = Un point reste à corriger : ouvrez-la pour voir lequel.
bulk-unchecked =
    { $count ->
        [one] Une des conventions validées a un établissement d’accueil qui n’est pas encore vérifié :
       *[other] { $count } des conventions validées ont un établissement d’accueil qui n’est pas encore vérifié :
    }
bulk-nothing = Cochez au moins une convention.
stale-title = Quelqu’un a modifié la convention entre-temps
stale-by = { $who } a changé la convention entre-temps, le { $when } : « { $what } »
stale-by-you = Vous avez changé la convention entre-temps dans une autre fenêtre, le { $when } : « { $what } »
stale-read = Relisez-la telle qu’elle est maintenant avant de recommencer.
stale-body = Vos réponses sont conservées ci-dessous. Voici ce qui a changé pendant ce temps ; enregistrez de nouveau pour garder vos réponses.
stale-kept = Vos réponses sont conservées ci-dessous. Rien d’autre n’a changé à cette étape ; enregistrez de nouveau.
stale-change = { $label } : enregistré « { $theirs } », votre réponse « { $ours } »
refused-wrong-state = Ce n’est plus possible dans l’état de la convention.
refused-out-of-order = Une autre validation doit venir avant.
refused-reason = Donnez un motif : l’étudiant doit savoir quoi corriger.
refused-reason-passing = Donnez un motif : il reste dans l’historique de la convention.
refused-incomplete = Des réponses manquent ou se contredisent, la convention ne peut pas être validée ainsi. { $what }
refused-unlawful = La convention ne peut pas être validée ainsi : ce qui est à corriger est indiqué plus bas, avec son article.

# Hosts that wait for an office
hosts-waiting =
    { $count ->
        [one] Un organisme à valider
       *[other] { $count } organismes à valider
    }
hosts-waiting-many = Plus de { $count } organismes à valider
hosts-title = Organismes à valider
hosts-about = Un étudiant ou un enseignant les a saisis. Vérifiez la fiche avant de la valider.
hosts-none = Aucun organisme à valider
hosts-none-about = Ceux que les étudiants saisissent eux-mêmes apparaîtront ici.
hosts-back = Revenir aux conventions
hosts-next = Les organismes suivants
host-place = Adresse
host-validate = Valider cet organisme
host-alike = Un organisme du même nom existe déjà dans cette ville
host-stale = Quelqu’un a modifié cet organisme entre-temps : relisez la fiche avant de la valider.
host-stale-by = { $who } a modifié cet organisme entre-temps, le { $when } : relisez la fiche. Votre saisie est conservée.
host-correct = Corriger ou remplacer
host-record = La fiche
host-save = Enregistrer
host-save-validate = Enregistrer et valider
host-siret-taken = Ce SIRET est celui de « { $name } » : si c’est le même organisme, mettez-le à la place de celui-ci, ci-dessous.
host-replace = C’est un organisme déjà connu
host-replace-about = Les conventions, les services et les contacts de cette fiche passent à l’organisme choisi ; la fiche disparaît.
host-replace-do = Mettre l’organisme choisi à sa place
host-replace-needed = Choisissez l’organisme à mettre à la place de celui-ci.
host-replace-impossible = Cet organisme ne peut pas être mis à sa place : il n’existe plus, ou la fiche a été validée entre-temps.
pick-host-by = L’organisme déjà connu
pick-host-by-hint = Son nom, sa ville ou son SIRET.
flash-host-saved = La fiche est enregistrée.
flash-host-replaced = L’organisme est remplacé dans toutes les conventions.

# Before a draft goes
delete-confirm = Supprimer ce brouillon ?
delete-confirm-about = Tout ce que vous y avez saisi sera perdu. Cela ne peut pas être défait.
delete-keep = Garder le brouillon
checks-fine =
    { $count ->
        [one] Un point conforme
       *[other] { $count } points conformes
    }

# Help: a paragraph a line
help-mes-stages =
    Une convention de stage se prépare en huit étapes. Chaque étape est enregistrée quand vous continuez ; « Quitter et reprendre plus tard » ne perd rien, et plusieurs brouillons peuvent coexister.
    Pendant la saisie, les contrôles de la loi disent ce qui bloque, ce qui mérite attention et ce qui est conforme, chacun avec son article.
    Une fois envoyée, la convention est lue par l’enseignant et le centre de gestion, dans l’ordre choisi par votre centre. La carte de chaque convention dit à qui c’est le tour, et depuis quand.
    Si elle vous revient, le motif est affiché en haut : corrigez, puis renvoyez. Pour toute question, écrivez au centre de gestion nommé sur la convention.
help-stages-suivis =
    Vous voyez ici les conventions qui vous nomment enseignant référent, une fois envoyées par l’étudiant. « Ce qui m’attend » montre celles que vous avez à lire.
    Ouvrez une convention pour la valider, la renvoyer avec un motif, ou retirer votre validation tant que la suivante n’est pas donnée.
    La liste s’emporte en tableau Excel, avec les filtres, l’ordre et les colonnes affichés.
help-conventions-a-traiter =
    Vous voyez ici les conventions de vos centres de gestion. Cherchez par nom, numéro ou établissement, avec ou sans accents ; filtrez, triez, choisissez les colonnes sous « Plus de critères », et gardez le tout sous un nom.
    Cochez plusieurs conventions pour les valider à la fois : chacune reçoit sa prochaine validation, dans l’ordre de son centre, et celles qui sont refusées sont nommées.
    « Préparer une convention » la commence pour un étudiant de vos formations. « Organismes à valider » montre les fiches que les étudiants ont saisies.
    La liste s’emporte en tableau Excel, et les documents que vous pouvez imprimer en une archive zip.
help-etat-convention =
    Donnez le numéro d’une convention, ou celui d’un étudiant : vous voyez où elle en est, qui doit agir, ce qui bloque et ce qui s’est passé. Rien d’autre n’est montré.
help-courrier-demo =
    La démonstration n’envoie aucun courrier : les derniers messages qui seraient partis sont montrés ici.
