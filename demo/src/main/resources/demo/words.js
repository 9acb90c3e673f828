// Shows the page in the reader's language: Russian where the browser prefers it, else English; ?lang=ru|en decides.
const asked = new URLSearchParams(location.search).get("lang");
const language = asked === "ru" || asked === "en" ? asked : navigator.language.startsWith("ru") ? "ru" : "en";
document.documentElement.lang = language;
for (const element of document.querySelectorAll("[data-ru]")) {
  element.textContent = language === "ru" ? element.dataset.ru : element.dataset.en;
}
document.title = document.body.dataset[language === "ru" ? "titleRu" : "titleEn"];
