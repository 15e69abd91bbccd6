"""What can go wrong with a service that carries links: a code for each, so that a seller knows what to do."""

from typing import ClassVar

from sharecli.errors import Refused, Taken

AGAIN = "sharecli link sync"
"""What asks again."""


class CarrierFailed(Refused):
    """The service answers that it could not do it.

    Attributes:
        wait: seconds before which asking again is no use, or None.
        spares: whether others of the same batch are better not asked either.
    """

    code = "carrier-failed"
    spares: ClassVar[bool] = False

    def __init__(self, message: str, *, hint: str | None = AGAIN, wait: int | None = None) -> None:
        super().__init__(message, hint=hint)
        self.wait = wait


class CarrierUnreachable(CarrierFailed):
    """Nobody is there, or the certificate is not good."""

    code = "carrier-unreachable"
    spares = True


class CarrierSlow(CarrierFailed):
    """It took longer than its time, with everything."""

    code = "carrier-slow"
    spares = True


class CarrierBusy(CarrierFailed):
    """It was asked too often."""

    code = "carrier-busy"
    spares = True


class CarrierTooLarge(CarrierFailed):
    """Its answer is larger than any true one."""

    code = "carrier-too-large"


class CarrierPage(CarrierFailed):
    """It sends a page for people where a short link should be."""

    code = "carrier-page"


class CarrierBadAnswer(CarrierFailed):
    """Its answer is none that such a service gives."""

    code = "carrier-bad-answer"


class CarrierWrongHost(CarrierFailed):
    """It hands out a link to a host that is not its own."""

    code = "carrier-wrong-host"


class CarrierInterstitial(CarrierFailed):
    """Its short link shows a page in between instead of leading there."""

    code = "carrier-interstitial"


class CarrierElsewhere(CarrierFailed):
    """Its short link leads to another place than was asked for."""

    code = "carrier-elsewhere"


class CarrierKey(CarrierFailed):
    """The key is missing, or the service does not take it."""

    code = "carrier-key"
    spares = True


class CarrierCodeTaken(CarrierFailed):
    """The code is another link's at the other end."""

    code = "carrier-code-taken"


class CarrierCodeEdited(CarrierFailed):
    """The service would make another code of it, or did."""

    code = "carrier-code-edited"


class CarrierUniqueUrls(CarrierFailed):
    """The service refuses a second link to one address."""

    code = "carrier-unique-urls"


class CarrierCannotEdit(CarrierFailed):
    """The service cannot lead a link elsewhere."""

    code = "carrier-cannot-edit"


class CarrierClosed(CarrierFailed):
    """The public service is closed, or cannot be used safely."""

    code = "carrier-closed"


class CarrierPrivate(CarrierFailed):
    """The address is on this computer or in an own network, or is not https."""

    code = "carrier-private"


class KeyExposed(Refused):
    """Others on this computer can read the key's file."""

    code = "key-exposed"


class BackendKnown(Taken):
    """There is a backend of that name already, or a public service."""

    code = "backend-known"
