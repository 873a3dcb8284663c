# The reference portal's own words: tabs, window bars, signing in.

portal-skip = Skip to the content
portal-tabs = Sections of the portal
portal-title = { $view }, { $page }
portal-language = English
portal-sign-in = Sign in
portal-welcome = Welcome
portal-welcome-do = Sign in with your institution’s account to find your services.
portal-lost = You are not signed in
portal-lost-do = Your browser did not keep the cookie that ties this page to your request, or more than a quarter of an hour has passed. Accept cookies from this site and start again.
portal-ticket = You are not signed in
portal-ticket-do = The sign-in service did not confirm who you are: its answer had been used already or is no longer valid. Start again.
portal-cas-away = The institution’s sign-in service does not answer
portal-cas-away-do = Try again in a few minutes. People who are already signed in go on working. If it lasts, tell the helpdesk.
portal-cas-odd = The institution’s sign-in service does not answer as it should
portal-cas-odd-do = Its answer is not that of a CAS server, or it refuses this portal. Tell the helpdesk: the cause is in the portal’s log. People who are already signed in go on working.
portal-stranger = We know who you are, but nothing is open to you here
portal-stranger-do = The directory knows you neither as a student nor as a teacher, and you have no role in internships. Tell the helpdesk if this surprises you.
portal-unusable = Your account cannot be opened
portal-unusable-do = We know who you are. Once the directory is mended, sign in again.
portal-directory-away = The institution’s directory does not answer
portal-directory-away-do = We know who you are, but this is your first visit and the directory cannot tell what you do here. Try again in a few minutes.
portal-personas = Demonstration: choose who you want to be. All of them are invented.
portal-sign-out = Sign out
portal-home = Back to the start
portal-nothing = No section is open to you
portal-nothing-do = Your account has no role in any service of this portal. Tell the helpdesk if that surprises you.
portal-unknown-person = There is no such person in the demonstration
portal-unknown-person-do = Go back to the sign-in page and choose somebody from the list.
portal-expired = Your session has ended
portal-expired-do = Sign in again in a new tab, then reload this page to send again what you had entered.
portal-elsewhere = This form does not come from this portal
portal-elsewhere-do = Nothing was changed. Go back to the start and try again from the portal’s page.

# Sessions
portal-sessions = My sessions
portal-sessions-about = The browsers where this account is signed in. End those that you do not recognise.
portal-sessions-login = Sessions of the account
portal-sessions-show = Show
portal-sessions-none = This account is signed in nowhere.
portal-sessions-unnamed = Unknown browser
portal-sessions-began = Began on
portal-sessions-seen = last used on
portal-sessions-this = The session that you are using
portal-sessions-end = End this session
portal-away = The portal cannot find its sessions
portal-away-do = Try again in a moment. The previous page of your browser keeps what you had entered.

# Windows
portal-minimize = Minimise
portal-maximize = Enlarge
portal-shrink = Back to the page
portal-restore = Open
portal-help = Help
portal-preferences = Preferences
portal-back-to-view = Close
portal-retry = Try again
portal-begin = Back to the beginning
portal-coming = This service is slow to answer.
portal-coming-below = See its answer at the end of the page
portal-late = This service takes too long to answer
portal-action-silent = The service did not answer in time
portal-action-silent-do = What you sent may have been taken into account: check before you try again. The previous page of your browser still has what you had entered.

# In a frame of another site
portal-embedded-do = You sign in in a new window, which then closes by itself. If it stays open, go on there.
portal-left = You are signed out
portal-left-do = Your account of the institution is still open in this browser. On a shared computer, close it too.
portal-left-all = Close my account of the institution
portal-handing = You are signed in
portal-handing-do = This window closes by itself. If it stays open, the page that you come from cannot be reached: go on here.
portal-handing-here = Go on here
portal-code = You are not signed in
portal-code-do = Going from one window to the other took more than a minute, or had already happened. Start again.
portal-expired-framed-do = Sign in again. The previous pages of your browser keep what you had typed.
