"""A lake that is broken, or an address that makes no sense, gets a page that says so."""

from pathlib import Path

import pytest

from tests.scaffold.cast import Cast

PAGES = ["/", "/calls/", "/calls/x:1/", "/metrics/received/", "/imports/"]


@pytest.mark.parametrize("page", PAGES)
def test_a_damaged_lake_is_told_without_its_inside(cast: Cast, small_lake: Path, page: str) -> None:
    (small_lake / "HEAD").write_text("999999", encoding="ascii")

    response = cast.client("manager").get(page)

    assert response.status_code == 503
    assert "The data store cannot be read" in response.content.decode()
    assert str(small_lake) not in response.content.decode()


@pytest.mark.parametrize("page", ["/", "/calls/"])
def test_a_missing_file_of_the_lake_is_told(cast: Cast, small_lake: Path, page: str) -> None:
    for path in (small_lake / "tables").rglob("*.parquet"):
        path.unlink()

    response = cast.client("manager").get(page)

    assert response.status_code == 503
    assert "Traceback" not in response.content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "/?queue=%00",
        "/?queue=a%0Ab",
        "/?from=0001-01-01&to=9999-12-31",
        "/?from=0001-01-01&to=0001-01-02",
        "/calls/?queue=%00&metric=received",
        "/calls/?page=-1",
        "/calls/?page=x",
        "/?chart=nonsense&sort_queue=nonsense&table=nonsense&format=csv",
        "/?queue=" + "&queue=".join(str(n) for n in range(60)),
    ],
)
def test_no_address_breaks_a_page(cast: Cast, small_lake: Path, address: str) -> None:
    assert cast.client("manager").get(address).status_code in {200, 400}
