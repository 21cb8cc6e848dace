"""Where everything in a lake's folder stands."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Layout:
    """The paths inside one lake."""

    root: Path

    @property
    def settings(self) -> Path:
        """Format version, zone and region."""
        return self.root / "lake.toml"

    @property
    def key(self) -> Path:
        """The customers' key: beside the lake, so that a copy of the lake does not carry it."""
        return self.root.with_name(self.root.name + ".key")

    @property
    def head(self) -> Path:
        """The number of the current manifest."""
        return self.root / "HEAD"

    @property
    def checked(self) -> Path:
        """What the last check of all files found."""
        return self.root / "checked.json"

    @property
    def dimension(self) -> Path:
        """What spellings stand for, and the teams and days of agents, as the rooms know them."""
        return self.root / "dimension.json"

    @property
    def lock(self) -> Path:
        """Held by the one writer."""
        return self.root / "lock"

    @property
    def manifests(self) -> Path:
        """Every manifest that a reader may still hold."""
        return self.root / "manifests"

    @property
    def landed(self) -> Path:
        """Raw rows, `<source>/<month or year>/<name>.parquet`."""
        return self.root / "landed"

    @property
    def tables(self) -> Path:
        """Derived rows, `<table>/<source>/<bucket>-<hash>.parquet`."""
        return self.root / "tables"

    @property
    def runs(self) -> Path:
        """What each run reported."""
        return self.root / "runs"

    @property
    def scratch(self) -> Path:
        """Half-written files of the writer; anything in it while nobody writes is waste."""
        return self.root / "scratch"

    def manifest(self, number: int) -> Path:
        """The manifest of that number: what a reader needs."""
        return self.manifests / f"{number:06}.json"

    def landed_index(self, number: int) -> Path:
        """The landed rows behind a manifest: what only a writer needs."""
        return self.manifests / f"{number:06}.landed.json"
