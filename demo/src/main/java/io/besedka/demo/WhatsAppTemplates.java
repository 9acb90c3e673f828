package io.besedka.demo;

import io.besedka.simulator.messenger.Account;
import io.besedka.simulator.whatsapp.WhatsAppSimulator;

/** What the flower shop may say on WhatsApp to whoever was silent for a day. */
final class WhatsAppTemplates {
    private static final String READY = """
            [{"type":"HEADER","format":"TEXT","text":"Заказ {{1}}","example":{"header_text":["1052"]}},
             {"type":"BODY","text":"Здравствуйте, {{1}}! Ваш букет готов, ждём вас {{2}}.","example":{"body_text":[["Марина","сегодня до 20:00"]]}},
             {"type":"FOOTER","text":"Цветочная лавка «Беседка»"},
             {"type":"BUTTONS","buttons":[{"type":"URL","text":"Где забрать","url":"https://flowers.example/orders/{{1}}","example":["https://flowers.example/orders/1052"]},
                                          {"type":"QUICK_REPLY","text":"Спасибо"}]}]""";
    private static final String BOUQUET = """
            [{"type":"HEADER","format":"IMAGE"},
             {"type":"BODY","text":"{{1}}, вот фото вашего букета. Отправляем?","example":{"body_text":[["Марина"]]}},
             {"type":"BUTTONS","buttons":[{"type":"QUICK_REPLY","text":"Да, отправляйте"},{"type":"QUICK_REPLY","text":"Подождите"}]}]""";
    private static final String BACK = """
            [{"type":"BODY","text":"Вы спрашивали о цветах, а мы не успели ответить. Напишите нам, и мы продолжим."}]""";
    private static final String READY_EN = """
            [{"type":"BODY","text":"Hello {{1}}, your bouquet is ready: {{2}}.","example":{"body_text":[["Marina","today until 8 pm"]]}},
             {"type":"FOOTER","text":"Besedka Flowers"}]""";
    private static final String PLACE = """
            [{"type":"HEADER","format":"LOCATION"},{"type":"BODY","text":"Мы ждём вас здесь."}]""";

    private WhatsAppTemplates() {}

    static void approve(WhatsAppSimulator whatsapp, Account number) {
        whatsapp.approve(number, "order_ready", "ru", READY);
        whatsapp.approve(number, "order_ready", "en", READY_EN);
        whatsapp.approve(number, "bouquet_photo", "ru", BOUQUET);
        whatsapp.approve(number, "let_us_go_on", "ru", BACK);
        whatsapp.approve(number, "where_we_are", "ru", PLACE);
        whatsapp.template(number, "spring_sale", "ru", "Скидка {{1}} на тюльпаны", "PENDING");
    }
}
