import pytest

SCRIPT = "<script>alert(1)</script>"
REPORT = {
    "text": f"Norwegens Außenministerin Liv Sandvik besuchte am 27. Januar Lissabon.\n\n{SCRIPT}",
    "title": SCRIPT,
    "published": "2026-01-29",
    "language": "de",
    "publisher": "Nordblatt",
    "country": "DEU",
    "url": "https://nordblatt.example/1",
}


def bearer(team, role):
    return {"authorization": f"Bearer {team.give_token(role)}"}


def test_a_report_is_kept_once_with_what_is_known_of_it(writer):
    before = len(writer.get("/api/documents", params={"limit": 200}).json()["items"])
    first = writer.post("/api/documents", json=REPORT)
    again = writer.post("/api/documents", json=REPORT)
    assert (first.status_code, first.json()["new"], again.json()["new"]) == (201, True, False)
    items = writer.get("/api/documents", params={"limit": 200}).json()["items"]
    assert len(items) == before + 1
    assert {slot: items[0][slot] for slot in ("title", "published", "publisher", "country", "url")} == {
        slot: REPORT[slot] for slot in ("title", "published", "publisher", "country", "url")
    }
    assert writer.get(first.headers["location"]).json() == items[0]
    assert writer.get(f"{first.headers['location']}/text").json()["text"] == REPORT["text"]
    events = writer.get("/api/events", params={"publisher": "Nordblatt"}).json()["items"]
    assert [merged["event"]["type"] for merged in events] == ["CONSULT"]


def test_markup_in_a_report_comes_out_as_text(writer):
    writer.post("/api/documents", json=REPORT)
    page = writer.get("/").text
    assert SCRIPT not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert writer.get("/api/documents").headers["content-type"] == "application/json"
    assert writer.get("/api/documents").headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    ("role", "added", "forgotten"), [("reader", 403, 403), ("reviewer", 201, 403), ("admin", 201, 200)]
)
def test_roles_say_who_may_change_the_ledger(guarded, team, role, added, forgotten):
    headers = bearer(team, role)
    shown = guarded.get("/api/documents", headers=headers).json()["items"][0]["document"]
    assert guarded.post("/api/documents", json=REPORT, headers=headers).status_code == added
    assert guarded.delete(f"/api/documents/{shown}", headers=headers).status_code == forgotten
    noted = [(deed.who, deed.what) for deed in team.deeds()]
    expected = [(role, "document added")] * (added == 201) + [(role, "document forgotten")] * (forgotten == 200)
    assert sorted(noted) == expected


def test_a_forgotten_document_is_gone(writer):
    shown = writer.get("/api/documents").json()["items"][0]["document"]
    assert writer.delete(f"/api/documents/{shown}").json()["document"] == shown
    for path in ("", "/text", "/reading"):
        assert writer.get(f"/api/documents/{shown}{path}").status_code == 404
    assert writer.delete(f"/api/documents/{shown}").status_code == 404


def test_a_token_that_was_never_given_or_was_revoked_opens_nothing(guarded, team):
    headers = bearer(team, "admin")
    assert guarded.get("/api/documents", headers=headers).status_code == 200
    team.revoke_tokens("admin")
    for wrong in (headers, {"authorization": "Bearer guess"}, {"authorization": "Basic YWRtaW46YWRtaW4="}):
        assert guarded.get("/api/documents", headers=wrong).status_code == 401


def test_a_wrong_token_is_not_made_good_by_a_log_in(guarded, team):
    from tests.web.conftest import PASSWORD

    guarded.cookies.set("relazione_login", team.log_in("admin", PASSWORD) or "")
    assert guarded.get("/api/documents").status_code == 200
    assert guarded.get("/api/documents", headers={"authorization": "Bearer guess"}).status_code == 401


def test_a_browsers_change_needs_the_pages_token(guarded, team):
    from tests.web.conftest import PASSWORD

    guarded.cookies.set("relazione_login", team.log_in("admin", PASSWORD) or "")
    guarded.get("/")
    assert guarded.post("/api/documents", json=REPORT).status_code == 403
    headers = {"x-csrf-token": guarded.cookies["relazione_csrf"]}
    assert guarded.post("/api/documents", json=REPORT, headers=headers).status_code == 201
