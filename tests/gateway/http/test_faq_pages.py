"""The public pages of the knowledge base: contents, search, one page for each answer."""

import re

import aiohttp

from tests.gateway.house import House, open_house

POLICY = "Content-Security-Policy"


async def get(house: House, http: aiohttp.ClientSession, path: str, language: str = "en"):
    headers = {"Accept-Language": language}
    async with http.get(f"{house.url}{path}", headers=headers) as response:
        return response.status, response.headers, await response.text()


async def test_every_answer_has_a_page(library: House, http):
    """FAQ-017: what was inserted as a link leads to the answer, its table too."""
    status, headers, page = await get(library, http, "/faq/price-list")
    assert status == 200
    assert "<h1>Price list</h1>" in page
    assert "<td>desk</td>" in page
    assert headers["Content-Type"] == "text/html; charset=utf-8"


async def test_no_script_can_run_on_a_page(library: House, http):
    _, headers, page = await get(library, http, "/faq/refunds")
    assert "Within five days." in page
    assert "<script" not in page
    policy = dict(part.strip().split(" ", 1) for part in headers[POLICY].split(";"))
    assert policy["default-src"] == "'none'"
    assert "script-src" not in policy
    assert policy["style-src"].startswith("'sha256-")
    assert policy["frame-ancestors"] == "'none'"
    assert headers["X-Content-Type-Options"] == "nosniff"


LISTS = [
    ("/faq/", "en", ["All questions", "Opening hours", "<h2>Orders</h2>", '<html lang="en">']),
    ("/faq/", "fr-CA", ["Toutes les questions", "Horaires d’ouverture", '<html lang="fr">']),
    ("/faq/?lang=fr", "en", ["Toutes les questions", 'href="/faq/?lang=en"']),
    ("/faq/?q=reimburse", "en", ["Answers to “reimburse”", "/faq/refunds?lang=en"]),
    ("/faq/?q=zzzz", "en", ["Nothing was found for “zzzz”"]),
    ("/faq/?q=zzzz", "fr", ["Rien n’a été trouvé pour «\u00a0zzzz\u00a0»"]),
    ("/faq/?q=%3Cb%3E%22%7B", "en", ["&lt;b&gt;&quot;{"]),
    ("/faq/?q=%00%1Bz", "en", ["Nothing was found for “z”", 'name="robots" content="noindex"']),
    ("/faq", "en", ["All questions", '<link rel="canonical" href="/faq/?lang=en">']),
]


async def test_the_answers_are_listed_and_searched(library: House, http):
    for path, language, words in LISTS:
        status, _, page = await get(library, http, path, language)
        assert status == 200
        assert [word for word in words if word not in page] == [], path
        assert "Retired" not in page


async def test_a_search_engine_knows_an_answer_by_one_address_in_its_own_language(
    library: House, http: aiohttp.ClientSession
):
    """FAQ-017: the page of a link, found from outside too."""
    _, _, contents = await get(library, http, "/faq/", "fr")
    (slug,) = re.findall(r'"/faq/([^?"]+)\?lang=fr">Horaires', contents)
    for address in (slug, f"{slug}?lang=fr"):
        async with http.get(f"{library.url}/faq/{address}") as response:
            page = await response.text()
        assert f'<link rel="canonical" href="/faq/{slug}?lang=fr">' in page
        assert '<html lang="fr">' in page


async def test_an_answer_that_is_not_there_is_said_to_be_gone(library: House, http):
    for slug in ("retired", "nothing", "%3Cb%3E", "..%2F..%2Fetc"):
        status, headers, page = await get(library, http, f"/faq/{slug}")
        assert status == 404
        assert "This answer is not here" in page
        assert "script-src" not in headers[POLICY]


async def test_a_company_without_answers_says_so(house: House, http):
    _, _, page = await get(house, http, "/faq/", "fr")
    assert "Il n’y a pas encore de réponses ici." in page


async def test_an_address_searches_sixty_times_a_minute(library_company, tmp_path, http):
    async with open_house(library_company, tmp_path, rate="on") as strict:
        passed = 0
        while (await get(strict, http, "/faq/?q=hours"))[0] == 200:
            passed += 1
            # One more is allowed for each second that all of this takes.
            assert passed < 120
        assert passed >= 60
        assert (await get(strict, http, "/faq/opening-hours"))[0] == 200
