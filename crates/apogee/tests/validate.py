"""Validates SOAP messages against the WSDL and XSD in a folder, with a library that knows nothing of the program.

Reads from standard input, for each message, a line "SERVICE LENGTH" and that many bytes. Prints each mistake; exits with 1 if there is one.
"""

import pathlib
import sys

from lxml import etree

XSD = "{http://www.w3.org/2001/XMLSchema}"
SOAP = "{http://schemas.xmlsoap.org/soap/envelope/}"


def schema(path):
    """The schema inside a WSDL, with the prefixes that surround it and the folder that its imports start from."""
    inside = etree.parse(str(path)).getroot().find(f".//{XSD}schema")
    alone = etree.Element(inside.tag, dict(inside.attrib), nsmap=inside.nsmap)
    alone.extend(list(inside))
    return etree.XMLSchema(etree.fromstring(etree.tostring(alone), base_url=str(path)))


def contents(message):
    """What is in the body, or in the detail of its fault."""
    body = etree.fromstring(message).find(f"{SOAP}Body")
    for element in body:
        if element.tag == f"{SOAP}Fault":
            yield from element.find("detail")
        else:
            yield element


def messages(stream):
    while line := stream.readline():
        service, length = line.split()
        yield service.decode(), stream.read(int(length))


def main():
    folder = pathlib.Path(sys.argv[1]) / "abstract"
    schemas, count, mistakes = {}, 0, 0
    for service, message in messages(sys.stdin.buffer):
        if service not in schemas:
            schemas[service] = schema(next(folder.glob(f"{service}*.wsdl")))
        for element in contents(message):
            count += 1
            # A copy of its own: the schema is for the content, not for the envelope around it.
            alone = etree.fromstring(etree.tostring(element))
            if not schemas[service].validate(alone):
                mistakes += 1
                print(service, element.tag, schemas[service].error_log.last_error.message)
    print(count, "messages,", mistakes, "mistakes")
    sys.exit(1 if mistakes or not count else 0)


main()
