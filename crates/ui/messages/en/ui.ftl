# Components: words that belong to no subject in particular.

yes = Yes
no = No
none-chosen = Choose…
optional = optional
required-note = Every field must be filled unless marked “optional”.
error-prefix = Error:
error-summary =
    { $count ->
        [one] One answer needs correcting
       *[other] { $count } answers need correcting
    }
unknown = Not given

# Steps
steps = Steps
step-here = Step { $number } of { $total }: { $name }
step-done = done
step-wrong = needs correcting
step-todo = to come
step-current = current step

# Tables, lists, pages
sort-by = Sort by
sorted-ascending = sorted in ascending order
sorted-descending = sorted in descending order
select-column = Selection
select-row = Select { $name }
select-all = Select all
selected =
    { $count ->
        [0] No row selected
        [one] One row selected
       *[other] { $count } rows selected
    }
bulk-actions = Actions on the selection
pages = Pages
page-previous = Previous
page-next = Next
page-range = { $first }–{ $last } of { $total }
page-range-more = { $first }–{ $last } of more than { $total }
page-none = No results
filter = Filter
filters-more = More criteria
filters-clear = Clear all

# Checks of the law and of good sense
checks = Checks
check-block = To correct
check-warn = To verify
check-todo = To complete
check-note = For information
check-ok = Compliant
check-article = Article { $article }
see-calculation = See the calculation month by month
month = Month
presence = Presence
rate = Hourly rate
amount = Amount
total = Total

# Search with a list of results
combo-search = Search
combo-results = Results
combo-count =
    { $count ->
        [0] No results
        [one] One result shown
       *[other] { $count } results shown
    }
combo-none = No results. Try another word or part of the name.
combo-searching = Searching…
combo-away = The search is not answering. Try again in a moment.

# Rows that can be added
row-number = Row { $number }
row-add = Add a row

# Alerts
alert-ok = Done
alert-note = For information
alert-warn = Warning
alert-bad = Something went wrong
unsaved = Some changes are not saved. Leave anyway?
timeline = History
opens-elsewhere = another site

# How long ago
since-days =
    { $days ->
        [0] since today
        [1] since yesterday
       *[other] for { $days } days
    }
duration =
    { $months ->
        [0] { $days ->
            [one] { $days } day
           *[other] { $days } days
        }
        [one] { $days ->
            [0] { $months } month
            [one] { $months } month { $days } day
           *[other] { $months } month { $days } days
        }
       *[other] { $days ->
            [0] { $months } months
            [one] { $months } months { $days } day
           *[other] { $months } months { $days } days
        }
    }

# The help mode of a widget
help-title = Help
help-back = Back
