# The checks: `check-{rule}` names a rule, `check-{rule}-{finding}` says what it found, with the values that the rule gives, each already written as people read it.

check-other-regime = Another regime
check-dates = Dates
check-enrolment = Enrolment
check-presence = Presence
check-mentions = Compulsory mentions
check-forbidden-aims = Aim of the internship
check-maximum = Maximum duration
check-gratification = Stipend
check-ceiling-policy = Ceiling applied
check-next-ceiling = Ceiling to come
check-public-ceiling = Public body
check-franchise = Contributions
check-leave-clause = Leave
check-taught-hours = Taught hours
check-waiting-period = Waiting period
check-tutor = Tutor
check-teacher = Supervising teacher
check-quota = Number of interns
check-day = Length of a day
check-week = Length of a week
check-average-week = Average over twelve weeks
check-legal-week = Statutory week
check-weekly-rest = Weekly rest
check-may-day = 1 May
check-minor-day = Minor: length of a day
check-minor-week = Minor: length of a week
check-minor-rest = Minor: rest
check-minor-holidays = Minor: public holidays
check-minor-night = Minor: night work
check-country-sheet = Country sheet
check-cover-abroad = Cover on site
check-accident-abroad = Accidents abroad
check-overlap = Simultaneous internships
check-signatories = Signatories
check-signed-in-time = Date of signature

check-other-regime-applies = An internship in continuing education follows the labour code: the rules on student internships are not checked.

check-dates-fine = From { $start } to { $end }.
check-dates-missing = Give the first and the last day of the internship.
check-dates-reversed = The last day ({ $end }) comes before the first ({ $start }).
check-dates-over = From { $start } to { $end }: check the years.

check-enrolment-fine = The internship lies within the enrolment, from { $from } to { $to }.
check-enrolment-unknown = The dates of the enrolment are not known: the internship office will check them.
check-enrolment-outside = The internship lies outside the enrolment, from { $from } to { $to }: change the dates or choose another enrolment.

check-presence-fine = { $presence } of presence on { $days } days, that is { $legal }.
check-presence-missing = No hours of presence between these dates: give the schedule.

check-mentions-fine = The fifteen compulsory mentions are there.
check-mentions-missing = Compulsory mentions are missing: { $missing }.

check-forbidden-aims-fine = The internship office has checked that the internship does not stand in for a job.
check-forbidden-aims-unknown = An internship may not fill a permanent post, meet a peak or a seasonal need, or replace somebody who is away.

check-maximum-fine = { $total } with this organisation this year, of { $limit } at most.
check-maximum-over = { $total } with this organisation this year, of which { $others } outside this agreement: { $excess } too many. The maximum is { $limit }: shorten the internship.

check-gratification-fine = { $agreed-hourly } an hour, for a minimum of { $hourly-minimum }.
check-gratification-not-due = The stipend is not compulsory: { $duration } of internship, for a threshold of { $threshold }.
check-gratification-exempt = The programme is exempt from the stipend; the ground, entered by the internship office, stands in the agreement.
check-gratification-abroad = Abroad, local law applies: no French minimum is due.
check-gratification-other-currency = The stipend is due and its amount is not in euros: to be compared with the minimum of { $minimum } for the whole internship.
check-gratification-missing = The internship comes to { $duration } of presence and leave, more than { $threshold }: a stipend is due, at least { $hourly-minimum } an hour, { $minimum } in all.
check-gratification-missing-in-year = The internships of the year at this organisation last { $year-total } in all, more than { $threshold }: a stipend is due for this one too, at least { $hourly-minimum } an hour, { $minimum } in all.
check-gratification-too-low = { $agreed } in all, below the minimum of { $minimum }: provide for at least { $hourly-minimum } an hour or { $instalment } a month.
check-gratification-depends = The amount is enough if incomplete months are paid in full: { $agreed }, for a minimum of { $minimum }.

check-ceiling-policy-fine = The minimum is the same by the year of signature or by that of each month: { $frozen }.
check-ceiling-policy-differs = The minimum is { $frozen } with the ceiling of the year of signature, { $by-month } with that of each month.

check-next-ceiling-fine = The ceilings of the whole period are known.
check-next-ceiling-unknown = The hourly ceiling of { $year } is not published yet: that of { $stand-in } ({ $ceiling }) stands in for it, and the minimum may rise.

check-public-ceiling-fine = A public body pays no more than the legal rate: { $agreed }, of { $maximum } at most.
check-public-ceiling-over = A public body may not pay more than the legal rate: { $agreed }, of { $maximum } at most. Lower the amount.
check-public-ceiling-depends = If incomplete months are paid in full, the amount ({ $agreed }) exceeds what a public body may pay ({ $maximum }).

check-franchise-fine = No contributions are due on the stipend, unless what benefits in kind are worth brings it above { $free }; the university is the employer in case of an accident at work.
check-franchise-over = Contributions are due on { $base }, the part above { $free }, and on benefits in kind; the organisation is the employer in case of an accident at work.
check-franchise-depends = Contributions are due if incomplete months are paid in full: { $paid }, of which { $free } is free of them.

check-leave-clause-fine = The agreement provides for leave.
check-leave-clause-missing = The internship lasts { $duration }, more than two months: the agreement must provide for leave.

check-taught-hours-fine = { $hours } taught hours in the year, for a minimum of { $minimum }.
check-taught-hours-unknown = The number of taught hours is not known; the minimum is { $minimum } a year.
check-taught-hours-too-low = { $hours } taught hours in the year: at least { $minimum } are needed for an internship.
check-taught-hours-too-low-in-presence = { $in-presence } hours taught in presence: at least { $minimum-in-presence } are needed.

check-waiting-period-fine = The previous internship in this service ended on { $previous-end }; the delay of { $days } days is kept.
check-waiting-period-too-early = The previous internship in this service ended on { $previous-end }. Is it the same post? If so, the next waits { $days } days: it starts on { $earliest } at the earliest.
check-waiting-period-depends = An internship in this service was broken off on { $previous-end }. Is it the same post? If so, and if it was not the intern who broke it off, the next waits { $days } days: it starts on { $earliest } at the earliest.

check-tutor-fine = Other interns followed by the tutor: { $running }, of { $limit } at most with this one.
check-tutor-over = The tutor already follows { $running } interns, the maximum being { $limit }: choose another tutor.

check-teacher-fine = Other interns followed by the teacher: { $running }, of { $limit } at most with this one.
check-teacher-over = The teacher already follows { $running } interns, the maximum being { $limit }: choose another teacher.

check-quota-fine = Interns at the same time: at least { $interns } known to the university, of { $limit } at most in the organisation.
check-quota-unknown = The headcount of the organisation is not known: the number of interns (at least { $interns } known to the university) is not checked.
check-quota-maybe-over = At least { $interns } interns known to the university at the same time: depending on its exact headcount, the organisation may receive { $limit } or more. Ask it to confirm.
check-quota-over = At least { $interns } interns known to the university at the same time, more than the { $highest-limit } that the headcount of the organisation allows.

check-day-fine = At most { $minutes } a day, for a maximum of { $limit }.
check-day-over = { $minutes } on { $day }, for a maximum of { $limit } a day.

check-week-fine = At most { $minutes } a week, for a maximum of { $limit }.
check-week-over = { $minutes } in the week of { $day }, for a maximum of { $limit }.

check-average-week-fine = { $minutes } a week on average over twelve weeks, for a maximum of { $limit }.
check-average-week-over = { $minutes } a week on average over the twelve weeks from { $day }, for a maximum of { $limit }.

check-legal-week-fine = At most { $minutes } a week, the statutory week being { $limit }.
check-legal-week-over = { $minutes } in the week of { $day }, the statutory week being { $limit }: say why in the notes on the schedule.

check-weekly-rest-fine = Each week has its rest.
check-weekly-rest-missing = The week of { $week } has no day of rest: six days of presence at most, and thirty-five hours of rest in a row.

check-may-day-fine = 1 May is not worked.
check-may-day-applies = Presence is planned on { $day }: 1 May is a day off, except where the work cannot stop. Check it with the organisation.

check-minor-day-fine = At most { $minutes } a day, for a maximum of { $limit } under eighteen.
check-minor-day-over = { $minutes } on { $day }, for a maximum of { $limit } a day under eighteen.

check-minor-week-fine = At most { $minutes } a week, for a maximum of { $limit } under eighteen.
check-minor-week-over = { $minutes } in the week of { $day }, for a maximum of { $limit } under eighteen.

check-minor-rest-fine = Each week has two days of rest in a row.
check-minor-rest-missing = The week of { $week } lacks two days of rest in a row, needed under eighteen.

check-minor-holidays-fine = No public holiday is worked.
check-minor-holidays-applies = { $day } is a public holiday: no presence under eighteen.

check-minor-night-fine = No presence at night is planned.
check-minor-night-missing = Say whether presence at night (from 22:00 to 6:00) is planned: it is forbidden under eighteen.
check-minor-night-applies = Presence at night is planned: it is forbidden under eighteen.

check-country-sheet-fine = The information sheet on the country is attached.
check-country-sheet-missing = Attach the information sheet on the country before the signature.

check-cover-abroad-fine = The question of cover on site is answered.
check-cover-abroad-missing = Say, before the signature, whether the organisation covers accidents and sickness on site.

check-accident-abroad-fine = French cover of accidents at work holds for the whole internship if the health fund grants it, if no pay opens local rights and if the internship takes place at this organisation and in this country alone.
check-accident-abroad-unknown = French cover of accidents at work remains to be checked: the stipend or the cover on site is not stated, or the amount cannot be compared with the legal rate.
check-accident-abroad-over = Beyond six months or the legal rate of the stipend, French cover no longer holds: the organisation must insure the intern.

check-overlap-fine = No other internship on the same days.
check-overlap-allowed = { $other } has days in common, from { $from } to { $to }; the internship office allows it.
check-overlap-applies = { $other } has days in common, from { $from } to { $to }, and the internship office does not accept two internships at a time: change the dates or ask it to agree.
a-convention = Agreement { $number }
another-convention = Another agreement

check-signatories-fine = The five signatories are known.
check-signatories-missing = Signatories are missing: { $missing }.

check-signed-in-time-fine = Signed on { $signed }, before the first day ({ $start }).
check-signed-in-time-late = The agreement was not signed by all on the first day of the internship, { $start }.
