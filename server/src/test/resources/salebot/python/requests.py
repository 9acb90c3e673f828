"""As much of the requests library as the snippets use, for machines that lack it."""
import http.client
import json as _json
import urllib.parse


class Response:
    def __init__(self, status, body):
        self.status_code = status
        self.text = body

    def json(self):
        return _json.loads(self.text)


def request(method, url, params=None, data=None, json=None):
    if params:
        url += ("&" if "?" in url else "?") + urllib.parse.urlencode(params)
    body, headers = None, {}
    if json is not None:
        body, headers = _json.dumps(json).encode(), {"Content-Type": "application/json"}
    elif data is not None:
        body = urllib.parse.urlencode(data).encode()
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
    parts = urllib.parse.urlsplit(url)
    connection = http.client.HTTPConnection(parts.netloc, timeout=60)
    connection.request(method, parts.path + ("?" + parts.query if parts.query else ""), body, headers)
    answer = connection.getresponse()
    return Response(answer.status, answer.read().decode())


def get(url, **more):
    return request("GET", url, **more)


def post(url, **more):
    return request("POST", url, **more)
