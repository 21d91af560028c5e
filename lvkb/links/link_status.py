"""What can be said of a link: a closed set of statuses, each with its reason and the evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class LinkStatus(StrEnum):
    """What became of a link."""

    OK = "ok"
    """It answers, and it is what the catalogue says."""
    MOVED = "moved"
    """It is for good at another address, which the outcome names."""
    WARN = "warn"
    """It answers, but not as it should: a soft 404, a log-in page, a withdrawn paper, an archived repository."""
    MISMATCH = "mismatch"
    """The id is good, and belongs to another paper."""
    DEAD = "dead"
    """The service in charge says that it is not there."""
    UNKNOWN = "unknown"
    """Nothing can be said: refused, throttled, out of order, too slow. Never held against the link."""
    BLOCKED = "blocked"
    """It was not asked, since it leads where no link of strangers may lead."""
    SKIPPED = "skipped"
    """It was not asked, by the user's own wish."""


class Reason(StrEnum):
    """Why a link has its status."""

    ANSWERED = "answered"
    """It answers as it should."""
    HTTP_STATUS = "http-status"
    """Its server answered with a status that says so; `Outcome.code` is that status."""

    PERMANENT_REDIRECT = "permanent-redirect"
    """It redirects for good."""
    RENAMED = "renamed"
    """Its repository has another name."""

    SOFT_404 = "soft-404"
    """It answers 200 with a page that says, or shows, that there is nothing."""
    CONTENT_TYPE = "content-type"
    """A PDF is linked, and a page comes."""
    TO_ROOT = "to-root"
    """It is redirected to the front page."""
    TO_LOGIN = "to-login"
    """It is redirected to a log-in page."""
    FRAGMENT = "fragment"
    """The page lacks the section that is linked."""
    WITHDRAWN = "withdrawn"
    """Its newest version is a withdrawal."""
    TITLE_DRIFT = "title-drift"
    """The register knows the paper under another title."""

    OTHER_PAPER = "other-paper"
    """The id is another paper's."""

    NOT_IN_REGISTER = "not-in-register"
    """The register does not know the id."""
    NO_SUCH_VERSION = "no-such-version"
    """The paper is there, and has fewer versions."""
    PATH_GONE = "path-gone"
    """The repository is there, and lacks the path."""
    NO_SUCH_HOST = "nxdomain"
    """The name service knows no such host."""
    REDIRECT_LOOP = "redirect-loop"
    """Its redirects lead in a circle, or on and on."""

    RATE_LIMIT = "rate-limit"
    """The service wants fewer requests."""
    CAPTCHA = "captcha"
    """A page asks whether a human is there."""
    BAD_ANSWER = "bad-answer"
    """An answer came that makes no sense."""
    NO_ANSWER = "no-answer"
    """The service was not asked any more, or said nothing of it."""
    TIMEOUT = "timeout"
    """It took too long."""
    RESET = "reset"
    """The connection broke."""
    REFUSED = "refused"
    """No connection was taken."""
    TLS = "tls"
    """The connection could not be made secure."""
    PROTOCOL = "protocol"
    """It is no address of a page, or its server does not speak HTTP."""
    TOO_LARGE = "too-large"
    """The header of the answer is too long."""
    NAME_SERVICE = "servfail"
    """The name service gave no answer."""

    SCHEME = "scheme"
    """It is neither http nor https."""
    CREDENTIALS = "credentials"
    """It holds a user name or password."""
    PRIVATE_ADDRESS = "private-address"
    """It leads to an address that is not public."""

    EXCLUDED = "excluded"
    """The user left it out."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one look-up of one link gave.

    Attributes:
        status: What became of the link.
        reason: Why.
        evidence: One sentence or phrase for people: what was seen, with the values.
        url: The new address or value for `moved`; else empty.
        facts: What the service told beside it, by name: `title`, `authors`, `doi`, ... Plain text only.
        code: Status of HTTP for the reason `http-status`; else 0.
    """

    status: LinkStatus
    reason: Reason
    evidence: str = ""
    url: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    code: int = 0

    @property
    def cause(self) -> int | Reason:
        """The reason as reports show it: the status of HTTP where that is the reason."""
        return self.code or self.reason


def http_outcome(status: LinkStatus, code: int, evidence: str = "", facts: Mapping[str, str] | None = None) -> Outcome:
    """Gives the outcome that a status of HTTP makes.

    Args:
        status: What became of the link.
        code: Status of HTTP.
        evidence: What was seen.
        facts: What the service told beside it.
    """
    return Outcome(status, Reason.HTTP_STATUS, evidence, facts=facts or {}, code=code)
