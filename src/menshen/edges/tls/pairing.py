"""The pairing page: how a tablet comes to trust this machine's own authority. Served plain, and serves nothing else.

A browser gives no camera to a page over plain http, so the gate's pages need a certificate that the tablet trusts.
"""

from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

_PAGE = """<!doctype html>
<html lang="zh"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>门神 · 配对 Pairing</title>
<style>
:root {{ color-scheme: light dark; font: 1.1rem/1.6 system-ui, sans-serif }}
main {{ max-width: 34rem; margin: 3rem auto; padding: 0 1.25rem }}
code {{ display: block; overflow-wrap: anywhere; padding: 1rem; border: 1px solid; border-radius: .5rem }}
li {{ margin: .75rem 0 }}
</style></head><body>
<main>
<h1>门神 · 配对 <span lang="en">Pairing</span></h1>
<p>请比较下面的指纹与值班员终端上显示的指纹。一致才安装证书。</p>
<p lang="en">Compare this fingerprint with the one on the attendant's terminal.
Install the certificate only if they agree.</p>
<p><code>{fingerprint}</code></p>
<ol>
<li><a href="/authority.crt" download>下载证书 <span lang="en">Download the certificate</span></a></li>
<li>在设备的设置中安装并信任它。<span lang="en">Install and trust it in the device's settings.</span></li>
<li><a href="{url}">打开门神 <span lang="en">Open Menshen</span></a></li>
</ol>
</main></body></html>
"""


def pairing_app(authority: Path, fingerprint: str, url: str) -> Starlette:
    """Two routes: the page, and the authority's certificate (never its key). `url` is where the gate is."""

    def page(_: Request) -> Response:
        return HTMLResponse(_PAGE.format(fingerprint=fingerprint, url=url),
                            headers={"content-security-policy": "default-src 'none'; style-src 'unsafe-inline'"})

    def certificate(_: Request) -> Response:
        return Response(authority.read_bytes(), media_type="application/x-x509-ca-cert")

    return Starlette(routes=[Route("/", page), Route("/authority.crt", certificate)])
