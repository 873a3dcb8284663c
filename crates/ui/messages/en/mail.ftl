# Mail: `mail-{event}-{recipient}-subject` and `-text`, plain text. { $number }, { $student }, { $host }, { $link } and { $reason } are given to every message.
# { $next } is what is awaited now: the code of a validation, `student` while it is back with the student, `none` where every validation stands.

mail-footer =
    --
    This message was sent by the internship service of the university.

# submitted

mail-submitted-student-subject = Agreement { $number }: received
mail-submitted-student-text =
    Hello,

    Your internship agreement has been submitted. It will now be validated, and you will be told at each stage.

    You have nothing to do. The internship may not start before everyone has signed the agreement.

    Follow the agreement: { $link }

    Agreement: { $number }
    Student: { $student }
    Host organisation: { $host }

    { mail-footer }

mail-submitted-teacher-subject = Agreement { $number }: { $student } sends you the agreement for the internship
mail-submitted-teacher-text =
    Hello,

    { $student } has submitted the agreement for the internship, which names you as supervising teacher.

    When your turn comes, please read the subject, tasks, skills and dates, then validate the agreement or return it with a reason.

    Read and validate the agreement: { $link }

    Agreement: { $number }
    Student: { $student }
    Host organisation: { $host }

    { mail-footer }

mail-submitted-centre-subject = Agreement { $number }: submitted by { $student }
mail-submitted-centre-text =
    Hello,

    { $student } has submitted an internship agreement that your office manages.

    When your turn comes, please check it, then validate it or return it with a reason.

    Handle the agreement: { $link }

    Agreement: { $number }
    Student: { $student }
    Host organisation: { $host }

    { mail-footer }

# withdrawn

mail-withdrawn-teacher-subject = Agreement { $number }: taken back by { $student }
mail-withdrawn-teacher-text =
    Hello,

    { $student } took back as a draft the agreement that names you as supervising teacher, before anybody validated it.

    There is nothing for you to do: you will see it again if it is sent again, and you will be told.

    Agreement: { $number }
    Student: { $student }
    Host organisation: { $host }

    { mail-footer }

mail-withdrawn-centre-subject = Agreement { $number }: taken back by { $student }
mail-withdrawn-centre-text =
    Hello,

    { $student } took back an internship agreement as a draft, before anybody validated it.

    There is nothing for you to do: you will be told if it is sent again.

    To see the agreement: { $link }

    Agreement: { $number }
    Student: { $student }
    Host organisation: { $host }

    { mail-footer }

# passed-over: { $rule } is the name of the rule

mail-passed-over-student-subject = Agreement { $number }: the internship office passes over a point ({ $rule })
mail-passed-over-student-text =
    Hello,

    A point stopped your agreement ({ $rule }). The internship office passes over it, for this reason:

    { $reason }

    This holds as long as you do not change what the point is about. If the agreement is still a draft, you can send it.

    To see the agreement: { $link }

    Agreement: { $number }
    Student: { $student }
    Host organisation: { $host }

    { mail-footer }

# upheld

mail-upheld-student-subject = Agreement { $number }: a point is required again ({ $rule })
mail-upheld-student-text =
    Hello,

    The internship office no longer passes over a point of your agreement ({ $rule }): it must be mended before the agreement can go on.

    To see the agreement: { $link }

    Agreement: { $number }
    Student: { $student }
    Host organisation: { $host }

    { mail-footer }

# returned

mail-returned-student-subject = Agreement { $number }: to be revised
mail-returned-student-text =
    Hello,

    Your internship agreement has been returned to you, for this reason:

    { $reason }

    Please correct the agreement and submit it again: the validations will start over. All that you entered has been kept.

    Correct the agreement: { $link }

    Agreement: { $number }
    Student: { $student }
    Host organisation: { $host }

    { mail-footer }

# validated-pedagogical

mail-validated-pedagogical-student-subject = Agreement { $number }: academic validation given
mail-validated-pedagogical-student-text =
    Hello,

    Your agreement has received its academic validation.

    { $next ->
        [none] All the validations have been given: print the agreement and have it signed. The internship may not start before everyone has signed.
       *[other] You have nothing to do; you will be told what follows. The internship may not start before everyone has signed the agreement.
    }

    Follow the agreement: { $link }

    Agreement: { $number }
    Student: { $student }
    Host organisation: { $host }

    { mail-footer }

mail-validated-pedagogical-centre-subject = Agreement { $number }: academic validation given ({ $student })
mail-validated-pedagogical-centre-text =
    Hello,

    The agreement of { $student } has received its academic validation.

    { $next ->
        [none] All the validations have been given: it can go out for signature.
        [pedagogical] It now awaits the validation of the teacher.
       *[other] It now awaits a validation of your office.
    }

    Handle the agreement: { $link }

    Agreement: { $number }
    Student: { $student }
    Host organisation: { $host }

    { mail-footer }

# validated-check

mail-validated-check-student-subject = Agreement { $number }: checked
mail-validated-check-student-text =
    Hello,

    The internship office has checked your agreement.

    { $next ->
        [none] All the validations have been given: print the agreement and have it signed. The internship may not start before everyone has signed.
       *[other] You have nothing to do; you will be told what follows.
    }

    Follow the agreement: { $link }

    Agreement: { $number }
    Student: { $student }
    Host organisation: { $host }

    { mail-footer }

mail-validated-check-centre-subject = Agreement { $number }: checked ({ $student })
mail-validated-check-centre-text =
    Hello,

    The agreement of { $student } has been checked.

    { $next ->
        [none] All the validations have been given: it can go out for signature.
        [pedagogical] It now awaits the validation of the teacher.
       *[other] It now awaits a validation of your office.
    }

    Handle the agreement: { $link }

    Agreement: { $number }
    Student: { $student }
    Host organisation: { $host }

    { mail-footer }

# validated-administrative

mail-validated-administrative-student-subject = Agreement { $number }: administrative validation given
mail-validated-administrative-student-text =
    Hello,

    Your agreement has received its administrative validation.

    { $next ->
        [none] All the validations have been given: print the agreement and have it signed. The internship may not start before everyone has signed.
       *[other] You have nothing to do; you will be told what follows.
    }

    Follow the agreement: { $link }

    Agreement: { $number }
    Student: { $student }
    Host organisation: { $host }

    { mail-footer }

mail-validated-administrative-centre-subject = Agreement { $number }: administrative validation given ({ $student })
mail-validated-administrative-centre-text =
    Hello,

    The agreement of { $student } has received its administrative validation.

    { $next ->
        [none] All the validations have been given: it can go out for signature.
        [pedagogical] It now awaits the validation of the teacher.
       *[other] It now awaits a validation of your office.
    }

    Follow the agreement: { $link }

    Agreement: { $number }
    Student: { $student }
    Host organisation: { $host }

    { mail-footer }

# undone-pedagogical

mail-undone-pedagogical-student-subject = Agreement { $number }: academic validation withdrawn
mail-undone-pedagogical-student-text =
    Hello,

    The academic validation of your agreement has been withdrawn. The agreement waits for that validation again.

    Please do not have a copy signed that is already printed. There is nothing else to do for now.

    Follow the agreement: { $link }

    Agreement: { $number }
    Student: { $student }
    Host organisation: { $host }

    { mail-footer }

mail-undone-pedagogical-centre-subject = Agreement { $number }: academic validation withdrawn ({ $student })
mail-undone-pedagogical-centre-text =
    Hello,

    The academic validation of the agreement of { $student } has been withdrawn.

    { $next ->
        [student] It has been returned to the student, for this reason: { $reason }
       *[other] The agreement waits for the teacher again. A copy that is already printed is no longer valid.
    }

    See the agreement: { $link }

    Agreement: { $number }
    Student: { $student }
    Host organisation: { $host }

    { mail-footer }

# undone-check

mail-undone-check-student-subject = Agreement { $number }: check withdrawn
mail-undone-check-student-text =
    Hello,

    The administrative check of your agreement has been withdrawn. The internship office will look at it again.

    Please do not have a copy signed that is already printed. There is nothing else to do for now.

    Follow the agreement: { $link }

    Agreement: { $number }
    Student: { $student }
    Host organisation: { $host }

    { mail-footer }

mail-undone-check-centre-subject = Agreement { $number }: check withdrawn ({ $student })
mail-undone-check-centre-text =
    Hello,

    The administrative check of the agreement of { $student } has been withdrawn.

    { $next ->
        [student] It has been returned to the student, for this reason: { $reason }
       *[other] The agreement must be checked again. A copy that is already printed is no longer valid.
    }

    Handle the agreement: { $link }

    Agreement: { $number }
    Student: { $student }
    Host organisation: { $host }

    { mail-footer }

# undone-administrative

mail-undone-administrative-student-subject = Agreement { $number }: administrative validation withdrawn
mail-undone-administrative-student-text =
    Hello,

    The administrative validation of your agreement has been withdrawn. The internship office will look at it again.

    Please do not have a copy signed that is already printed. There is nothing else to do for now.

    Follow the agreement: { $link }

    Agreement: { $number }
    Student: { $student }
    Host organisation: { $host }

    { mail-footer }

mail-undone-administrative-centre-subject = Agreement { $number }: administrative validation withdrawn ({ $student })
mail-undone-administrative-centre-text =
    Hello,

    The administrative validation of the agreement of { $student } has been withdrawn.

    { $next ->
        [student] It has been returned to the student, for this reason: { $reason }
       *[other] The agreement must be validated again. A copy that is already printed is no longer valid.
    }

    Handle the agreement: { $link }

    Agreement: { $number }
    Student: { $student }
    Host organisation: { $host }

    { mail-footer }

# sent

mail-sent-student-subject = Agreement { $number }: to be signed
mail-sent-student-text =
    Hello,

    Your agreement is validated and goes out for signature. Five parties sign it: you, your supervising teacher, your tutor, the host organisation and the university.

    Please read it, sign it, and make sure that everyone has signed before the first day of the internship.

    See the agreement: { $link }

    Agreement: { $number }
    Student: { $student }
    Host organisation: { $host }

    { mail-footer }

# signed

mail-signed-student-subject = Agreement { $number }: signature recorded
mail-signed-student-text =
    Hello,

    A signature of your agreement has been recorded.

    The history shows who has signed and who has not. The internship can start on the planned day once the five signatures are there.

    Follow the agreement: { $link }

    Agreement: { $number }
    Student: { $student }
    Host organisation: { $host }

    { mail-footer }

mail-signed-centre-subject = Agreement { $number }: signature recorded ({ $student })
mail-signed-centre-text =
    Hello,

    A signature of the agreement of { $student } has been recorded.

    The history shows the signatures that are missing.

    Follow the agreement: { $link }

    Agreement: { $number }
    Student: { $student }
    Host organisation: { $host }

    { mail-footer }

# cancelled

mail-cancelled-student-subject = Agreement { $number }: cancelled
mail-cancelled-student-text =
    Hello,

    Your internship agreement has been cancelled, for this reason:

    { $reason }

    The internship may not take place under this agreement. If it is to take place otherwise, please create a new agreement. If you have a question, ask your internship office.

    See the agreement: { $link }

    Agreement: { $number }
    Student: { $student }
    Host organisation: { $host }

    { mail-footer }

mail-cancelled-teacher-subject = Agreement { $number }: cancelled ({ $student })
mail-cancelled-teacher-text =
    Hello,

    The internship agreement of { $student }, whom you supervise, has been cancelled, for this reason:

    { $reason }

    There is nothing left to do for this agreement.

    See the agreement: { $link }

    Agreement: { $number }
    Student: { $student }
    Host organisation: { $host }

    { mail-footer }

mail-cancelled-centre-subject = Agreement { $number }: cancelled ({ $student })
mail-cancelled-centre-text =
    Hello,

    The internship agreement of { $student } has been cancelled, for this reason:

    { $reason }

    Please tell the host organisation unless it knows already.

    See the agreement: { $link }

    Agreement: { $number }
    Student: { $student }
    Host organisation: { $host }

    { mail-footer }

# broken-off

mail-broken-off-student-subject = Agreement { $number }: internship ended early
mail-broken-off-student-text =
    Hello,

    Your internship ends before the planned date, for this reason:

    { $reason }

    Please contact your supervising teacher, who will tell you how the time already spent is taken into account (art. L124-15). Ask the organisation for the internship certificate for that time.

    See the agreement: { $link }

    Agreement: { $number }
    Student: { $student }
    Host organisation: { $host }

    { mail-footer }

mail-broken-off-teacher-subject = Agreement { $number }: internship ended early ({ $student })
mail-broken-off-teacher-text =
    Hello,

    The internship of { $student }, whom you supervise, ends before the planned date, for this reason:

    { $reason }

    Please agree with the student how the time already spent is validated, or what replaces it (art. L124-15).

    See the agreement: { $link }

    Agreement: { $number }
    Student: { $student }
    Host organisation: { $host }

    { mail-footer }

mail-broken-off-centre-subject = Agreement { $number }: internship ended early ({ $student })
mail-broken-off-centre-text =
    Hello,

    The internship of { $student } ends before the planned date, for this reason:

    { $reason }

    Please check the effective duration and the stipend due up to the last day.

    See the agreement: { $link }

    Agreement: { $number }
    Student: { $student }
    Host organisation: { $host }

    { mail-footer }

# To the teacher whose turn has come

mail-validated-check-teacher-subject = Agreement { $number }: yours to validate ({ $student })
mail-validated-check-teacher-text =
    Hello,

    The internship agreement of { $student }, whom you supervise, has been checked. It is your turn now.

    Please read the subject, tasks, skills and dates, then validate the agreement or return it with a reason.

    Read and validate the agreement: { $link }

    Agreement: { $number }
    Student: { $student }
    Host organisation: { $host }

    { mail-footer }

mail-validated-administrative-teacher-subject = Agreement { $number }: yours to validate ({ $student })
mail-validated-administrative-teacher-text =
    Hello,

    The internship agreement of { $student }, whom you supervise, has its administrative validation. It is your turn now.

    Please read the subject, tasks, skills and dates, then validate the agreement or return it with a reason.

    Read and validate the agreement: { $link }

    Agreement: { $number }
    Student: { $student }
    Host organisation: { $host }

    { mail-footer }

mail-undone-pedagogical-teacher-subject = Agreement { $number }: your validation is withdrawn ({ $student })
mail-undone-pedagogical-teacher-text =
    Hello,

    The academic validation of the agreement of { $student } is withdrawn.

    { $next ->
        [student] It has been returned to the student, for this reason: { $reason }
        [pedagogical] The agreement awaits your decision again.
       *[other] You will be told when the agreement awaits your validation again.
    }

    Read the agreement and see who withdrew the validation: { $link }

    Agreement: { $number }
    Student: { $student }
    Host organisation: { $host }

    { mail-footer }

# saved, after it was submitted

mail-saved-student-subject = Agreement { $number }: changed
mail-saved-student-text =
    Hello,

    Your internship agreement was changed after it was submitted. The history shows by whom, and what has changed.

    Please read it. If something is wrong, ask your internship office.

    See the agreement: { $link }

    Agreement: { $number }
    Student: { $student }
    Host organisation: { $host }

    { mail-footer }

mail-saved-centre-subject = Agreement { $number }: changed by the student ({ $student })
mail-saved-centre-text =
    Hello,

    { $student } has changed the internship agreement after submitting it. The history shows what has changed.

    See the agreement: { $link }

    Agreement: { $number }
    Student: { $student }
    Host organisation: { $host }

    { mail-footer }

# reassigned

mail-reassigned-student-subject = Agreement { $number }: another supervising teacher
mail-reassigned-student-text =
    Hello,

    The supervising teacher of your internship has changed since the agreement was submitted.

    You have nothing to do. The agreement says who supervises you.

    See the agreement: { $link }

    Agreement: { $number }
    Student: { $student }
    Host organisation: { $host }

    { mail-footer }

mail-reassigned-teacher-subject = Agreement { $number }: you supervise { $student }
mail-reassigned-teacher-text =
    Hello,

    You are now the supervising teacher of the internship of { $student }.

    { $next ->
        [pedagogical] The agreement awaits your validation. Please read the subject, tasks, skills and dates, then validate the agreement or return it with a reason.
       *[other] You have nothing to do for now; if your validation is due, you will be told.
    }

    Read the agreement: { $link }

    Agreement: { $number }
    Student: { $student }
    Host organisation: { $host }

    { mail-footer }

mail-reassigned-centre-subject = Agreement { $number }: another supervising teacher ({ $student })
mail-reassigned-centre-text =
    Hello,

    The supervising teacher of the agreement of { $student } has changed since it was submitted.

    See the agreement: { $link }

    Agreement: { $number }
    Student: { $student }
    Host organisation: { $host }

    { mail-footer }

# enrolled

mail-enrolled-student-subject = Agreement { $number }: another enrolment
mail-enrolled-student-text =
    Hello,

    The enrolment under which you do your internship was changed after the agreement was submitted:

    { $reason }

    Please read the agreement. If something is wrong, ask your internship office.

    See the agreement: { $link }

    Agreement: { $number }
    Student: { $student }
    Host organisation: { $host }

    { mail-footer }

mail-enrolled-centre-subject = Agreement { $number }: another enrolment ({ $student })
mail-enrolled-centre-text =
    Hello,

    The enrolment under which the agreement { $number } ({ $student }) is made has changed since it was submitted:

    { $reason }

    If it has changed its management centre, only the new centre sees it from now on.

    See the agreement: { $link }

    Agreement: { $number }
    Student: { $student }
    Host organisation: { $host }

    { mail-footer }
