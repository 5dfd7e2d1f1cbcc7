"""What is sent over a slow line: texts compressed, workbooks as they are."""

import gzip

from tests.core.web.conftest import Browse

PACKED = {"Accept-Encoding": "gzip, br"}


def test_page_is_sent_compressed_to_whom_can_unpack_it(browse: Browse) -> None:
    client = browse("cnppm")
    packed = client.get("/organizations/", headers=PACKED)
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Организации" in gzip.decompress(packed.content).decode()
    assert len(packed.content) * 3 < len(client.get("/organizations/").content)


def test_page_is_sent_plain_to_others(browse: Browse) -> None:
    assert "Content-Encoding" not in browse("cnppm").get("/organizations/").headers


def test_workbook_is_not_compressed_twice(browse: Browse) -> None:
    answer = browse("cnppm").post("/organizations/export/", headers=PACKED)
    assert b"".join(answer.streaming_content)[:2] == b"PK"  # type: ignore[attr-defined]
    assert ("spreadsheetml" in answer.headers["Content-Type"], "Content-Encoding" in answer.headers) == (True, False)
