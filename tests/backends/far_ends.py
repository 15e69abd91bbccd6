"""Small servers on this computer that act like the four engines, their traps included; each holds its own state."""

import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

KEY = "k3y-4-the-tests"
"""What every engine takes."""

Said = tuple[int, Any]


@dataclass
class FarEnd:
    """What stands at the other end.

    Attributes:
        links: by code.
        asked: method and path of each request.
        next_answers: answers that come before the engine's own: status, headers, body.
        sent: headers and body of each request.
    """

    links: dict[str, dict[str, Any]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    sent: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    next_answers: list[tuple[int, dict[str, str], bytes]] = field(default_factory=list)
    url: str = ""

    def answer(self, method: str, path: str, query: dict[str, str], headers: dict[str, str], body: bytes) -> Said:
        raise NotImplementedError


class FakeShlink(FarEnd):
    """Shlink 5: problem details, bots counted apart, and what has more than 15 visits is not deleted."""

    def answer(  # noqa: PLR0911 - an answer each
        self, method: str, path: str, query: dict[str, str], headers: dict[str, str], body: bytes
    ) -> Said:
        del query
        if path == "/rest/v3/health":
            return 200, {"status": "pass", "version": "5.1.5", "links": {}}
        if headers.get("x-api-key") != KEY:
            said = f"Provided API key does not exist or is invalid: {headers.get('x-api-key')}"
            return 401, problem("invalid-api-key", "Invalid API key", said, 401)
        code = path.removeprefix("/rest/v3/short-urls").strip("/")
        if method == "POST" and not code:
            wish = json.loads(body)
            slug = wish["customSlug"]
            if slug in self.links:
                return 400, problem("non-unique-slug", "Invalid custom slug", f'Provided slug "{slug}" is in use.', 400)
            host = wish.get("domain") or urlsplit(self.url).netloc
            made = {"shortCode": slug, "shortUrl": f"https://{host}/{slug}", "longUrl": wish["longUrl"]}
            self.links[slug] = made | {
                "tags": wish["tags"], "title": wish["title"], "visitsSummary": {"total": 0, "nonBots": 0, "bots": 0},
            }  # fmt: skip
            return 200, self.links[slug]
        if not code:
            return 200, {"shortUrls": {"data": list(self.links.values()), "pagination": {"currentPage": 1}}}
        if code not in self.links:
            return 404, problem("short-url-not-found", "Short URL not found", f'No URL found with code "{code}"', 404)
        if method == "DELETE" and self.links[code]["visitsSummary"]["total"] > 15:
            return 422, problem("invalid-short-url-deletion", "Cannot delete short URL", "more than 15 visits", 422)
        if method == "DELETE":
            del self.links[code]
            return 204, None
        if method == "PATCH":
            self.links[code] |= json.loads(body)
        return 200, self.links[code]


def problem(kind: str, title: str, detail: str, status: int) -> dict[str, Any]:
    """RFC 7807."""
    return {"type": f"https://shlink.io/api/error/{kind}", "title": title, "detail": detail, "status": status}


@dataclass
class FakeKutt(FarEnd):
    """Kutt 3: a code that is taken is HTTP 500, and links are found by leafing alone.

    Attributes:
        made: links that were ever made.
    """

    made: int = 0

    def answer(  # noqa: PLR0911 - an answer each
        self, method: str, path: str, query: dict[str, str], headers: dict[str, str], body: bytes
    ) -> Said:
        if headers.get("x-api-key") != KEY:
            return 401, {"error": "Unauthorized"}
        if method == "POST":
            wish = json.loads(body)
            if wish["customurl"] in self.links:
                return 500, {"error": "Custom URL is already in use."}
            self.made += 1
            number = f"00000000-0000-0000-0000-{self.made:012}"
            made = {"id": number, "address": wish["customurl"], "target": wish["target"], "visit_count": 0}
            made["link"] = f"https://{wish.get('domain') or 'kutt.example'}/{wish['customurl']}"
            self.links[wish["customurl"]] = made
            return 201, made
        if method in {"PATCH", "DELETE"}:
            one = next((one for one in self.links.values() if path.endswith(one["id"])), None)
            if one is None:
                return 400, {"error": "Link was not found."}
            if method == "DELETE":
                del self.links[one["address"]]
                return 200, {"message": "Link has been deleted successfully."}
            one |= json.loads(body)
            return 200, one
        skip, limit = int(query.get("skip", 0)), min(int(query.get("limit", 10)), 50)
        rows = [one for one in self.links.values() if query.get("search", "") in one["address"] + one["target"]]
        return 200, {"limit": limit, "skip": skip, "total": len(rows), "data": rows[skip : skip + limit]}


@dataclass
class FakeYourls(FarEnd):
    """YOURLS 1.10: edits keywords without a word, takes one link per address, answers 200 or 400 as it likes.

    Attributes:
        unique: YOURLS_UNIQUE_URLS.
        charset: what stays of a keyword.
        old: an older release, which says 200 to every error.
    """

    unique: bool = True
    charset: str = "0-9a-z"
    old: bool = False

    def __post_init__(self) -> None:
        """A fresh installation comes with links of its own."""
        self.links["yourls"] = {"url": "https://yourls.org/", "clicks": 3}

    def answer(self, method: str, path: str, query: dict[str, str], headers: dict[str, str], body: bytes) -> Said:
        del query, headers
        form = {name: values[0] for name, values in parse_qs(body.decode()).items()}
        if path != "/yourls-api.php" or method != "POST":
            return 404, {}
        if form.get("signature") != KEY and (form.get("username"), form.get("password")) != ("lin", KEY):
            return 403, {"message": "Please log in", "errorCode": "403"}
        status, said = getattr(self, "_" + form["action"].replace("-", "_"))(form)
        return (200 if self.old else status), said

    def _version(self, _form: dict[str, str]) -> Said:
        return 200, {"version": "1.10.4"}

    def _shorturl(self, form: dict[str, str]) -> Said:
        word = next((word for word, one in self.links.items() if one["url"] == form["url"]), "")
        if self.unique and word:
            there = {"keyword": word, "url": form["url"], "clicks": "0"}
            said = {"status": "fail", "code": "error:url", "url": there, "shorturl": f"{self.url}/{word}"}
            return 400, said | {"message": f"{form['url']} already exists in database"}
        keyword = re.sub(f"[^{self.charset}]", "", form["keyword"])
        if keyword in self.links or keyword in {"admin", "includes", "user"}:
            said = {"status": "fail", "code": "error:keyword"}
            return 400, said | {"message": f"Short URL {keyword} already exists in database or is reserved"}
        self.links[keyword] = {"url": form["url"], "clicks": 0, "title": form["title"]}
        made = {"keyword": keyword, "url": form["url"], "title": form["title"]}
        return 200, {"url": made, "status": "success", "shorturl": f"{self.url}/{keyword}", "statusCode": 200}

    def _expand(self, form: dict[str, str]) -> Said:
        word = form["shorturl"]
        if word not in self.links:
            return 404, {"keyword": word, "message": "Error: short URL not found", "errorCode": 404}
        return 200, {"keyword": word, "shorturl": f"{self.url}/{word}", "longurl": self.links[word]["url"]}

    def _stats(self, _form: dict[str, str]) -> Said:
        rows = [
            {"shorturl": f"{self.url}/{word}", "url": one["url"], "clicks": str(one["clicks"])}
            for word, one in reversed(self.links.items())
        ][:1]
        return 200, {"links": {f"link_{place}": row for place, row in enumerate(rows, 1)}, "statusCode": 200}

    def _url_stats(self, form: dict[str, str]) -> Said:
        word = form["shorturl"]
        if word not in self.links:
            return 404, {"statusCode": 404, "message": "Error: short URL not found"}
        link = {"shorturl": word, "url": self.links[word]["url"], "clicks": str(self.links[word]["clicks"])}
        return 200, {"statusCode": 200, "link": link}


@dataclass
class FakeDub(FarEnd):
    """Dub: a conflict is 409, of the key as of the external id.

    Attributes:
        made: links that were ever made.
    """

    made: int = 0

    def answer(  # noqa: PLR0911 - an answer each
        self, method: str, path: str, query: dict[str, str], headers: dict[str, str], body: bytes
    ) -> Said:
        if headers.get("authorization") != f"Bearer {KEY}":
            return 401, {"error": {"code": "unauthorized", "message": "Invalid API key."}}
        if path == "/links/count":
            return 200, len(self.links)
        if path == "/links/info":
            known = {"externalId": "ext_{}", "linkId": "{}"}
            for one in self.links.values():
                marks = {"externalId": known["externalId"].format(one["externalId"]), "linkId": one["id"]}
                if all(marks[name] == value for name, value in query.items()):
                    return 200, one
            return 404, {"error": {"code": "not_found", "message": "Link not found."}}
        if method == "DELETE":
            one = next(one for one in self.links.values() if path.endswith(one["id"]))
            del self.links[one["key"]]
            return 200, {"id": one["id"]}
        wish = json.loads(body)
        if method == "PATCH":
            one = next(one for one in self.links.values() if path.endswith(one["id"]))
            one |= wish
            return 200, one
        if wish["key"] in self.links:
            return 409, {"error": {"code": "conflict", "message": "Duplicate key: This short link already exists."}}
        self.made += 1
        made = wish | {"id": f"link_{self.made}", "clicks": 0}
        made["shortLink"] = f"https://{wish.get('domain', 'dub.sh')}/{wish['key']}"
        self.links[wish["key"]] = made
        return 201, made


@contextmanager
def served(end: FarEnd) -> Iterator[FarEnd]:
    """The far end, listening on a port of this computer."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(end))
    end.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield end
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(end: FarEnd) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            headers = {name.lower(): value for name, value in self.headers.items()}
            parts = urlsplit(self.path)
            end.asked.append(f"{self.command} {self.path}")
            end.sent.append((headers, body))
            if end.next_answers:
                status, extra, content = end.next_answers.pop(0)
            else:
                query = {name: values[0] for name, values in parse_qs(parts.query).items()}
                status, said = end.answer(self.command, parts.path, query, headers, body)
                extra, content = (
                    {"Content-Type": "application/json"},
                    b"" if status == 204 else json.dumps(said).encode(),
                )
            self.send_response(status)
            for name, value in (extra | {"Content-Length": str(len(content))}).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_PATCH = do_DELETE = _answer  # noqa: N815 - the server's names

        def log_message(self, *_words: object) -> None:
            """Nothing."""

    return Handler


ENGINES: dict[str, Callable[[], FarEnd]] = {
    "shlink": FakeShlink,
    "kutt": FakeKutt,
    "yourls": lambda: FakeYourls(unique=False),
    "dub": FakeDub,
}
