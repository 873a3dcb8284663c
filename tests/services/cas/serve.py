"""Starts django-cas-server for tests: serve.py FOLDER, with FOLDER/cas.json saying who exists and how it is served.

It says `ready http://…` once it listens, and ends when its standard input does.
"""

import json
import logging
import os
import socketserver
import ssl
import sys
import threading
from pathlib import Path
from wsgiref import simple_server

folder = Path(sys.argv[1])
told = json.loads((folder / "cas.json").read_text("utf-8"))
sys.path.insert(0, str(Path(__file__).parent))

# Where single logout goes is called by `requests`, which is not told by the server whom to trust.
if told["authority"]:
    os.environ["REQUESTS_CA_BUNDLE"] = told["authority"]

# Refusals are what tests are about; errors still show.
logging.disable(logging.WARNING)

from django.conf import settings  # noqa: E402

settings.configure(
    ALLOWED_HOSTS=["127.0.0.1", "localhost"],
    AUTHENTICATION_BACKENDS=[],
    CAS_AUTH_CLASS="directory.Person",
    CAS_NEW_VERSION_HTML_WARNING=False,
    CAS_PROXY_CA_CERTIFICATE_PATH=told["authority"] or True,
    CAS_SHOW_POWERED=False,
    CAS_SLO_TIMEOUT=30,
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": folder / "cas.sqlite", "OPTIONS": {"timeout": 60, "init_command": "PRAGMA journal_mode=MEMORY; PRAGMA synchronous=OFF"}}},
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    DIRECTORY=told["people"],
    INSTALLED_APPS=[
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "django.contrib.messages",
        "django.contrib.staticfiles",
        "cas_server",
    ],
    LANGUAGE_CODE="en",
    LOGGING_CONFIG=None,
    MIDDLEWARE=[
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
    ],
    # Tables as the models have them, without the history that led there: the server starts in a second.
    MIGRATION_MODULES={name: None for name in ["auth", "contenttypes", "sessions", "cas_server"]},
    ROOT_URLCONF="urls",
    SECRET_KEY="for tests only",
    STATIC_URL="/static/",
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "APP_DIRS": True,
            "OPTIONS": {
                "context_processors": [
                    "django.template.context_processors.request",
                    "django.contrib.messages.context_processors.messages",
                ]
            },
        }
    ],
    USE_TZ=True,
)

import django  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402

django.setup()
call_command("migrate", run_syncdb=True, verbosity=0, interactive=False)

from cas_server.models import ReplaceAttributName, ServicePattern  # noqa: E402

for place, service in enumerate(told["services"]):
    pattern = ServicePattern.objects.create(
        pos=place,
        name=service["name"],
        pattern=service["pattern"],
        proxy=service["proxy"],
        proxy_callback=service["callback"],
        single_log_out=True,
    )
    ReplaceAttributName.objects.create(name="*", replace="", service_pattern=pattern)


class Server(socketserver.ThreadingMixIn, simple_server.WSGIServer):
    daemon_threads = True

    def server_bind(self):
        # Without asking the name service who this machine is.
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = "localhost", self.server_address[1]
        self.setup_environ()

    def handle_error(self, request, client_address):
        # A client that does not trust the certificate hangs up: tests do that on purpose.
        if not isinstance(sys.exc_info()[1], (ssl.SSLError, ConnectionError)):
            super().handle_error(request, client_address)


class Handler(simple_server.WSGIRequestHandler):
    def log_message(self, *_):
        pass

    def get_environ(self):
        return super().get_environ() | {"wsgi.url_scheme": scheme, "HTTPS": "on" if scheme == "https" else "off"}


server = Server(("127.0.0.1", 0), Handler)
server.set_app(get_wsgi_application())
scheme = "http"
if told["certificate"]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(told["certificate"], told["key"])
    # The handshake is the business of each connection's own thread.
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    scheme = "https"


def end_with_the_test():
    sys.stdin.read()
    os._exit(0)


threading.Thread(target=end_with_the_test, daemon=True).start()
print(f"ready {scheme}://localhost:{server.server_port}", flush=True)
server.serve_forever()
