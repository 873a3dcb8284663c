"""Starts aiosmtpd for tests: serve.py FOLDER PORT [LOGIN PASSWORD]; what it takes goes to FOLDER (Maildir), port 0 is any that is free.

It says `ready PORT` once it listens, and ends when its standard input does. With a login, whoever signs in must be that one.
"""

import asyncio
import os
import sys
import threading

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword
from moods import Moods

folder, port, *login = sys.argv[1:]


def authenticated(server, session, envelope, mechanism, given):
    known = LoginPassword(*(word.encode() for word in login))
    return AuthResult(success=given == known, handled=False)


def session(handler=Moods(folder)):
    signing = {"authenticator": authenticated, "auth_require_tls": False} if login else {}
    return SMTP(handler, hostname="localhost", enable_SMTPUTF8=True, **signing)


async def serve():
    server = await asyncio.get_running_loop().create_server(session, "127.0.0.1", int(port))
    print(f"ready {server.sockets[0].getsockname()[1]}", flush=True)
    await server.serve_forever()


def end_with_the_test():
    sys.stdin.read()
    os._exit(0)


threading.Thread(target=end_with_the_test, daemon=True).start()
asyncio.run(serve())
