"""Runs a snippet as it stands: run.py HOST KEY SNIPPET. Only where its requests go is changed, and each answer is printed."""
import json
import os
import re
import sys

host, key, snippet = sys.argv[1:4]
here = os.path.dirname(os.path.abspath(__file__))
if os.environ.get("STAND_IN") != "yes":
    sys.path = [place for place in sys.path if os.path.abspath(place or ".") != here]
    try:
        import requests
    except ImportError:
        sys.path.append(here)
import requests


def elsewhere(call):
    def called(url, **more):
        answer = call(re.sub(r"^https://[^/]+/api/[^/]+/", f"{host}/api/{key}/", url), **more)
        print(json.dumps({"status": answer.status_code, "body": answer.json()}))
        return answer
    return called


requests.get, requests.post = elsewhere(requests.get), elsewhere(requests.post)
exec(compile(open(snippet, encoding="utf-8").read(), snippet, "exec"), {"requests": requests, "json": json})
