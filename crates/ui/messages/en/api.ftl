# What the institution's systems read when the API has no answer. Keys end with the stable codes of problems.

api-unauthorized = Token missing or unknown
api-unauthorized-detail = Show a valid token: the Authorization header, Bearer with the token or Basic with the client’s name and the token.
api-forbidden = Right missing
api-forbidden-detail = This client may not read this resource. Ask whoever administers Tremplin.
api-missing = Not found
api-missing-detail = Nothing at this address, or nothing that this client may read.
api-unreadable = Request not understood
api-unreadable-detail = The request holds what cannot be read; each wrong parameter is named.
api-contradictory = Contradictory parameters
api-contradictory-detail = The parameters are readable but contradict one another.
api-method = Method not provided
api-method-detail = This address does not answer to this method; the Allow header says to which.
api-not-acceptable = Format not offered
api-not-acceptable-detail = This resource does not exist in the format that the Accept header asks for.
api-too-large = Request too large
api-too-large-detail = The body of the request is larger than is accepted.
api-too-long = Address too long
api-too-long-detail = The address and its parameters are longer than is accepted.
api-media = Content type not supported
api-media-detail = The body of the request must be XML, text/xml in UTF-8.
api-too-many = Too many calls
api-too-many-detail = This client has made its calls of the minute. The Retry-After header says when to try again.
api-busy = Server busy
api-busy-detail = The server cannot answer now. The Retry-After header says when to try again.
api-internal = Server incident
api-internal-detail = The request could not be carried out. If it happens again, tell whoever administers Tremplin.

api-wrong-unknown = unknown parameter
api-wrong-repeated = given several times
api-wrong-missing = required
api-wrong-encoding = not properly encoded UTF-8
api-wrong-student = a student number has 1 to 40 letters, digits, dots, hyphens
api-wrong-code = a code has 1 to 40 visible ASCII characters
api-wrong-version = a version has 1 to 40 visible ASCII characters
api-wrong-year = an academic year is given by its first civil year, 1990 to 2999
api-wrong-day = a day is written YYYY-MM-DD
api-wrong-state = unknown state, or more than twenty
api-wrong-limit = a number from 1 to 200
api-wrong-cursor = a value that the page before gave
api-wrong-flag = true or false
api-wrong-ends-before-start = the period ends before it starts

api-soap-malformed = The message is not a readable SOAP 1.1 envelope.
api-soap-version = Only SOAP 1.1 is supported.
api-soap-header = A SOAP header that must be understood is not supported.
api-soap-operation = There is no such operation; the WSDL says which there are.
