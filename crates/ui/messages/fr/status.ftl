# Where a convention stands, whose turn it is, what happened. Keys end with the domain's stable codes.

status-draft = Brouillon
status-submitted = Envoyée
status-returned = À reprendre
status-partly-validated = Validée en partie
status-validated = Validée
status-sent-for-signature = À la signature
status-partly-signed = Signée en partie
status-signed = Signée
status-running = En cours
status-ended = Terminée
status-cancelled = Annulée
status-broken-off = Rompue

status-about-draft = L’étudiant prépare la convention et ne l’a pas encore envoyée.
status-about-submitted = La convention est envoyée et attend sa première validation.
status-about-returned = La convention est revenue à l’étudiant, qui doit la corriger et la renvoyer.
status-about-partly-validated = Une partie des validations est donnée.
status-about-validated = Toutes les validations sont données.
status-about-sent-for-signature = La convention est partie à la signature des cinq parties.
status-about-partly-signed = Une partie des cinq signataires a signé.
status-about-signed = Les cinq parties ont signé ; le stage n’a pas commencé.
status-about-running = La convention est signée et le stage est en cours.
status-about-ended = La convention est signée et le stage est terminé.
status-about-cancelled = La convention est annulée ; le stage n’a pas lieu à ce titre.
status-about-broken-off = Le stage a pris fin avant la date prévue.

validation-pedagogical = Validation pédagogique
validation-check = Vérification administrative
validation-administrative = Validation administrative

turn-student = l’étudiant
turn-teacher = l’enseignant référent
turn-centre = le centre de gestion
turn-signatories = les signataires
turn-nobody = personne
turn-you = vous
# In a list: whose turn it is, and what for
turn-for-pedagogical = { $who }, pour valider (pédagogie)
turn-for-check = { $who }, pour vérifier
turn-for-administrative = { $who }, pour valider
turn-for-signature = { $who }, pour faire signer

waits-student = Attend l’étudiant
waits-teacher = Attend l’enseignant
waits-centre = Attend le centre de gestion
waits-signatories = Attend les signataires
waits-nobody = N’attend personne
waits-you = Vous attend

turn-sentence-you = C’est à vous d’agir, { $since }.
turn-sentence-named = C’est au tour de { $who }, { $since }.
turn-sentence-student = C’est au tour de l’étudiant, { $since }.
turn-sentence-teacher = C’est au tour de l’enseignant référent, { $since }.
turn-sentence-centre = C’est au tour du centre de gestion, { $since }.
turn-sentence-signatories = Les signataires ont la convention, { $since }.
turn-onlooker = Vous n’avez rien à faire.
turn-helper = Vous pouvez aussi le faire.
turn-sentence-ready = C’est au tour du centre de gestion de la faire imprimer et signer, { $since }.
turn-sentence-nobody = Tout est fait : personne n’est attendu.
turn-sentence-closed = La convention est close : personne n’est attendu.

event-created = Commencée
event-saved = Modifiée
event-reassigned = Enseignant référent changé
event-enrolled = Inscription changée
event-submitted = Envoyée
event-withdrawn = Reprise par l’étudiant avant toute validation
event-returned = Renvoyée à l’étudiant
event-validated-pedagogical = Validation pédagogique
event-validated-check = Vérification
event-validated-administrative = Validation administrative
event-undone-pedagogical = Validation pédagogique retirée
event-undone-check = Vérification retirée
event-undone-administrative = Validation administrative retirée
event-passed-over = Passé outre : { $rule }
event-upheld = De nouveau exigé : { $rule }
event-sent = Envoyée à la signature
event-signed = Signée
event-cancelled = Annulée
event-broken-off = Rompue
event-signed-by = Signée par { $who }
event-recorded-by = enregistrée par { $who }
event-by = par { $who }
event-next = Attend { $who }
