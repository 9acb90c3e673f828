package io.besedka.app;

import io.besedka.simulator.Misfortune;
import io.besedka.simulator.Simulator;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** A provider as the channel contract needs it: its simulator with one account, and what a connection to that is made of. */
interface Provider {
    Simulator simulator();

    default String channel() {
        return simulator().word();
    }

    default Map<String, URI> apis() {
        return Map.of(channel(), simulator().url());
    }

    default Map<String, String> settings() {
        return Map.of();
    }

    Map<String, String> secrets();

    Phone phone(String name);

    /** What a send is answered with to somebody who does not want to hear from us. */
    default Misfortune gone() {
        return Misfortune.forbidden();
    }

    /** A token that was taken back. */
    default Misfortune revoked() {
        return Misfortune.unauthorized();
    }

    /** A post to our hook that the provider did not make; empty where nothing is posted. */
    default Optional<HttpRequest> forged(URI hook) {
        return Optional.of(HttpRequest.newBuilder(hook)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"event\":\"message\"}"))
                .build());
    }

    /** How long after the client's last word we may answer; empty = for ever. */
    default Optional<Duration> window() {
        return Optional.empty();
    }

    /** Whether a send repeated under its key is done once: then a lost answer is no riddle. */
    default boolean keyed() {
        return false;
    }
}
