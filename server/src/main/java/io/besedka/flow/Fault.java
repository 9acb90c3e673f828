package io.besedka.flow;

/** What is wrong in a definition and where. @param path such as {@code blocks[3].arrows[0].to}; empty for the whole */
public record Fault(String path, String message) {
    @Override
    public String toString() {
        return path.isEmpty() ? message : path + ": " + message;
    }
}
