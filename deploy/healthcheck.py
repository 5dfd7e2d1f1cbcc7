"""Exit status 0 if the portal in this container answers a request for its first page.

A redirect to the log-in page is an answer; an error of the server is not. Asked as the reverse
proxy would ask, since the portal refuses other hosts and plain HTTP.
"""

import http.client
import os
import sys


def main() -> int:
    host = os.environ["RSNMS_ALLOWED_HOSTS"].split(",")[0]
    connection = http.client.HTTPConnection("127.0.0.1", 8000, timeout=8)
    connection.request("GET", "/", headers={"Host": host, "X-Forwarded-Proto": "https"})
    return 0 if connection.getresponse().status < 400 else 1


if __name__ == "__main__":
    sys.exit(main())
