# Where a convention stands, whose turn it is, what happened. Keys end with the domain's stable codes.

status-draft = Draft
status-submitted = Submitted
status-returned = To be revised
status-partly-validated = Partly validated
status-validated = Validated
status-sent-for-signature = Out for signature
status-partly-signed = Partly signed
status-signed = Signed
status-running = Under way
status-ended = Ended
status-cancelled = Cancelled
status-broken-off = Broken off

status-about-draft = The student is preparing the agreement and has not submitted it yet.
status-about-submitted = The agreement has been submitted and waits for its first validation.
status-about-returned = The agreement is back with the student, who must correct and submit it again.
status-about-partly-validated = Some of the validations have been given.
status-about-validated = All the validations have been given.
status-about-sent-for-signature = The agreement has gone to the five parties for signature.
status-about-partly-signed = Some of the five signatories have signed.
status-about-signed = The five parties have signed; the internship has not started.
status-about-running = The agreement is signed and the internship is under way.
status-about-ended = The agreement is signed and the internship is over.
status-about-cancelled = The agreement is cancelled; no internship takes place under it.
status-about-broken-off = The internship ended before the planned date.

validation-pedagogical = Academic validation
validation-check = Administrative check
validation-administrative = Administrative validation

turn-student = the student
turn-teacher = the supervising teacher
turn-centre = the internship office
turn-signatories = the signatories
turn-nobody = nobody
turn-you = you
# In a list: whose turn it is, and what for
turn-for-pedagogical = { $who }, to validate (academic)
turn-for-check = { $who }, to check
turn-for-administrative = { $who }, to validate
turn-for-signature = { $who }, to have signed

waits-student = Waits for the student
waits-teacher = Waits for the teacher
waits-centre = Waits for the office
waits-signatories = Waits for the signatories
waits-nobody = Waits for nobody
waits-you = Waits for you

turn-sentence-you = It is your turn to act, { $since }.
turn-sentence-named = It is the turn of { $who }, { $since }.
turn-sentence-student = It is the student’s turn, { $since }.
turn-sentence-teacher = It is the supervising teacher’s turn, { $since }.
turn-sentence-centre = It is the internship office’s turn, { $since }.
turn-sentence-signatories = The signatories have the agreement, { $since }.
turn-onlooker = You have nothing to do.
turn-helper = You may do it as well.
turn-sentence-ready = It is the internship office’s turn to have it printed and signed, { $since }.
turn-sentence-nobody = All is done: nobody is waited for.
turn-sentence-closed = The agreement is closed: nobody is waited for.

event-created = Started
event-saved = Changed
event-reassigned = Supervising teacher changed
event-enrolled = Enrolment changed
event-submitted = Submitted
event-withdrawn = Taken back by the student before any validation
event-returned = Returned to the student
event-validated-pedagogical = Academic validation
event-validated-check = Check
event-validated-administrative = Administrative validation
event-undone-pedagogical = Academic validation withdrawn
event-undone-check = Check withdrawn
event-undone-administrative = Administrative validation withdrawn
event-passed-over = Passed over: { $rule }
event-upheld = Required again: { $rule }
event-sent = Sent for signature
event-signed = Signed
event-cancelled = Cancelled
event-broken-off = Broken off
event-signed-by = Signed by { $who }
event-recorded-by = recorded by { $who }
event-by = by { $who }
event-next = Waits for { $who }
