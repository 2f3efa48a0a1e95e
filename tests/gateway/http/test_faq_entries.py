"""Keeping the knowledge base: who may do what, drafts, publishing, versions, categories."""

from typing import Any

import aiohttp

from gateway.config import HelpLink
from tests.gateway.house import PASSWORD, House, open_house, post, provision
from tests.gateway.library import LIBRARY

CONTENT = {"question": "Parking", "answer": "Behind the shop.", "category": "Shops"}
GRANTS = {
    "adds": ["faq.add"],
    "edits": ["faq.edit"],
    "deletes": ["faq.delete"],
    "sorts": ["faq.category"],
}


class Keeper:
    """Somebody who keeps the knowledge base, over HTTP."""

    def __init__(self, house: House, http: aiohttp.ClientSession, token: str) -> None:
        self._house = house
        self._http = http
        self._headers = {"Authorization": f"Bearer {token}"}

    async def ask(self, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        url = f"{self._house.url}/api/v1/faq/{path}"
        async with self._http.request(method, url, json=body, headers=self._headers) as response:
            answer = await response.json()
            return response.status, answer.get("error", answer)


async def keeper(house: House, http: aiohttp.ClientSession, username: str) -> Keeper:
    _, _, answer = await post(
        f"{house.url}/api/v1/login", {"username": username, "password": PASSWORD}
    )
    return Keeper(house, http, answer["token"])


def written(
    publish: bool = True, rev: int = 0, draft_rev: int = 0, **content: Any
) -> dict[str, Any]:
    return {
        "content": {**CONTENT, **content},
        "publish": publish,
        "rev": rev,
        "draft_rev": draft_rev,
    }


async def test_an_entry_is_written_published_changed_and_taken_away(library: House, http):
    """FAQ-002, FAQ-011, FAQ-013: what is published is found at once, by everybody."""
    chloe = await keeper(library, http, "chloe")
    desk = await library.agent(status="offline")

    async def found(query: str) -> list[str]:
        entries = (await desk.ask("faq.search", query=query))["entries"]
        return [entry["question"] for entry in entries]

    status, draft = await chloe.ask("POST", "entries", written(publish=False))
    assert (status, draft["rev"], draft["published"], draft["url"]) == (201, 0, None, None)
    assert draft["draft"]["agent"] == "Chloe Bernard"
    assert await found("parking") == []
    path = f"entries/{draft['id']}"
    changed = written(publish=False, draft_rev=1, answer="In the yard.")
    assert (await chloe.ask("PUT", path, changed))[1]["draft"]["rev"] == 2
    assert (await chloe.ask("PUT", path, changed))[1]["field"] == "draft_rev"
    _, first = await chloe.ask("PUT", path, written(answer="In the yard."))
    assert (first["rev"], first["draft"]) == (1, None)
    assert first["url"] == f"{library.url}/faq/parking"
    assert await found("parking") == ["Parking"]
    await desk.ask("faq.insert", entry_id=draft["id"], **{"as": "text"})
    status, refused = await chloe.ask("PUT", path, written(question="Late"))
    assert (status, refused["code"], refused["field"]) == (409, "conflict", "rev")
    _, second = await chloe.ask("PUT", path, written(rev=1, question="Where can I park?"))
    assert [each["rev"] for each in second["versions"]] == [2, 1]
    assert second["versions"][1]["content"]["answer"] == "In the yard."
    assert second["url"] == first["url"]
    assert second["uses"] == 1
    assert (await chloe.ask("DELETE", path))[0] == 200
    assert await found("parking") == []
    assert (await chloe.ask("GET", path))[0] == 404
    assert (await chloe.ask("DELETE", path))[0] == 404
    assert not library.failures()
    await desk.leave()


async def test_each_right_is_asked_for(tmp_path, http):
    """FAQ-011, FAQ-005, ADM-032: each right by itself."""
    agents = "".join(
        f'\n[[agents]]\nusername = "{name}"\npassword = "{{password}}"\nname = "{name}"\n'
        f"permissions = {grants}\n"
        for name, grants in GRANTS.items()
    )
    await provision(tmp_path, LIBRARY + agents)
    async with open_house(tmp_path, tmp_path) as house:
        people = {name: await keeper(house, http, name) for name in (*GRANTS, "alice", "chloe")}
        _, listed = await people["alice"].ask("GET", "entries")
        entry = next(each for each in listed["entries"] if each["shortcut"] == "q")
        path, rev = f"entries/{entry['id']}", entry["rev"]
        same: dict[str, Any] = {"question": "Opening hours", "shortcut": "q"}
        asked = {
            "adds": ("POST", "entries", written()),
            "edits": ("PUT", path, written(rev=rev, **same)),
            "sorts": ("POST", "categories", {"name": "New"}),
            "deletes": ("DELETE", path, None),
        }
        for wanted, request in asked.items():
            for name in ("alice", *GRANTS):
                if name != wanted:
                    status, error = await people[name].ask(*request)
                    assert (status, error["code"]) == (403, "forbidden"), (name, wanted)
        with_shortcut = written(question="More", shortcut="more")
        status, error = await people["adds"].ask("POST", "entries", with_shortcut)
        assert (status, error["field"]) == (403, "shortcut")
        into_new = written(question="More", category="Nowhere yet")
        status, error = await people["adds"].ask("POST", "entries", into_new)
        assert (status, error["field"]) == (403, "category")
        assert (await people["chloe"].ask("POST", "entries", with_shortcut))[0] == 201
        for name, request in asked.items():
            assert (await people[name].ask(*request))[0] in (200, 201), name
        async with http.get(f"{house.url}/api/v1/faq/entries") as response:
            assert response.status == 401


async def test_what_cannot_be_published_is_refused(library: House, http):
    chloe = await keeper(library, http, "chloe")
    refused = [
        (written(question=" "), 400, "question"),
        (written(answer="\n"), 400, "answer"),
        (written(category=" "), 400, "category"),
        (written(shortcut="two words"), 400, "shortcut"),
        (written(shortcut="<Q>"), 409, "shortcut"),  # but for its case it is taken
        (written(question="Refunds"), 409, "question"),
        (written(language="de"), 400, "content.language"),
        ({"publish": True}, 400, "content"),
    ]
    for body, status, field in refused:
        told, error = await chloe.ask("POST", "entries", body)
        assert (told, error.get("field")) == (status, field), body
    assert (await chloe.ask("PUT", "entries/nothing", written()))[0] == 404
    assert not library.failures()


async def test_categories_are_made_renamed_and_dropped(library: House, http):
    chloe = await keeper(library, http, "chloe")
    desk = await library.agent(status="offline")

    async def names() -> list[tuple[str, int]]:
        listed = (await desk.ask("faq.categories"))["categories"]
        return [(each["name"], each["entries"]) for each in listed]

    assert (await chloe.ask("POST", "categories", {"name": " Delivery  abroad "}))[0] == 201
    assert ("Delivery abroad", 0) in await names()
    assert (await chloe.ask("PUT", "categories/Orders", {"name": "Your order"}))[0] == 200
    assert await names() == [
        ("Delivery abroad", 0),
        ("Magasins", 1),
        ("Shops", 1),
        ("Your order", 2),
    ]
    assert (await chloe.ask("DELETE", "categories/Shops"))[0] == 409
    assert (await chloe.ask("DELETE", "categories/Delivery%20abroad"))[0] == 200
    assert (await chloe.ask("POST", "categories", {"name": " "}))[0] == 400
    assert len(await names()) == 3
    await desk.leave()


async def test_an_answer_is_looked_at_before_it_is_published(library: House, http):
    """FAQ-015, FAQ-016: the author is told what will go as a link alone."""
    chloe = await keeper(library, http, "chloe")
    table = "<table><tr><td onclick='x()'>1</td></tr></table><script>x()</script>"
    _, preview = await chloe.ask("POST", "preview", {"answer": table})
    assert preview["insertable_as"] == ["link"]
    assert preview["reasons"] == ["table", "element"]
    assert "<td>1</td>" in preview["page_html"]
    assert "x()" not in preview["page_html"] + preview["message_html"]
    _, preview = await chloe.ask("POST", "preview", {"answer": "**bold**"})
    assert preview["message_html"] == "<p><strong>bold</strong></p>"
    assert preview["visible_chars"] == 4


async def test_a_draft_is_thrown_away(library: House, http):
    chloe = await keeper(library, http, "chloe")
    _, draft = await chloe.ask("POST", "entries", written(publish=False))
    _, listed = await chloe.ask("GET", "entries")
    rows = {each["question"]: (each["rev"], each["draft"]) for each in listed["entries"]}
    assert rows["Parking"] == (0, True)
    assert rows["Refunds"] == (1, False)
    assert "Retired" not in rows
    assert (await chloe.ask("DELETE", f"entries/{draft['id']}/draft"))[0] == 200
    assert (await chloe.ask("GET", f"entries/{draft['id']}"))[0] == 404


async def test_help_is_where_the_company_says(library_company, tmp_path, http):
    guide = HelpLink(title="User guide", url="https://guide.example.org/")
    async with open_house(library_company, tmp_path, help_links=(guide,)) as house:
        status, told = await (await keeper(house, http, "alice")).ask("GET", "help")
    assert (status, told["links"]) == (
        200,
        [{"title": "User guide", "url": "https://guide.example.org/"}],
    )
