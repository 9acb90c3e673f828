package io.besedka.simulator.messenger;

/** A location in degrees; title and address may be empty. */
public record Place(double latitude, double longitude, String title, String address) {
    public static Place at(double latitude, double longitude) {
        return new Place(latitude, longitude, "", "");
    }
}
