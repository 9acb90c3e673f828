package io.besedka.simulator;

/** A file part of a multipart body. The name is as sent and may be empty. */
public record Upload(String fileName, String contentType, byte[] content) {}
