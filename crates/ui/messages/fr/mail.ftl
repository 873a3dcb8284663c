# Mail: `mail-{event}-{recipient}-subject` and `-text`, plain text. { $number }, { $student }, { $host }, { $link } and { $reason } are given to every message.
# { $next } is what is awaited now: the code of a validation, `student` while it is back with the student, `none` where every validation stands.

mail-footer =
    --
    Ce message est envoyé par l’application des stages de l’université.

# submitted

mail-submitted-student-subject = Convention { $number } : bien reçue
mail-submitted-student-text =
    Bonjour,

    Votre convention de stage est envoyée. Elle va maintenant être validée ; vous serez prévenu à chaque étape.

    Vous n’avez rien à faire. Le stage ne peut pas commencer avant que tous aient signé la convention.

    Pour suivre la convention : { $link }

    Convention : { $number }
    Étudiant : { $student }
    Établissement d’accueil : { $host }

    { mail-footer }

mail-submitted-teacher-subject = Convention { $number } : { $student } vous envoie sa convention de stage
mail-submitted-teacher-text =
    Bonjour,

    { $student } a envoyé la convention de son stage, qui vous désigne comme enseignant référent.

    Quand votre tour vient, relisez le sujet, les activités, les compétences et les dates, puis validez la convention ou renvoyez-la avec un motif.

    Pour lire et valider la convention : { $link }

    Convention : { $number }
    Étudiant : { $student }
    Établissement d’accueil : { $host }

    { mail-footer }

mail-submitted-centre-subject = Convention { $number } : envoyée par { $student }
mail-submitted-centre-text =
    Bonjour,

    { $student } a envoyé une convention de stage qui relève de votre centre de gestion.

    Quand votre tour vient, vérifiez-la, puis validez-la ou renvoyez-la avec un motif.

    Pour traiter la convention : { $link }

    Convention : { $number }
    Étudiant : { $student }
    Établissement d’accueil : { $host }

    { mail-footer }

# withdrawn

mail-withdrawn-teacher-subject = Convention { $number } : reprise par { $student }
mail-withdrawn-teacher-text =
    Bonjour,

    { $student } a repris en brouillon la convention qui vous désigne comme enseignant référent, avant qu’elle ait été validée.

    Vous n’avez rien à faire : vous la verrez de nouveau si elle est renvoyée, et vous en serez prévenu.

    Convention : { $number }
    Étudiant : { $student }
    Établissement d’accueil : { $host }

    { mail-footer }

mail-withdrawn-centre-subject = Convention { $number } : reprise par { $student }
mail-withdrawn-centre-text =
    Bonjour,

    { $student } a repris en brouillon sa convention de stage, avant qu’elle ait été validée.

    Vous n’avez rien à faire : vous serez prévenu si elle est envoyée de nouveau.

    Pour voir la convention : { $link }

    Convention : { $number }
    Étudiant : { $student }
    Établissement d’accueil : { $host }

    { mail-footer }

# passed-over: { $rule } is the name of the rule

mail-passed-over-student-subject = Convention { $number } : le centre de gestion passe outre ({ $rule })
mail-passed-over-student-text =
    Bonjour,

    Un point empêchait votre convention d’avancer ({ $rule }). Le centre de gestion passe outre, pour ce motif :

    { $reason }

    Cela vaut tant que vous ne changez pas ce que ce point concerne. Si la convention est encore un brouillon, vous pouvez l’envoyer.

    Pour voir la convention : { $link }

    Convention : { $number }
    Étudiant : { $student }
    Établissement d’accueil : { $host }

    { mail-footer }

# upheld

mail-upheld-student-subject = Convention { $number } : un point est de nouveau exigé ({ $rule })
mail-upheld-student-text =
    Bonjour,

    Le centre de gestion ne passe plus outre à un point de votre convention ({ $rule }) : il est à corriger avant qu’elle puisse avancer.

    Pour voir la convention : { $link }

    Convention : { $number }
    Étudiant : { $student }
    Établissement d’accueil : { $host }

    { mail-footer }

# returned

mail-returned-student-subject = Convention { $number } : à reprendre
mail-returned-student-text =
    Bonjour,

    Votre convention de stage vous est renvoyée, pour ce motif :

    { $reason }

    Corrigez la convention, puis envoyez-la de nouveau : les validations reprendront du début. Ce que vous avez saisi est conservé.

    Pour corriger la convention : { $link }

    Convention : { $number }
    Étudiant : { $student }
    Établissement d’accueil : { $host }

    { mail-footer }

# validated-pedagogical

mail-validated-pedagogical-student-subject = Convention { $number } : validation pédagogique donnée
mail-validated-pedagogical-student-text =
    Bonjour,

    Votre convention a reçu la validation pédagogique.

    { $next ->
        [none] Toutes les validations sont données : imprimez la convention et faites-la signer. Le stage ne peut pas commencer avant que tous aient signé.
       *[other] Vous n’avez rien à faire ; vous serez prévenu de la suite. Le stage ne peut pas commencer avant que tous aient signé la convention.
    }

    Pour suivre la convention : { $link }

    Convention : { $number }
    Étudiant : { $student }
    Établissement d’accueil : { $host }

    { mail-footer }

mail-validated-pedagogical-centre-subject = Convention { $number } : validation pédagogique donnée ({ $student })
mail-validated-pedagogical-centre-text =
    Bonjour,

    La convention { $number } ({ $student }) a reçu la validation pédagogique.

    { $next ->
        [none] Toutes les validations sont données : elle peut partir à la signature.
        [pedagogical] Elle attend maintenant la validation de l’enseignant.
       *[other] Elle attend maintenant une validation de votre centre.
    }

    Pour traiter la convention : { $link }

    Convention : { $number }
    Étudiant : { $student }
    Établissement d’accueil : { $host }

    { mail-footer }

# validated-check

mail-validated-check-student-subject = Convention { $number } : vérifiée
mail-validated-check-student-text =
    Bonjour,

    Le centre de gestion a vérifié votre convention.

    { $next ->
        [none] Toutes les validations sont données : imprimez la convention et faites-la signer. Le stage ne peut pas commencer avant que tous aient signé.
       *[other] Vous n’avez rien à faire ; vous serez prévenu de la suite.
    }

    Pour suivre la convention : { $link }

    Convention : { $number }
    Étudiant : { $student }
    Établissement d’accueil : { $host }

    { mail-footer }

mail-validated-check-centre-subject = Convention { $number } : vérifiée ({ $student })
mail-validated-check-centre-text =
    Bonjour,

    La convention { $number } ({ $student }) est vérifiée.

    { $next ->
        [none] Toutes les validations sont données : elle peut partir à la signature.
        [pedagogical] Elle attend maintenant la validation de l’enseignant.
       *[other] Elle attend maintenant une validation de votre centre.
    }

    Pour traiter la convention : { $link }

    Convention : { $number }
    Étudiant : { $student }
    Établissement d’accueil : { $host }

    { mail-footer }

# validated-administrative

mail-validated-administrative-student-subject = Convention { $number } : validation administrative donnée
mail-validated-administrative-student-text =
    Bonjour,

    Votre convention a reçu la validation administrative.

    { $next ->
        [none] Toutes les validations sont données : imprimez la convention et faites-la signer. Le stage ne peut pas commencer avant que tous aient signé.
       *[other] Vous n’avez rien à faire ; vous serez prévenu de la suite.
    }

    Pour suivre la convention : { $link }

    Convention : { $number }
    Étudiant : { $student }
    Établissement d’accueil : { $host }

    { mail-footer }

mail-validated-administrative-centre-subject = Convention { $number } : validation administrative donnée ({ $student })
mail-validated-administrative-centre-text =
    Bonjour,

    La convention { $number } ({ $student }) a reçu la validation administrative.

    { $next ->
        [none] Toutes les validations sont données : elle peut partir à la signature.
        [pedagogical] Elle attend maintenant la validation de l’enseignant.
       *[other] Elle attend maintenant une validation de votre centre.
    }

    Pour suivre la convention : { $link }

    Convention : { $number }
    Étudiant : { $student }
    Établissement d’accueil : { $host }

    { mail-footer }

# undone-pedagogical

mail-undone-pedagogical-student-subject = Convention { $number } : validation pédagogique retirée
mail-undone-pedagogical-student-text =
    Bonjour,

    La validation pédagogique de votre convention est retirée. La convention attend de nouveau cette validation.

    Ne faites pas signer un exemplaire déjà imprimé. Vous n’avez rien d’autre à faire pour le moment.

    Pour suivre la convention : { $link }

    Convention : { $number }
    Étudiant : { $student }
    Établissement d’accueil : { $host }

    { mail-footer }

mail-undone-pedagogical-centre-subject = Convention { $number } : validation pédagogique retirée ({ $student })
mail-undone-pedagogical-centre-text =
    Bonjour,

    La validation pédagogique de la convention { $number } ({ $student }) est retirée.

    { $next ->
        [student] Elle est renvoyée à l’étudiant, pour ce motif : { $reason }
       *[other] La convention attend de nouveau l’enseignant. Un exemplaire déjà imprimé ne vaut plus.
    }

    Pour voir la convention : { $link }

    Convention : { $number }
    Étudiant : { $student }
    Établissement d’accueil : { $host }

    { mail-footer }

# undone-check

mail-undone-check-student-subject = Convention { $number } : vérification retirée
mail-undone-check-student-text =
    Bonjour,

    La vérification administrative de votre convention est retirée. Le centre de gestion va la reprendre.

    Ne faites pas signer un exemplaire déjà imprimé. Vous n’avez rien d’autre à faire pour le moment.

    Pour suivre la convention : { $link }

    Convention : { $number }
    Étudiant : { $student }
    Établissement d’accueil : { $host }

    { mail-footer }

mail-undone-check-centre-subject = Convention { $number } : vérification retirée ({ $student })
mail-undone-check-centre-text =
    Bonjour,

    La vérification administrative de la convention { $number } ({ $student }) est retirée.

    { $next ->
        [student] Elle est renvoyée à l’étudiant, pour ce motif : { $reason }
       *[other] La convention est à vérifier de nouveau. Un exemplaire déjà imprimé ne vaut plus.
    }

    Pour traiter la convention : { $link }

    Convention : { $number }
    Étudiant : { $student }
    Établissement d’accueil : { $host }

    { mail-footer }

# undone-administrative

mail-undone-administrative-student-subject = Convention { $number } : validation administrative retirée
mail-undone-administrative-student-text =
    Bonjour,

    La validation administrative de votre convention est retirée. Le centre de gestion va la reprendre.

    Ne faites pas signer un exemplaire déjà imprimé. Vous n’avez rien d’autre à faire pour le moment.

    Pour suivre la convention : { $link }

    Convention : { $number }
    Étudiant : { $student }
    Établissement d’accueil : { $host }

    { mail-footer }

mail-undone-administrative-centre-subject = Convention { $number } : validation administrative retirée ({ $student })
mail-undone-administrative-centre-text =
    Bonjour,

    La validation administrative de la convention { $number } ({ $student }) est retirée.

    { $next ->
        [student] Elle est renvoyée à l’étudiant, pour ce motif : { $reason }
       *[other] La convention est à valider de nouveau. Un exemplaire déjà imprimé ne vaut plus.
    }

    Pour traiter la convention : { $link }

    Convention : { $number }
    Étudiant : { $student }
    Établissement d’accueil : { $host }

    { mail-footer }

# sent

mail-sent-student-subject = Convention { $number } : à signer
mail-sent-student-text =
    Bonjour,

    Votre convention est validée et part à la signature. Cinq personnes la signent : vous, votre enseignant référent, votre tuteur, l’établissement d’accueil et l’université.

    Relisez-la, signez-la et veillez à ce que tous aient signé avant le premier jour du stage.

    Pour voir la convention : { $link }

    Convention : { $number }
    Étudiant : { $student }
    Établissement d’accueil : { $host }

    { mail-footer }

# signed

mail-signed-student-subject = Convention { $number } : signature enregistrée
mail-signed-student-text =
    Bonjour,

    Une signature de votre convention est enregistrée.

    Le suivi indique qui a signé et qui ne l’a pas encore fait. Le stage peut commencer à la date prévue une fois les cinq signatures réunies.

    Pour suivre la convention : { $link }

    Convention : { $number }
    Étudiant : { $student }
    Établissement d’accueil : { $host }

    { mail-footer }

mail-signed-centre-subject = Convention { $number } : signature enregistrée ({ $student })
mail-signed-centre-text =
    Bonjour,

    Une signature de la convention { $number } ({ $student }) est enregistrée.

    Le suivi indique les signatures qui manquent.

    Pour suivre la convention : { $link }

    Convention : { $number }
    Étudiant : { $student }
    Établissement d’accueil : { $host }

    { mail-footer }

# cancelled

mail-cancelled-student-subject = Convention { $number } : annulée
mail-cancelled-student-text =
    Bonjour,

    Votre convention de stage est annulée, pour ce motif :

    { $reason }

    Le stage ne peut pas avoir lieu au titre de cette convention. Si le stage est maintenu autrement, créez une nouvelle convention. En cas de question, adressez-vous à votre centre de gestion.

    Pour voir la convention : { $link }

    Convention : { $number }
    Étudiant : { $student }
    Établissement d’accueil : { $host }

    { mail-footer }

mail-cancelled-teacher-subject = Convention { $number } : annulée ({ $student })
mail-cancelled-teacher-text =
    Bonjour,

    La convention { $number } ({ $student }), que vous suivez, est annulée, pour ce motif :

    { $reason }

    Vous n’avez plus rien à faire pour cette convention.

    Pour voir la convention : { $link }

    Convention : { $number }
    Étudiant : { $student }
    Établissement d’accueil : { $host }

    { mail-footer }

mail-cancelled-centre-subject = Convention { $number } : annulée ({ $student })
mail-cancelled-centre-text =
    Bonjour,

    La convention { $number } ({ $student }) est annulée, pour ce motif :

    { $reason }

    Prévenez l’établissement d’accueil s’il ne l’est pas déjà.

    Pour voir la convention : { $link }

    Convention : { $number }
    Étudiant : { $student }
    Établissement d’accueil : { $host }

    { mail-footer }

# broken-off

mail-broken-off-student-subject = Convention { $number } : stage interrompu
mail-broken-off-student-text =
    Bonjour,

    Votre stage prend fin avant la date prévue, pour ce motif :

    { $reason }

    Prenez contact avec votre enseignant référent : il vous dira comment la période déjà faite est prise en compte (art. L124-15). Demandez à l’établissement l’attestation de stage pour cette période.

    Pour voir la convention : { $link }

    Convention : { $number }
    Étudiant : { $student }
    Établissement d’accueil : { $host }

    { mail-footer }

mail-broken-off-teacher-subject = Convention { $number } : stage interrompu ({ $student })
mail-broken-off-teacher-text =
    Bonjour,

    Le stage de { $student }, que vous suivez, prend fin avant la date prévue, pour ce motif :

    { $reason }

    Voyez avec l’étudiant comment la période déjà faite est validée ou ce qui la remplace (art. L124-15).

    Pour voir la convention : { $link }

    Convention : { $number }
    Étudiant : { $student }
    Établissement d’accueil : { $host }

    { mail-footer }

mail-broken-off-centre-subject = Convention { $number } : stage interrompu ({ $student })
mail-broken-off-centre-text =
    Bonjour,

    Le stage de { $student } prend fin avant la date prévue, pour ce motif :

    { $reason }

    Vérifiez la durée effective et la gratification due jusqu’au dernier jour.

    Pour voir la convention : { $link }

    Convention : { $number }
    Étudiant : { $student }
    Établissement d’accueil : { $host }

    { mail-footer }

# To the teacher whose turn has come

mail-validated-check-teacher-subject = Convention { $number } : à vous de la valider ({ $student })
mail-validated-check-teacher-text =
    Bonjour,

    La convention { $number } ({ $student }), que vous suivez, est vérifiée. C’est à vous maintenant.

    Relisez le sujet, les activités, les compétences et les dates, puis validez la convention ou renvoyez-la avec un motif.

    Pour lire et valider la convention : { $link }

    Convention : { $number }
    Étudiant : { $student }
    Établissement d’accueil : { $host }

    { mail-footer }

mail-validated-administrative-teacher-subject = Convention { $number } : à vous de la valider ({ $student })
mail-validated-administrative-teacher-text =
    Bonjour,

    La convention { $number } ({ $student }), que vous suivez, est validée par le centre. C’est à vous maintenant.

    Relisez le sujet, les activités, les compétences et les dates, puis validez la convention ou renvoyez-la avec un motif.

    Pour lire et valider la convention : { $link }

    Convention : { $number }
    Étudiant : { $student }
    Établissement d’accueil : { $host }

    { mail-footer }

mail-undone-pedagogical-teacher-subject = Convention { $number } : votre validation est retirée ({ $student })
mail-undone-pedagogical-teacher-text =
    Bonjour,

    La validation pédagogique de la convention { $number } ({ $student }) est retirée.

    { $next ->
        [student] Elle est renvoyée à l’étudiant, pour ce motif : { $reason }
        [pedagogical] La convention attend de nouveau votre décision.
       *[other] Vous serez prévenu quand la convention attendra de nouveau votre validation.
    }

    Pour lire la convention et savoir qui a retiré la validation : { $link }

    Convention : { $number }
    Étudiant : { $student }
    Établissement d’accueil : { $host }

    { mail-footer }

# saved, after it was submitted

mail-saved-student-subject = Convention { $number } : modifiée
mail-saved-student-text =
    Bonjour,

    Votre convention de stage a été modifiée après son envoi. Le suivi indique par qui, et ce qui a changé.

    Relisez-la. Si quelque chose ne va pas, adressez-vous à votre centre de gestion.

    Pour voir la convention : { $link }

    Convention : { $number }
    Étudiant : { $student }
    Établissement d’accueil : { $host }

    { mail-footer }

mail-saved-centre-subject = Convention { $number } : modifiée par l’étudiant ({ $student })
mail-saved-centre-text =
    Bonjour,

    { $student } a modifié sa convention de stage après l’avoir envoyée. Le suivi indique ce qui a changé.

    Pour voir la convention : { $link }

    Convention : { $number }
    Étudiant : { $student }
    Établissement d’accueil : { $host }

    { mail-footer }

# reassigned

mail-reassigned-student-subject = Convention { $number } : autre enseignant référent
mail-reassigned-student-text =
    Bonjour,

    L’enseignant référent de votre stage a changé depuis l’envoi de la convention.

    Vous n’avez rien à faire. La convention dit qui vous suit.

    Pour voir la convention : { $link }

    Convention : { $number }
    Étudiant : { $student }
    Établissement d’accueil : { $host }

    { mail-footer }

mail-reassigned-teacher-subject = Convention { $number } : vous êtes l’enseignant référent de { $student }
mail-reassigned-teacher-text =
    Bonjour,

    Vous êtes désormais l’enseignant référent du stage de { $student }.

    { $next ->
        [pedagogical] La convention attend votre validation. Relisez le sujet, les activités, les compétences et les dates, puis validez la convention ou renvoyez-la avec un motif.
       *[other] Vous n’avez rien à faire pour le moment ; si votre validation est attendue, vous serez prévenu.
    }

    Pour lire la convention : { $link }

    Convention : { $number }
    Étudiant : { $student }
    Établissement d’accueil : { $host }

    { mail-footer }

mail-reassigned-centre-subject = Convention { $number } : autre enseignant référent ({ $student })
mail-reassigned-centre-text =
    Bonjour,

    L’enseignant référent de la convention { $number } ({ $student }) a changé depuis son envoi.

    Pour voir la convention : { $link }

    Convention : { $number }
    Étudiant : { $student }
    Établissement d’accueil : { $host }

    { mail-footer }

# enrolled

mail-enrolled-student-subject = Convention { $number } : autre inscription
mail-enrolled-student-text =
    Bonjour,

    L’inscription au titre de laquelle vous faites votre stage a été changée depuis l’envoi de la convention :

    { $reason }

    Relisez la convention. Si quelque chose ne va pas, adressez-vous à votre centre de gestion.

    Pour voir la convention : { $link }

    Convention : { $number }
    Étudiant : { $student }
    Établissement d’accueil : { $host }

    { mail-footer }

mail-enrolled-centre-subject = Convention { $number } : autre inscription ({ $student })
mail-enrolled-centre-text =
    Bonjour,

    L’inscription au titre de laquelle la convention { $number } ({ $student }) est faite a changé depuis son envoi :

    { $reason }

    Si elle a changé de centre de gestion, seul le nouveau centre la voit désormais.

    Pour voir la convention : { $link }

    Convention : { $number }
    Étudiant : { $student }
    Établissement d’accueil : { $host }

    { mail-footer }
