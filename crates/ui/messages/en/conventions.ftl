# The conventions widgets: titles, forms, lists, actions.

widget-mes-stages = My internships
widget-mes-stages-about = Prepare internship agreements and follow them.
widget-stages-suivis = Internships I supervise
widget-stages-suivis-about = The agreements that name you as supervising teacher.
widget-conventions-a-traiter = Agreements to process
widget-conventions-a-traiter-about = The agreements of your management centres: search, validate, extract.
widget-etat-convention = Status of an agreement
widget-etat-convention-about = Where an agreement stands and who has to act.
widget-courrier-demo = Demonstration mail
widget-courrier-demo-about = The messages that the demonstration would have sent.

# Student
new-convention = Prepare an agreement
no-convention = No agreement yet
no-convention-about = An agreement takes eight steps; you can leave it and come back at any time.
continue-draft = Continue
correct-draft = Correct and send again
delete-draft = Delete the draft
without-host = Internship to be specified
choose-enrolment = Under which enrolment?
choose-enrolment-hint = Only programmes whose management centre lets you prepare an agreement are offered.
choose-enrolment-none = No enrolment allows you to prepare an agreement
choose-enrolment-refused = { $step }: the centre “{ $centre }” prepares the agreements itself. Write to { $mail }.
choose-enrolment-orphan = { $step }: no management centre is in charge of this programme. Write to the internship office of the university.
choose-enrolment-away = The enrolment service does not answer. Try again in a moment; your drafts remain available.
choose-enrolment-partial = Part of the file did not come in time from the registrar: check every field, or come back in a moment for the whole of it.
choose-enrolment-lacking = Fields still empty: { $parts }. You can start and fill them in yourself.
choose-enrolment-stale = The registrar’s service does not answer: this is what it said recently. A brand-new enrolment may be missing.
choose-enrolment-hint-office = Only programmes of centres in which you write are offered.
choose-enrolment-needed = Choose the enrolment under which the internship takes place.
choose-enrolment-unknown = The university knows no enrolment of yours yet. If you have just enrolled, try again tomorrow; otherwise write to the registrar.
choose-enrolment-unusable = The registrar has to mend the student’s file: { $reason }
change-enrolment = Change the enrolment
change-enrolment-about = The number of the agreement and what is already entered stay, but for what the enrolment gives: programme, component, year, course elements, hours of teaching.
change-enrolment-moves = With an enrolment of another management centre the agreement goes to that centre: its validations apply, and a tutor or signatory who is not known there has to be chosen again.
change-enrolment-elsewhere = { $component } · the agreement goes to the centre “{ $centre }”
change-enrolment-none = No other enrolment to choose
change-enrolment-none-about = The registrar knows no other that you may choose here.
find-student = Student
find-student-first = For which student?
find-student-hint = Their number, or family name and first name.
find-student-go = Search
find-student-found = Students found
find-student-none = No student found
find-student-none-about = Check the number, or search by family name alone.
find-student-many = Too many students have that name: add the first name, or search by number.
find-student-short = Type at least two letters of the name.
find-another-student = Search for another student
check-and-submit = Check and send
start-convention = Start
minimized-student =
    { $count ->
        [0] No agreement
        [one] One agreement
       *[other] { $count } agreements
    }

# Entry
draft-saved = Saved on { $when }
step-back = Back
save-and-leave = Leave and resume later
save-and-continue = Save and continue
calculate = Calculate
submit-convention = Send the agreement
save-note = Save the note
submit-hint = The teacher and the management centre will read it. You can still change it until the first validation.
summary-missing = Some answers are missing
summary-clashes = Some answers contradict each other
summary-missing-at = { $step }: { $fields }
summary-blocked = The law forbids sending it as it is
summary-blocked-office = The internship office forbids sending it as it is
summary-blocked-both = The law and the internship office forbid sending it as it is
summary-passable = The internship office can pass over it on the page of the agreement, with a reason.
summary-ready = Everything is filled in
summary-choices-missing = { $step }: to be chosen
problem-at = { $label }: { $problem }
group-convention = The agreement
group-enrolment = The enrolment
group-address = Contact details during the internship
group-cover = Social protection
group-training = Programme
group-subject = Subject and tasks
group-dates = Dates and place
group-schedule = Working hours
group-leave = Leave
group-pay = Gratification and benefits
group-follow = Supervision and assessment
group-abroad = Internship abroad
group-comment = For the internship office
row-from = From
row-to = To
row-hours = Hours a day
row-reason = Reason
row-code = Code
row-credits = ECTS
row-label = Title
pick-host = Search for the host organisation
pick-host-hint = Its name, town or SIRET.
pick-unchosen = Choose what you looked for from the list, or clear the search.
pick-service = Department where the internship takes place
pick-service-hint = Optional: go on without choosing if the internship takes place at the address of the organisation.
pick-tutor = Professional tutor
pick-tutor-hint = The person who supervises the internship on site.
pick-signatory = Signatory of the organisation
pick-signatory-hint = The person who commits the organisation: management, human resources…
pick-teacher = Supervising teacher
pick-teacher-hint = The beginning of the name is enough.
none-service = No department is recorded for this host yet. Go on without one, or add it below.
none-contact = No contact is recorded for this host in your internship office yet. Add the person below.
pick-first-host = Choose the host organisation first.
no-service = No particular department
new-host = The organisation is not in the list
new-host-hint = Enter it: your agreement goes on, the internship office will check the record.
new-service = The department is not in the list
new-service-hint = Its address is the place of the internship.
new-contact = The person is not in the list
new-contact-hint = These details serve only this agreement and the next ones of your centre.
host-awaits = to be checked by the internship office
host-known = This organisation already exists under this SIRET: { $name }. It is proposed above.
correct-record = Correct this record
correct-host = Correct the host organisation
correct-service = Correct the department
correct-contact = Correct a person’s record
correct-about = The correction applies to every agreement that is not validated yet; the others keep what was agreed.
correct-about-own = You entered this record: you may correct it as long as it serves only agreements that you are still writing and the internship office has not checked it.
correct-validated = This agreement is validated: it keeps what is printed in it. The correction will serve the next ones.
correct-save = Save the record
correct-stale = This record changed in the meantime
correct-siret-taken = This SIRET is that of “{ $name }”: if it is the same organisation, go back to the step and choose it.
flash-record-corrected = The record is corrected.
host-unchecked = The host organisation has not been checked yet: { $name }
host-unchecked-about = A student or a teacher entered it. Check its record before you validate the agreement, which keeps it as it is.
host-unchecked-office = The internship office is to check its record.
host-unchecked-mark = host to be checked
host-check = Check the record
chosen-now = Chosen
field-contact-title = Title
field-contact-last-name = Last name
field-contact-first-name = First name
field-contact-function = Function
field-contact-mail = Mail address
field-contact-phone = Phone

# Law
results = What comes of it
results-none = Hours and pay: give the dates
results-unread = An answer cannot be read: the figures leave it out
results-minimum = at least
results-wrong =
    { $count ->
        [0] nothing to correct
        [one] one point to correct
       *[other] { $count } points to correct
    }
figure-presence = of presence
figure-duration = as the law counts
figure-minimum = of gratification at least
figure-nothing-due = No compulsory gratification
figure-smoothed = In { $count } payments: { $each } each, { $last } for the last one.
figure-smoothed-even = In { $count } payments of { $each }.
source-labour = Labour code
source-social-security = Social security code
source-model = Model agreement
mention-training = title and hours of the programme
mention-supervisors = names of the teacher and of the tutor
mention-skills = skills to acquire
mention-activities = tasks
mention-dates = dates and duration
mention-presence = weekly presence
mention-supervision = how the internship is supervised
mention-gratification = gratification
mention-social-protection = social protection
mention-absences = leave and absences
mention-termination = suspension and termination
mention-interruption = validation in case of interruption
mention-benefits = benefits
mention-host-rules = internal rules
mention-certificate = certificate
signs-institution = the university
signs-host = the host organisation
signs-intern = the student
signs-teacher = the teacher
signs-tutor = the tutor

# One convention
edit = Edit
print-pdf = PDF
says = What the agreement says
fact-period = Period
fact-centre = Internship office
fact-number = Number
fact-turn = Whose turn it is
fact-status = Status
returned-title = The agreement came back to you
returned-title-student = The agreement went back to the student
do-pedagogical = Validate the internship
do-check = Check
do-administrative = Validate
do-return = Send back to the student
do-cancel = Cancel the agreement
undo-pedagogical = Withdraw the academic validation
undo-check = Withdraw the check
undo-administrative = Withdraw the administrative validation
return-reason = What the student has to correct
cancel-reason = Why it is cancelled
do-pass-over = Pass over: { $rule }
pass-over-reason = Why it is passed over
do-uphold = No longer pass over: { $rule }
check-passed-over = Passed over by { $who } on { $when }, for this reason: { $reason }
withdraw = Take back as a draft
withdraw-confirm = Take this agreement back as a draft?
withdraw-confirm-about = It will no longer wait for a validation, and your supervising teacher will no longer see it, until you send it again. Those who were told that you sent it will be told that you took it back.
withdraw-keep = Leave it as sent
locked = This agreement can no longer be changed here
locked-student = It is validated, at least in part, or closed. If it still has to be changed, write to your internship office: it can correct it or send it back to you.
locked-office = Your rights or the state of the agreement do not allow it. If it still has to be changed, turn to those who validate in the internship office.
locked-mail = Write to { $mail }
closed-typed = What you had entered is not saved. Here it is, so that you can pass it on:
gone-title = The draft { $number } was deleted
gone-by-you = You deleted it on { $when }, in another window. This cannot be undone.
gone-by-other = Somebody else deleted it on { $when }. This cannot be undone.
gone-typed = What you typed is not saved. Here it is, so that you can copy it:
back-to-list = Back to the list
back-to-convention = Back to the agreement

# Office and teacher lists
list-caption = Agreements
list-empty = No agreement matches
list-empty-about = Change the criteria, or clear them.
list-empty-mine = Nothing waits for you
list-empty-mine-about = No agreement waits for a decision of yours.
list-see-all = See all agreements
list-empty-teacher = No agreement names you
list-empty-teacher-about = An agreement appears here when the student sends it.
column-student = Student
column-host = Organisation
column-period = Period
column-turn = Waits for
column-status = Status
column-teacher = Referent teacher
column-kind = Type
column-year = Year
columns = Columns shown
filter-search = Search
filter-search-hint = Name, number, organisation…
filter-status = Status
filter-component = Component
filter-year = Year
filter-turn = Waits for
filter-late = Late
filter-late-only = Only late ones
filter-any = All
filter-any-component = All
filter-any-year = All
filter-from = Present from
filter-to = Present until
filter-mine = What waits for me
late = Late
bulk-pedagogical = Give the academic validation
bulk-check = Give the administrative check
bulk-administrative = Give the administrative validation
bulk-several = Give each the validation named in its row
views = Saved views
view-all = All
view-name = Name of the view
view-save = Save this view
view-delete = Delete the view
views-full = You already have { $count } views of this list: take the name of one of them, or delete one.
excel-shown = Excel
excel-all = Excel, every column
documents-zip = Documents (zip)
documents-too-many = Documents (zip): at most 1,000, filter the list
minimized-list =
    { $count ->
        [0] Nothing to process
        [one] One agreement
       *[other] { $count } agreements
    }
sheet-name = Agreements
sheet-filters = Filters
sheet-extracted = Extracted on { $when }
sheet-turn = Waits for
sheet-turn-since = Waits since
sheet-pedagogical-on = Academic validation on
sheet-pedagogical-by = Academic validation by
sheet-check-on = Administrative check on
sheet-check-by = Administrative check by
sheet-administrative-on = Administrative validation on
sheet-administrative-by = Administrative validation by
sheet-week-hours = Hours per week
sheet-week-days = Days per week
sheet-interrupted = Interruption
sheet-interrupted-from = Start of the first interruption
sheet-interrupted-to = End of the last interruption
sheet-host-entered = Entered on
sheet-sort = Order
sheet-sort-asc = { $column }, ascending
sheet-sort-desc = { $column }, descending

# Look-up
lookup-query = Number of the agreement or of the student
lookup-query-hint = For example 2026-00123, or the number on the student card.
lookup-go = Search
lookup-none = No agreement under this number
lookup-none-about = Check the number; an agreement number looks like 2026-00123.
lookup-blocks = What blocks
lookup-awaits = Waits for: { $what }
lookup-returned = Returned: { $reason }
lookup-missing = Steps to complete or correct: { $what }
lookup-stopping = Rules that stop it: { $what }
lookup-to-send = Nothing is missing: it remains to be submitted.
lookup-to-correct = To be corrected for the reason it was returned, which the student reads at the top of the agreement.
lookup-blocks-nothing = Nothing blocks.

# Demo mail
mail-none = No message yet
mail-latest = The latest { $count } messages; earlier ones are not shown.
mail-to = To
mail-when = On
mail-subject = Subject

# What happened
flash-created = Your draft is created. Everything is saved at each step.
flash-saved = Saved. You can resume whenever you like.
flash-enrolled = The enrolment is changed. Check this step.
flash-enrolled-moved = The enrolment is changed: the agreement now belongs to the centre “{ $centre }”. Check this step.
flash-enrolled-left =
    The enrolment is changed: the agreement now belongs to the centre “{ $centre }”. { $who ->
        [tutor-name] The tutor is not known there: choose them again.
        [signatory-name] The host’s signatory is not known there: choose them again.
       *[both] The tutor and the host’s signatory are not known there: choose them again.
    }
flash-noted = Internal note saved.
flash-submitted = Agreement sent. You will be told at each step.
flash-returned = Agreement sent back to the student.
flash-withdrawn = Agreement taken back as a draft.
flash-passed-over = Passed over; your reason is in the history.
flash-upheld = The point is required again.
flash-validated = Validation recorded.
flash-undone = Validation withdrawn.
flash-cancelled = Agreement cancelled.
flash-deleted = Draft deleted.
flash-view-saved = View saved.
flash-view-deleted = View deleted.
flash-accepted = Organisation accepted.
flash-bulk =
    { $done ->
        [0] No agreement validated
        [one] One agreement validated: { $given }
       *[other] { $done } agreements validated: { $given }
    }
bulk-refused =
    { $count ->
        [one] One agreement is not validated:
       *[other] { $count } agreements are not validated:
    }
bulk-refused-student = The student has not sent it yet.
bulk-refused-validated = All its validations are given already.
bulk-refused-rights = Its next validation is not yours to give.
bulk-refused-stale = Somebody changed it since the list was shown: read it again, then validate it.
bulk-refused-incomplete = Answers are missing or contradict each other: open it to see which.
bulk-refused-unlawful = Something has to be corrected: open it to see what.
bulk-unchecked =
    { $count ->
        [one] One of the agreements validated has a host organisation that has not been checked yet:
       *[other] { $count } of the agreements validated have a host organisation that has not been checked yet:
    }
bulk-nothing = Tick at least one agreement.
stale-title = Somebody changed the agreement meanwhile
stale-by = { $who } changed the agreement meanwhile, on { $when }: “{ $what }”
stale-by-you = You changed the agreement meanwhile in another window, on { $when }: “{ $what }”
stale-read = Read it as it is now before you try again.
stale-body = Your answers are kept below. This is what changed in the meantime; save again to keep your answers.
stale-kept = Your answers are kept below. Nothing else changed at this step; save again.
stale-change = { $label }: recorded “{ $theirs }”, your answer “{ $ours }”
refused-wrong-state = This is no longer possible in the state of the agreement.
refused-out-of-order = Another validation has to come first.
refused-reason = Give a reason: the student has to know what to correct.
refused-reason-passing = Give a reason: it stays in the history of the agreement.
refused-incomplete = Answers are missing or contradict each other, the agreement cannot be validated as it is. { $what }
refused-unlawful = The agreement cannot be validated as it is: what has to be corrected is shown below, with its article.

# Hosts that wait for an office
hosts-waiting =
    { $count ->
        [one] One host organisation to check
       *[other] { $count } host organisations to check
    }
hosts-waiting-many = More than { $count } host organisations to check
hosts-title = Host organisations to check
hosts-about = A student or a teacher entered them. Check the record before you accept it.
hosts-none = No host organisation to check
hosts-none-about = Those that students enter themselves will appear here.
hosts-back = Back to the agreements
hosts-next = Next organisations
host-place = Address
host-validate = Accept this organisation
host-alike = An organisation of the same name already exists in this town
host-stale = Somebody changed this organisation meanwhile: read the record again before you accept it.
host-stale-by = { $who } changed this organisation meanwhile, on { $when }: read the record again. What you typed is kept.
host-correct = Correct or replace
host-record = The record
host-save = Save
host-save-validate = Save and accept
host-siret-taken = This SIRET is that of “{ $name }”: if it is the same organisation, put it in the place of this one, below.
host-replace = It is an organisation already known
host-replace-about = Agreements, departments and contacts of this record go over to the organisation chosen; the record disappears.
host-replace-do = Put the organisation chosen in its place
host-replace-needed = Choose the organisation to put in the place of this one.
host-replace-impossible = That organisation cannot take its place: it is no longer there, or the record was accepted meanwhile.
pick-host-by = The organisation already known
pick-host-by-hint = Its name, town or SIRET.
flash-host-saved = The record is saved.
flash-host-replaced = The organisation is replaced in every agreement.

# Before a draft goes
delete-confirm = Delete this draft?
delete-confirm-about = Everything you entered in it will be lost. This cannot be undone.
delete-keep = Keep the draft
checks-fine =
    { $count ->
        [one] One point in order
       *[other] { $count } points in order
    }

# Help: a paragraph a line
help-mes-stages =
    An internship agreement is prepared in eight steps. Each step is saved as you go on; “Leave and resume later” loses nothing, and several drafts may stand side by side.
    While you type, the checks of the law say what blocks, what to look at and what is fine, each with its article.
    Once sent, the agreement is read by the teacher and the internship office, in the order that your office chose. The card of each agreement says whose turn it is, and since when.
    If it comes back to you, the reason stands on top: correct it, then send it again. For any question, write to the internship office named on the agreement.
help-stages-suivis =
    Here are the agreements that name you as supervising teacher, once the student has sent them. “What waits for me” shows those for you to read.
    Open an agreement to validate it, to send it back with a reason, or to take your validation back while the next one is not given.
    The list can be taken away as an Excel sheet, with the filters, the order and the columns shown.
help-conventions-a-traiter =
    Here are the agreements of your offices. Search by name, number or organisation, with or without accents; filter, sort, choose the columns under “More criteria”, and keep it all under a name.
    Tick several agreements to validate them at once: each gets its next validation, in the order of its office, and those refused are named.
    “Prepare an agreement” begins one for a student of your programmes. “Organisations to check” shows the records that students entered.
    The list can be taken away as an Excel sheet, and the documents that you may print as one zip archive.
help-etat-convention =
    Give the number of an agreement, or that of a student: you see where it stands, who must act, what blocks and what happened. Nothing else is shown.
help-courrier-demo =
    The demonstration sends no mail: the last messages that would have left are shown here.
