"""Git repositories for tests: authors and dates are fixed, and nothing of the machine's own settings counts."""

import os
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

CLERK = "Democratic Services"
OFFICER = "Commissioning Manager"


@dataclass
class Made:
    """A repository in a folder; each commit is made an hour after the one before."""

    top: Path
    hours: int = field(default=0)

    def git(self, *words: str, author: str = OFFICER, refused: bool = False) -> str:
        """Run git in it, and return what it prints."""
        when = f"2026-03-02T{9 + self.hours:02}:00:00+00:00"
        kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        who = {
            f"GIT_{role}_{part}": value
            for role in ("AUTHOR", "COMMITTER")
            for part, value in (("NAME", author), ("EMAIL", "post@example.org"), ("DATE", when))
        }
        plain = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "GIT_MERGE_AUTOEDIT": "no"}
        settings = ("-c", "protocol.file.allow=always", "-c", "commit.gpgSign=false")
        made = subprocess.run(
            ["git", *settings, *words],
            cwd=self.top,
            env=kept | who | plain,
            capture_output=True,
            text=True,
            check=False,
        )
        assert refused or made.returncode == 0, made.stderr
        return made.stdout.strip()

    def put(self, name: str, text: str) -> Path:
        """Write a file, with the folders that it stands in."""
        path = self.top / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
        return path

    def commit(self, subject: str, author: str = OFFICER, **files: str) -> str:
        """Commit all that stands in the folder, with texts for files (`a__b` is `a/b.yaml`); return its hash."""
        for name, text in files.items():
            self.put(f"{name.replace('__', '/')}.yaml", text)
        self.git("add", "--all")
        self.git("commit", "-q", "--allow-empty", "--no-verify", "-m", subject, author=author)
        self.hours += 1
        return self.git("rev-parse", "HEAD")


def new_repository(top: Path) -> Made:
    """Make an empty repository."""
    top.mkdir(parents=True, exist_ok=True)
    made = Made(top)
    made.git("init", "-q", "-b", "main")
    return made
