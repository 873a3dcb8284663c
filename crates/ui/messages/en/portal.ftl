# The reference portal's own words: tabs, window bars, signing in.

portal-skip = Skip to the content
portal-tabs = Sections of the portal
portal-title = { $view }, { $page }
portal-language = English
portal-sign-in = Sign in
portal-sign-in-closed = Signing in is not set up on this portal. Tell its administrator.
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
