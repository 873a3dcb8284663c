"""What a mail server may answer, by the recipient's name; what it takes goes to a folder (Maildir)."""

from aiosmtpd.handlers import Mailbox


class Moods(Mailbox):
    def __init__(self, folder):
        super().__init__(folder)
        self.postponed = set()

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("nobody@"):
            return "550 5.1.1 no such person here"
        if address.startswith("later@") and address not in self.postponed:
            self.postponed.add(address)
            return "451 4.3.0 try again"
        envelope.rcpt_tos.append(address)
        return "250 OK"
