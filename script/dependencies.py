"""What is built into outloud, by what Cargo knows; for check-dependencies and licences."""

import json
import pathlib
import re
import subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent


def output(*command):
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout


def host():
    """The target of this machine."""
    return re.search(r"^host: (.*)", output("rustc", "-vV"), re.M)[1]


def linked(target, edges="normal"):
    """The packages of other authors that are linked into outloud for `target`, as `cargo metadata` describes them, by name. With the edges
    "normal,build" also those that build it. `cargo tree` knows which features are on; the resolve of `cargo metadata` has optional
    packages that nothing switches on."""
    metadata = json.loads(output("cargo", "metadata", "--format-version", "1", "--locked", "--filter-platform", target))
    tree = output("cargo", "tree", "--locked", "--target", target, "-e", edges, "--prefix", "none", "--format", "{p}")
    built = {tuple(line.split()[:2]) for line in tree.splitlines() if line}
    own = set(metadata["workspace_members"])
    packages = [p for p in metadata["packages"] if (p["name"], f"v{p['version']}") in built and p["id"] not in own]
    return sorted(packages, key=lambda p: (p["name"], p["version"]))
