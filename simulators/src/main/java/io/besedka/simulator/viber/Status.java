package io.besedka.simulator.viber;

/** Viber's own status numbers, given in a body of HTTP status 200. */
enum Status {
    OK(0, "ok"),
    INVALID_URL(1, "invalidUrl"),
    INVALID_AUTH_TOKEN(2, "invalidAuthToken"),
    BAD_DATA(3, "badData"),
    MISSING_DATA(4, "missingData"),
    RECEIVER_NOT_REGISTERED(5, "receiverNotRegistered"),
    RECEIVER_NOT_SUBSCRIBED(6, "receiverNotSubscribed"),
    WEBHOOK_NOT_SET(10, "webhookNotSet"),
    TOO_MANY_REQUESTS(12, "tooManyRequests"),
    BROADCAST_NOT_ALLOWED(20, "broadcastNotAllowed");

    final int number;
    final String word;

    Status(int number, String word) {
        this.number = number;
        this.word = word;
    }
}
