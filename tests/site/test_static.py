"""The address of a static file is that of its content, before and after the files were collected."""

from willet.site.static import HashedStaticStorage


def test_address_follows_the_files_that_were_collected() -> None:
    storage = HashedStaticStorage(location="/nowhere", base_url="/static/")
    storage.hashed_files = {}
    before = [storage.url("ui/icons.svg") for _twice in range(2)]

    storage.hashed_files = {"ui/icons.svg": "ui/icons.3c80a7793329.svg"}
    after = [storage.url("ui/icons.svg") for _twice in range(2)]

    assert (before, after) == (
        ["/static/ui/icons.svg"] * 2,
        ["/static/ui/icons.3c80a7793329.svg"] * 2,
    )
