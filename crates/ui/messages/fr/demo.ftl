# The demo's people, as the sign-in page shows them: `persona-group-{group}` and `persona-{role}`.

persona-group-student = Étudiants
persona-group-teacher = Enseignants
persona-group-office = Centres de gestion
persona-group-institution = Université
persona-group-helpdesk = Assistance

persona-student-returned = Étudiante en droit : une convention à reprendre, un stage terminé
persona-student-not-creating = Étudiant en psychologie : son secrétariat saisit la convention
persona-student-science = Étudiante en informatique : une convention attend sa vérification
persona-teacher-law = Enseignante référente en droit
persona-teacher-science = Enseignant référent en sciences
persona-teacher-staff = Enseignant référent et gestionnaire à l’IUT
persona-head = Responsable pédagogique en droit
persona-read = Lecture seule, bureau des stages de droit
persona-write-without-validation = Saisie sans validation, bureau des stages de droit
persona-write-before-pedagogical = Saisie avant la validation pédagogique, sciences
persona-write = Gestionnaire, bureau des stages de droit
persona-write-psychology = Gestionnaire, masters de psychologie
persona-write-two = Gestionnaire du service des stages et du pôle entreprises
persona-admin = Responsable administrative, sciences
persona-observer = Observateur de deux centres
persona-institution-admin = Administratrice de l’établissement
persona-helpdesk = Assistance aux utilisateurs
