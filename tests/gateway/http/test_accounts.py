"""Logging in over HTTP: by name or address, never telling who exists, never for foreign pages."""

import pytest

from storage.security_log import newest_security_events
from tests.gateway.house import PASSWORD, House, post


async def login(house: House, username: str, password: str = PASSWORD, **headers: str):
    body = {"username": username, "password": password}
    return await post(f"{house.url}/api/v1/login", body, **headers)


@pytest.mark.parametrize("username", ["alice", "ALICE", "alice@example.org", " alice "])
async def test_a_user_name_or_an_email_address_logs_in(house: House, username):
    """SES-004."""
    status, headers, answer = await login(house, username)
    assert status == 200
    assert answer["agent"]["username"] == "alice"
    cookie = headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert answer["token"] in cookie


@pytest.mark.parametrize(
    ("username", "password"),
    [("alice", "wrong"), ("nobody", "wrong"), ("alice", PASSWORD.upper()), ("", "x")],
)
async def test_a_wrong_login_says_the_same_to_everybody(house: House, username, password):
    """SES-005; nothing tells whether a user exists."""
    status, headers, answer = await login(house, username or "x", password)
    assert (status, answer["error"]["code"]) == (401, "wrong_login")
    assert "Set-Cookie" not in headers


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "username"),
        ({"username": "alice"}, "password"),
        ({"username": {"$ne": ""}, "password": "x"}, "username"),
        ({"username": "alice", "password": ["x"]}, "password"),
        ({"username": "alice", "password": "x" * 1025}, "password"),
        ([], None),
        ("alice", None),
    ],
)
async def test_a_login_in_another_form_is_invalid(house: House, body, field):
    """CVE-2021-22911: an object where text is expected is refused, not looked up."""
    status, _, answer = await post(f"{house.url}/api/v1/login", body)
    assert status == 400
    assert answer["error"].get("field") == field
    assert not house.failures()


async def test_a_login_must_be_json(house: House, http):
    """A form of a foreign page can send text without being asked; it logs nobody in."""
    body = '{"username":"alice","password":"' + PASSWORD + '"}'
    async with http.post(
        f"{house.url}/api/v1/login", data=body, headers={"Content-Type": "text/plain"}
    ) as response:
        assert response.status == 400
        assert "Set-Cookie" not in response.headers


async def test_a_body_without_end_is_cut_short(house: House, http):
    async with http.post(
        f"{house.url}/api/v1/login",
        data="x" * 100_000,
        headers={"Content-Type": "application/json"},
    ) as response:
        assert response.status == 413


async def test_guessing_is_slowed_down(house: House):
    """Brute force is throttled; 429 says when to come back (CVE-2022-3741)."""
    statuses = [(await login(house, "alice", "wrong"))[0] for _ in range(7)]
    assert statuses[0] == 401
    assert statuses[-1] == 429
    _, headers, answer = await login(house, "alice")
    assert answer["error"]["code"] == "rate_limited"
    assert int(headers["Retry-After"]) >= 1


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "http://shop.example", "https://127.0.0.1"]
)
async def test_a_foreign_page_logs_nobody_in(house: House, origin):
    status, _, answer = await login(house, "alice", Origin=origin)
    assert (status, answer["error"]["code"]) == (403, "forbidden")


async def test_the_gateways_own_page_logs_in(house: House):
    assert (await login(house, "alice", Origin=house.url))[0] == 200


@pytest.mark.parametrize("own", [True, False], ids=["our page", "no browser"])
async def test_a_cookie_is_of_no_use_to_a_foreign_page(house: House, own: bool):
    """Browsers say with every unsafe request which page makes it; other programs need not."""
    _, _, answer = await login(house, "alice")
    cookie = f"parley_session={answer['token']}"
    foreign: tuple[tuple[int, dict[str, str]], ...] = (
        (403, {"Origin": "http://evil.example"}),
        (403, {"Origin": "null"}),
        (401, {"Sec-Fetch-Site": "cross-site"}),
        (401, {"Sec-Fetch-Site": "same-site"}),
        (401, {"Origin": house.url, "Sec-Fetch-Site": "same-site"}),
    )
    for refused, headers in foreign:
        status, _, _ = await post(f"{house.url}/api/v1/logout", {}, Cookie=cookie, **headers)
        assert status == refused, headers
    headers = {"Origin": house.url, "Sec-Fetch-Site": "same-origin"} if own else {}
    status, _, _ = await post(f"{house.url}/api/v1/logout", {}, Cookie=cookie, **headers)
    assert status == 200


@pytest.mark.parametrize("token", ["", "forged", "é", "a" * 5000])
async def test_a_forged_token_is_nobody(house: House, token):
    headers = {"Authorization": f"Bearer {token}"}
    status, _, answer = await post(f"{house.url}/api/v1/logout", {}, **headers)
    assert (status, answer["error"]["code"]) == (401, "unauthenticated")


@pytest.mark.parametrize(
    ("old", "new", "status", "code"),
    [
        ("wrong", "another horse, another battery", 403, "forbidden"),
        (PASSWORD, "short", 400, "weak_password"),
        (PASSWORD, "a" * 200, 400, "weak_password"),
        (PASSWORD, "i am alice, really", 400, "weak_password"),
        (PASSWORD, "", 400, "invalid"),
    ],
)
async def test_a_password_is_not_changed_to_anything(house: House, old, new, status, code):
    _, _, answer = await login(house, "alice")
    bearer = {"Authorization": f"Bearer {answer['token']}"}
    got, _, told = await post(f"{house.url}/api/v1/password", {"old": old, "new": new}, **bearer)
    assert (got, told["error"]["code"]) == (status, code)


async def test_a_refusal_speaks_the_browsers_language(house: House):
    _, _, answer = await login(house, "alice", "wrong", **{"Accept-Language": "fr-FR,fr;q=0.9"})
    assert "mot de passe" in answer["error"]["message"]


async def test_the_security_log_has_what_was_done_and_tried(house: House):
    """Who, what, when, from where; never what was typed."""
    await login(house, "my-password-in-the-wrong-field", "x")
    _, _, answer = await login(house, "alice")
    bearer = {"Authorization": f"Bearer {answer['token']}"}
    change = {"old": PASSWORD, "new": "another horse, another battery"}
    await post(f"{house.url}/api/v1/password", change, **bearer)
    await post(f"{house.url}/api/v1/logout", {}, **bearer)
    database = house.gateway.foundation.database
    events = [event for _, event in await database.read(lambda tx: newest_security_events(tx, 4))]
    assert [event.action for event in reversed(events)] == [
        "login_failed",
        "logged_in",
        "password_changed",
        "logged_out",
    ]
    assert {event.address for event in events} == {"127.0.0.1"}
    assert events[-1].actor == "anonymous"
    assert events[0].subject == f"agent:{answer['agent']['id']}"
    assert "wrong-field" not in str(events)
