//! What internships are about.

use crate::programmes::Discipline;

/// A subject with its activities and skills.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Subject {
    pub(crate) title: &'static str,
    pub(crate) tasks: &'static str,
    pub(crate) skills: &'static str,
}

const fn about(title: &'static str, tasks: &'static str, skills: &'static str) -> Subject {
    Subject { title, tasks, skills }
}

/// The subjects of a discipline, for conventions in French.
pub(crate) const fn of(discipline: Discipline) -> &'static [Subject] {
    match discipline {
        Discipline::Law => {
            const {
                &[
                    about(
                        "Renouvellement des baux commerciaux dans un centre-ville en reconversion",
                        "Analyser les baux en cours et leurs échéances.\nPréparer des projets d’actes et de courriers.\nAssister aux rendez-vous avec les clients.",
                        "Maîtriser le statut des baux commerciaux.\nRédiger un acte juridique et le justifier.",
                    ),
                    about(
                        "Mise en conformité des contrats fournisseurs avec la protection des données",
                        "Recenser les contrats qui portent sur des données personnelles.\nProposer des clauses.\nTenir le registre des traitements.",
                        "Qualifier un traitement de données.\nNégocier et rédiger une clause.",
                    ),
                    about(
                        "Contentieux prud’homal : constitution et suivi de dossiers",
                        "Faire des recherches de jurisprudence.\nPréparer les bordereaux de pièces.\nRésumer les audiences.",
                        "Mener une recherche documentaire.\nSuivre une procédure et ses délais.",
                    ),
                    about(
                        "Transmission d’entreprises familiales : audit et actes préparatoires",
                        "Réunir les documents sociaux.\nRédiger des procès-verbaux d’assemblée.\nParticiper aux réunions de travail.",
                        "Comprendre une opération sur titres.\nConduire un audit juridique simple.",
                    ),
                ]
            }
        }
        Discipline::Government => {
            const {
                &[
                    about(
                        "Préparation d’un budget participatif communal",
                        "Rédiger le règlement de la consultation.\nAccompagner les porteurs de projets.\nDresser le bilan financier.",
                        "Conduire un projet public.\nLire et présenter un budget.",
                    ),
                    about(
                        "Refonte de la procédure d’achat des petits marchés",
                        "Décrire les pratiques actuelles.\nRédiger des modèles de documents de consultation.\nFormer les services acheteurs.",
                        "Appliquer le droit de la commande publique.\nAnimer un groupe de travail.",
                    ),
                    about(
                        "Évaluation d’un dispositif d’aide à la mobilité des jeunes",
                        "Construire un questionnaire.\nMener des entretiens.\nRédiger un rapport avec des propositions.",
                        "Évaluer une politique publique.\nPrésenter des résultats à des élus.",
                    ),
                ]
            }
        }
        Discipline::Computing => {
            const {
                &[
                    about(
                        "Migration d’une application de gestion vers une architecture par services",
                        "Écrire des tests avant la migration.\nDécouper et porter deux modules.\nMesurer les temps de réponse.",
                        "Concevoir une interface de service.\nTravailler avec des tests automatiques.",
                    ),
                    about(
                        "Tableau de bord de consommation d’énergie pour des bâtiments publics",
                        "Recueillir le besoin des exploitants.\nDévelopper la collecte et l’affichage des mesures.\nDocumenter l’installation.",
                        "Traiter des séries de mesures.\nConcevoir une interface accessible.",
                    ),
                    about(
                        "Détection d’anomalies dans des journaux de serveurs",
                        "Étudier les méthodes existantes.\nRéaliser un prototype.\nComparer les résultats sur des données réelles.",
                        "Choisir et évaluer une méthode statistique.\nProgrammer un traitement de flux.",
                    ),
                    about(
                        "Mise en accessibilité d’un portail de services",
                        "Auditer les pages principales.\nCorriger les composants partagés.\nSensibiliser l’équipe.",
                        "Appliquer un référentiel d’accessibilité.\nConduire un audit et en rendre compte.",
                    ),
                ]
            }
        }
        Discipline::Biology => {
            const {
                &[
                    about(
                        "Suivi des populations d’amphibiens dans un réseau de mares restaurées",
                        "Participer aux relevés de terrain.\nSaisir et cartographier les observations.\nRédiger une note de synthèse.",
                        "Reconnaître les espèces locales.\nAppliquer un protocole de suivi.",
                    ),
                    about(
                        "Optimisation d’un milieu de culture pour des cellules végétales",
                        "Préparer les milieux.\nConduire les essais et tenir le cahier de laboratoire.\nAnalyser les résultats.",
                        "Travailler en conditions stériles.\nPlanifier une expérience.",
                    ),
                    about(
                        "Contrôle de la qualité microbiologique d’eaux de baignade",
                        "Prélever et analyser des échantillons.\nTenir à jour les procédures.\nPrésenter les résultats aux communes.",
                        "Maîtriser les dénombrements bactériens.\nAppliquer une démarche qualité.",
                    ),
                ]
            }
        }
        Discipline::Psychology => {
            const {
                &[
                    about(
                        "Accompagnement psychologique de personnes âgées entrant en établissement",
                        "Assister aux entretiens d’accueil.\nParticiper aux réunions de synthèse.\nProposer un atelier de groupe.",
                        "Conduire un entretien clinique.\nÉcrire un compte rendu dans le respect du secret.",
                    ),
                    about(
                        "Évaluation des fonctions cognitives après un accident vasculaire",
                        "Observer les passations de tests.\nCoter sous supervision.\nParticiper à la restitution.",
                        "Choisir et administrer une épreuve.\nInterpréter des résultats avec prudence.",
                    ),
                    about(
                        "Groupe de parole pour des parents d’adolescents",
                        "Préparer les séances avec l’équipe.\nCo-animer le groupe.\nTenir le carnet d’observation.",
                        "Animer un groupe.\nSe situer dans une équipe pluridisciplinaire.",
                    ),
                ]
            }
        }
        Discipline::Communication => {
            const {
                &[
                    about(
                        "Campagne de communication pour une saison culturelle",
                        "Rédiger les textes du programme.\nAnimer les réseaux sociaux.\nOrganiser une rencontre avec la presse.",
                        "Écrire pour plusieurs supports.\nPlanifier une campagne.",
                    ),
                    about(
                        "Refonte du bulletin municipal et de sa version en ligne",
                        "Mener une enquête auprès des lecteurs.\nProposer un chemin de fer.\nRéaliser deux numéros.",
                        "Conduire un projet éditorial.\nRecueillir et vérifier une information.",
                    ),
                    about(
                        "Communication interne lors d’un changement d’organisation",
                        "Recueillir les attentes des équipes.\nÉcrire une lettre d’information.\nMesurer la compréhension des messages.",
                        "Bâtir un plan de communication.\nMener des entretiens.",
                    ),
                ]
            }
        }
        Discipline::Translation => {
            const {
                &[
                    about(
                        "Traduction et harmonisation d’une documentation technique",
                        "Traduire des notices de l’anglais.\nConstituer un glossaire.\nRelire les traductions de l’équipe.",
                        "Utiliser une mémoire de traduction.\nAssurer la cohérence terminologique.",
                    ),
                    about(
                        "Sous-titrage de captations de spectacles",
                        "Repérer et découper les dialogues.\nTraduire et adapter les sous-titres.\nContrôler la lisibilité.",
                        "Adapter un texte à des contraintes de temps.\nUtiliser un logiciel de sous-titrage.",
                    ),
                ]
            }
        }
        Discipline::Management => {
            const {
                &[
                    about(
                        "Mise en place d’un suivi de trésorerie",
                        "Rapprocher les comptes bancaires.\nConstruire un tableau de prévision.\nRelancer les clients.",
                        "Lire un bilan et un plan de trésorerie.\nAutomatiser un tableau de suivi.",
                    ),
                    about(
                        "Accueil et intégration des nouveaux salariés",
                        "Mettre à jour le livret d’accueil.\nOrganiser les parcours d’intégration.\nAnalyser les départs.",
                        "Connaître les obligations de l’employeur.\nConcevoir un questionnaire.",
                    ),
                    about(
                        "Tenue des comptes d’une petite entreprise artisanale",
                        "Saisir les écritures.\nPréparer les déclarations.\nParticiper à la révision des comptes.",
                        "Appliquer les règles de la comptabilité générale.\nTravailler avec rigueur et discrétion.",
                    ),
                ]
            }
        }
        Discipline::Mechanics => {
            const {
                &[
                    about(
                        "Réduction des temps de changement d’outils sur une ligne d’usinage",
                        "Chronométrer les changements de série.\nProposer et essayer des améliorations.\nRédiger les nouveaux modes opératoires.",
                        "Appliquer une démarche d’amélioration.\nTravailler avec les opérateurs.",
                    ),
                    about(
                        "Conception d’un montage de contrôle dimensionnel",
                        "Étudier le besoin.\nModéliser le montage en trois dimensions.\nSuivre la fabrication et les essais.",
                        "Mener une conception mécanique.\nMesurer et qualifier un moyen de contrôle.",
                    ),
                ]
            }
        }
    }
}

/// Subjects for conventions in English.
pub(crate) const ENGLISH: &[Subject] = &[
    about(
        "Improving the onboarding of international customers",
        "Study how customers start using the service.\nWrite and test new guides.\nReport the results to the team.",
        "Work in an international team.\nPlan and present a study.",
    ),
    about(
        "Comparative study of data protection practices",
        "Collect and summarise national rules.\nPrepare a comparison table.\nDraft recommendations.",
        "Carry out legal research in two languages.\nWrite clearly for non-specialists.",
    ),
    about(
        "Quality assurance of a multilingual web platform",
        "Write automatic tests.\nReport and follow defects.\nHelp with the release of two versions.",
        "Design a test plan.\nUse version control and code review.",
    ),
];

/// Why conventions are sent back.
pub(crate) const RETURNED: &[&str] = &[
    "Le sujet est trop vague : précisez les activités et le service qui vous accueille.",
    "Les dates dépassent la fin de l’année universitaire : rapprochez-vous du secrétariat avant de les changer.",
    "Le signataire indiqué n’est pas habilité ; demandez à l’établissement qui signe les conventions.",
    "Merci d’indiquer les jours de congé : le stage dure plus de deux mois.",
    "Les horaires ne correspondent pas à ce que nous avons vu ensemble (vendredi après-midi libre).",
];

/// Why conventions are cancelled.
pub(crate) const CANCELLED: &[&str] = &[
    "L’établissement d’accueil a renoncé au stage.",
    "L’étudiant a trouvé un autre stage ; une nouvelle convention est en cours.",
    "Convention saisie deux fois.",
];

/// Why internships are broken off.
pub(crate) const BROKEN_OFF: &[&str] = &[
    "Fermeture du site d’accueil ; accord des trois parties.",
    "Interruption du stage pour raison de santé.",
    "Missions trop éloignées de la formation : fin anticipée décidée avec l’enseignant référent.",
];

/// How teacher and tutor supervise.
pub(crate) const SUPERVISION: &[&str] = &[
    "Un appel de l’enseignant référent au tuteur à mi-parcours, un point écrit chaque mois.",
    "Visite sur place dans la première moitié du stage, puis un échange à trois en visioconférence.",
    "Point hebdomadaire avec le tuteur ; deux rendez-vous avec l’enseignant référent.",
];

/// Leave, where the law asks for a clause.
pub(crate) const LEAVE: &[&str] = &[
    "Deux jours par mois de présence, à fixer avec le tuteur.",
    "Un jour et demi par mois, et les jours de révision sur demande.",
    "Mêmes règles que les salariés de l’établissement, au prorata.",
];

/// What comes beside gratification.
pub(crate) const BENEFITS: &[&str] = &[
    "Accès au restaurant d’entreprise, remboursement de la moitié de l’abonnement de transport.",
    "Titres-restaurant et remboursement de la moitié de l’abonnement de transport.",
    "Aucun avantage particulier.",
];
