import re

import pytest
from fastapi.testclient import TestClient
from tests.web.conftest import PASSWORD

from relazione.web.access import LOGIN_COOKIE
from relazione.web.app import PAGES
from relazione.web.settings import Limits, Rate


def token(page):
    return re.search(r'name="csrf" value="([^"]+)"', page)[1]


def log_in(browser, name, password=PASSWORD, back="/"):
    form = {"name": name, "password": password, "csrf": token(browser.get("/login").text), "back": back}
    return browser.post("/login", data=form, follow_redirects=False)


def test_nothing_is_seen_without_logging_in(guarded):
    answer = guarded.get("/?a=b", follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/login?back=/%3Fa%3Db"
    for path in ("/api/documents", "/api/openapi.json", "/api/docs"):
        refused = guarded.get(path, follow_redirects=False)
        assert refused.status_code == 401
        assert refused.headers["content-type"] == "application/problem+json"
        assert refused.headers["www-authenticate"] == "Bearer"
    part = guarded.get("/", headers={"hx-request": "true"}, follow_redirects=False)
    assert (part.status_code, part.headers["hx-redirect"]) == (401, "/login")


def test_every_page_but_the_log_in_asks_who_it_is(guarded):
    routes = [route for module in PAGES for route in module.router.routes]
    paths = [route.path for route in routes if "GET" in route.methods and "{" not in route.path]
    assert len(paths) > 10
    for path in paths:
        assert guarded.get(path, follow_redirects=False).status_code in {303, 401}, path


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_form_speaks_the_readers_language(guarded, language):
    page = guarded.get("/login", headers={"accept-language": language}).text
    assert f'<html lang="{language}"' in page
    assert {"de": "Passwort", "en": "Password"}[language] in page


def test_logging_in_leads_back_and_logging_out_ends_it(guarded):
    answer = log_in(guarded, "reader", back="/?a=b")
    assert (answer.status_code, answer.headers["location"]) == (303, "/?a=b")
    home = guarded.get("/")
    assert home.status_code == 200
    assert "reader" in home.text
    secret = guarded.cookies[LOGIN_COOKIE]
    guarded.post("/logout", data={"csrf": token(home.text)})
    assert LOGIN_COOKIE not in guarded.cookies
    again = guarded.get("/api/documents", headers={"cookie": f"{LOGIN_COOKIE}={secret}"})
    assert again.status_code == 401


@pytest.mark.parametrize("back", ["//evil.example/", "/\\evil.example", "https://evil.example/", "/\nx"])
def test_logging_in_leads_nowhere_else(guarded, back):
    assert log_in(guarded, "reader", back=back).headers["location"] == "/"


def test_each_log_in_changes_the_secret_and_ends_the_one_before(guarded):
    log_in(guarded, "reader")
    first = guarded.cookies[LOGIN_COOKIE]
    page = guarded.get("/").text
    form = {"name": "reviewer", "password": PASSWORD, "csrf": token(page)}
    guarded.post("/login", data=form)
    assert guarded.cookies[LOGIN_COOKIE] != first
    with TestClient(guarded.app, base_url="http://127.0.0.1:8765", cookies={LOGIN_COOKIE: first}) as other:
        assert other.get("/api/documents").status_code == 401


def test_the_secret_is_kept_from_scripts_other_sites_and_open_lines(guarded):
    cookie = log_in(guarded, "reader").headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert "secure" not in cookie
    with TestClient(guarded.app, base_url="https://127.0.0.1:8765") as behind_tls:
        cookies = log_in(behind_tls, "reader").headers.get_list("set-cookie")
        assert all("secure" in cookie.lower() for cookie in cookies)
        page = behind_tls.get("/login")
        assert page.status_code == 200


def test_a_wrong_password_says_no_more_than_a_wrong_name(guarded):
    wrong = log_in(guarded, "reader", "not the password")
    unknown = log_in(guarded, "nobody", "not the password")
    assert wrong.status_code == unknown.status_code == 403
    assert "Name oder Passwort" in wrong.text
    strip = re.compile(r'value="[^"]*"')
    assert strip.sub("", wrong.text) == strip.sub("", unknown.text)


def test_guessing_is_slowed_down_even_for_the_right_password(serve, team):
    guarded = serve(team, login=True, limits=Limits(login=Rate(0.001, 3)))
    assert [log_in(guarded, "reader", "wrong password").status_code for _ in range(3)] == [403] * 3
    answer = log_in(guarded, "reader")
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) > 1
    assert "login throttled" in {deed.what for deed in team.deeds()}


def test_a_log_in_without_the_pages_token_is_refused(guarded):
    guarded.get("/login")
    answer = guarded.post("/login", data={"name": "reader", "password": PASSWORD}, follow_redirects=False)
    assert answer.status_code == 403
    assert LOGIN_COOKIE not in guarded.cookies


@pytest.mark.parametrize(("role", "status"), [("reader", 403), ("reviewer", 403), ("admin", 200)])
def test_only_admins_see_the_audit_log(guarded, role, status):
    log_in(guarded, role)
    assert guarded.get("/audit").status_code == status


def test_the_audit_log_tells_who_logged_in_and_shows_markup_as_text(guarded):
    log_in(guarded, "<script>alert(1)</script>", "wrong password")
    log_in(guarded, "admin")
    page = guarded.get("/audit").text
    assert "Anmeldung abgewiesen" in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert" not in page


def test_a_long_audit_log_is_read_page_by_page(guarded, team):
    for number in range(150):
        team.note("marta", "decided", f"event-{number:03}")
    log_in(guarded, "admin")
    page = guarded.get("/audit").text
    assert "event-149" in page
    assert "event-010" not in page
    older = re.search(r'href="(/audit\?before=\d+)"', page)[1]
    assert "event-010" in guarded.get(older).text


def test_where_nobody_logs_in_everything_is_open_to_the_machines_user(writer):
    assert writer.get("/login", follow_redirects=False).headers["location"] == "/"
    assert writer.get("/audit").status_code == 200


def test_no_browser_keeps_what_only_those_who_log_in_may_see(guarded):
    log_in(guarded, "reader")
    for path in ("/", "/api/documents", "/dossier/file?first=NOR&second=PRT&format=md", "/no-such-page"):
        assert guarded.get(path).headers["cache-control"] == "no-store", path
    assert "max-age" in guarded.get("/static/relazione.css?v=1").headers["cache-control"]


@pytest.mark.parametrize("role", ["reader", "reviewer"])
def test_readers_are_shown_no_way_to_what_only_reviewers_may_do(guarded, role):
    log_in(guarded, role)
    document = guarded.get("/api/documents").json()["items"][0]["document"]
    local = guarded.get(f"/api/documents/{document}/reading").json()["events"][0]["id"]
    shown = "/review" in guarded.get(f"/reports/{document}").text
    assert shown == (role == "reviewer")
    assert guarded.get(f"/review/{document}/{local}").status_code == (200 if shown else 403)


def test_nobody_is_shown_the_menu(guarded):
    assert "<nav" not in guarded.get("/login").text


def test_who_has_had_many_texts_read_waits_and_loses_nothing_typed(serve, team):
    browser = serve(team, login=True, limits=Limits(reading=Rate(0.001, 1)))
    log_in(browser, "reader")
    form = {"csrf": token(browser.get("/read").text), "text": "Norwegens Außenministerin besuchte Lissabon."}
    assert browser.post("/read", data=form).status_code == 200
    again = browser.post("/read", data=form)
    assert again.status_code == 429
    assert form["text"] in again.text
