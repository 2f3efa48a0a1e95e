/** The sample shop: a basket that counts, and questions that open the chat. */

const basket = document.getElementById("basket");

for (const button of document.querySelectorAll("[data-add]")) {
  button.addEventListener("click", () => {
    basket.value = String(Number(basket.value) + 1);
  });
}

for (const button of document.querySelectorAll("[data-chat]")) {
  button.addEventListener("click", () => {
    // What the page knows goes along with the conversation; the agent sees it beside the chat.
    window.Parley?.identify({ page: document.title, product: button.dataset.chat });
    window.Parley?.open();
  });
}
