# The demo's people, as the sign-in page shows them: `persona-group-{group}` and `persona-{role}`.

persona-group-student = Students
persona-group-teacher = Teachers
persona-group-office = Internship offices
persona-group-institution = Institution
persona-group-helpdesk = Helpdesk

persona-student-returned = Law student: one agreement to revise, one internship over
persona-student-not-creating = Psychology student: the office enters the agreement
persona-student-science = Computing student: one agreement waits for its check
persona-teacher-law = Supervising teacher in law
persona-teacher-science = Supervising teacher in science
persona-teacher-staff = Supervising teacher and office staff at the institute of technology
persona-head = Head of studies in law
persona-read = Read only, law office
persona-write-without-validation = Entry without validation, law office
persona-write-before-pedagogical = Entry before academic validation, science office
persona-write = Staff of the law office
persona-write-psychology = Staff of the psychology office
persona-write-two = Staff of the central office and the company office
persona-admin = Head of the science office
persona-observer = Observer of two offices
persona-institution-admin = Administrator of the institution
persona-helpdesk = Helpdesk
