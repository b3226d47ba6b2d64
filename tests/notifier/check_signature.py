"""Standard Webhooks, restated. usage: check_signature.py ID TIMESTAMP SIGNATURES BODY_FILE SECRET..."""
import base64, hashlib, hmac, sys

message_id, timestamp, signatures, body, *secrets = sys.argv[1:]
signed = f"{message_id}.{timestamp}.".encode() + open(body, "rb").read()
want = ["v1," + base64.b64encode(hmac.new(base64.b64decode(s.removeprefix("whsec_")), signed, hashlib.sha256).digest()).decode()
        for s in secrets]
sys.exit(0 if signatures.split(" ") == want else f"{signatures} instead of {want}")
