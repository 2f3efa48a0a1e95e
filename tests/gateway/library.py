"""A company that has a knowledge base."""

from tests.gateway.house import COMPANY

LIBRARY = (
    COMPANY
    + """
[[faq]]
shortcut = "q"
category = "Shops"
question = "Opening hours"
answer = "We are open **8 am to 7 pm**, Monday to Friday."

[[faq]]
shortcut = "Prix"
category = "Orders"
question = "Price list"
answer = "| lamp | 5 |\\n|---|---|\\n| desk | 9 |"

[[faq]]
category = "Orders"
question = "Refunds"
answer = "Within five days. <script>alert(1)</script>"

[[faq]]
category = "Magasins"
language = "fr"
question = "Horaires d’ouverture"
answer = "Ouvert **dès 8 h**."

[[faq]]
question = "Retired"
answer = "Gone."
disabled = true
"""
)
