# When a widget has no answer: what happened, then what to do.

fault-reference = Reference to quote:
fault-not-signed-in = You are not signed in
fault-not-signed-in-do = Sign in, then come back to this page.
fault-bad-credential = Your identity could not be verified
fault-bad-credential-do = Reload the page. If it happens again, tell the helpdesk.
fault-forbidden = This service is not open to your profile
fault-forbidden-do = If you should have access, ask the helpdesk.
fault-missing = This page does not exist
fault-missing-do = The address may be incomplete, or what you are looking for is not open to you.
fault-gone = This page no longer exists
fault-gone-do = What you are looking for has been deleted.
fault-malformed = The request was not understood
fault-malformed-do = Go back and try again. If it happens again, tell the helpdesk.
fault-unsupported = This display is not offered
fault-unsupported-do = Go back to the normal display.
fault-method = This address does not open this way
fault-method-do = Go back and use the button of the form.
fault-media = This format is not supported
fault-media-do = Reload the page in your browser.
fault-too-large = What you sent is too large
fault-too-large-do = Make the file or the text smaller, then try again. Nothing was saved.
fault-late = What you sent did not arrive completely
fault-late-do = Check your connection, then try again. Nothing was saved.
fault-too-wide = The list is too long for one file
fault-too-wide-do = Filter it down to 1,000 agreements at most, then try again.
fault-too-long = The address is too long
fault-too-long-do = Remove a few criteria, then try again.
fault-stale = Somebody else has changed this
fault-stale-do = Reload the page to see the changes, then try again.
fault-too-many = Too many requests at once
fault-too-many-do = Wait a few seconds, then try again.
fault-busy = The service is very busy
fault-busy-do = Wait a few seconds, then try again. If you had just sent a form, first check whether it was taken into account.
fault-away = A service that is needed does not answer
fault-away-do = Try again in a few minutes. Nothing was lost.
fault-internal = Something went wrong on our side
fault-internal-do = Try again. If it happens again, quote the reference to the helpdesk.

# Shown by a portal when the server of a widget does not answer at all.
fallback-title = This service does not answer at the moment
fallback-do = The rest of the page works. Try again in a moment.
