"""Stands in for awslambdaric: asks for invocations and does what each says. Needs nothing but Python."""

import http.client
import json
import os
import subprocess
import sys
import time

API = http.client.HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])
BASE = "/2018-06-01/runtime"


def main() -> None:
    obey(json.loads(os.environ.get("AT_INIT", "{}")), "init")
    while True:
        API.request("GET", f"{BASE}/invocation/next")
        given = API.getresponse()
        event = json.loads(given.read())
        request_id = given.headers["Lambda-Runtime-Aws-Request-Id"]
        answer = obey(event, f"invocation/{request_id}")
        answer["left"] = int(given.headers["Lambda-Runtime-Deadline-Ms"]) / 1000 - time.time()
        post(f"invocation/{request_id}/response", answer)
        if "exit_after" in event:
            os._exit(event["exit_after"])


def obey(event: dict, place: str) -> dict:
    answer = {"pid": os.getpid(), "session": os.getsid(0), "folder": os.environ["TMPDIR"]}
    if "print" in event:
        sys.stdout.write(event["print"])
        sys.stdout.flush()
    if "child" in event:  # that hides in a session of its own, and whose parent goes away
        settings = "stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, start_new_session=True"
        command = f"import subprocess; print(subprocess.Popen({event['child']!r}, {settings}).pid)"
        out = subprocess.run([sys.executable, "-c", command], stdout=subprocess.PIPE, check=True).stdout.split()[0]
        answer["child"] = int(out)
    if "use" in event:
        answer["used"] = len([b"x" * 2**20 for _ in range(event["use"])])
    if "fail" in event:
        post(f"{place}/error", event["fail"])
        sys.exit(1)
    if "sleep" in event:
        time.sleep(event["sleep"])
    if "exit" in event:
        os._exit(event["exit"])
    return answer


def post(path: str, answer: dict) -> None:
    API.request("POST", f"{BASE}/{path}", json.dumps(answer))
    API.getresponse().read()


main()
