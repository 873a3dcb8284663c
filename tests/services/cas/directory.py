"""The people whom the CAS server knows: those that the test named."""

from cas_server.auth import AuthUser
from django.conf import settings


class Person(AuthUser):
    """Somebody, known or not."""

    def test_password(self, password):
        known = settings.DIRECTORY.get(self.username)
        return known is not None and known["password"] == password

    def attributs(self):
        known = settings.DIRECTORY.get(self.username)
        return known["attributes"] if known else {}
