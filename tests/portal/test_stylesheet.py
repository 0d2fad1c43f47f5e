import gzip

from services.portal.pages.static import FOLDER


def test_the_stylesheet_is_small_and_asks_nothing_of_anybody():
    style = (FOLDER / "style.css").read_bytes()
    assert len(gzip.compress(style, 9)) <= 8 * 1024
    assert b"url(" not in style and b"@import" not in style
