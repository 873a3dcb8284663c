"""Calls the supplement service as its WSDL says, with zeep, and prints what it answers as JSON.

Arguments: the WSDL's address, then name and token of a client with the right, then of one without.
"""

import json
import sys
from datetime import date
from decimal import Decimal

from lxml import etree
from requests import Session
from requests.auth import HTTPBasicAuth
from zeep import Client
from zeep.exceptions import Fault, TransportError
from zeep.helpers import serialize_object
from zeep.transports import Transport

wsdl, name, token, other_name, other_token = sys.argv[1:]
NAMESPACE = "{urn:tremplin:supplement:1}"


def service(name, token):
    session = Session()
    session.auth = HTTPBasicAuth(name, token)
    return Client(wsdl, transport=Transport(session=session)).service


def plain(value):
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value))


def ask(**parameters):
    return serialize_object(service(name, token).getInternships(**parameters), dict)["internships"]


def fault(name, token, **parameters):
    try:
        service(name, token).getInternships(**parameters)
    except Fault as error:
        detail = error.detail.find(NAMESPACE + "supplementFault")
        # The detail is what the WSDL declares: zeep reads it by its type.
        declared = Client(wsdl).get_element(NAMESPACE + "supplementFault").parse(detail, Client(wsdl).wsdl.types)
        assert etree.QName(detail).namespace == NAMESPACE.strip("{}") and error.message and declared.message == error.message
        return {"code": declared.code, "parameter": declared.parameter, "faultcode": error.code}
    raise AssertionError("no fault")


def stranger():
    try:
        service(name, token + "x").getInternships(student="21800001")
    except TransportError as error:
        return error.status_code
    raise AssertionError("let in")


student = "21800002"
told = {
    "internships": ask(student=student),
    "of_element": ask(student=student, year=2025, element="EP2"),
    "of_other_year": ask(student=student, year=2019),
    "of_nobody": ask(student="nobody"),
    "wrong": fault(name, token, student="2180 0001"),
    "forbidden": fault(other_name, other_token, student=student),
    "stranger": stranger(),
}
print(json.dumps(told, default=plain))
