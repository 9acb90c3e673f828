package io.besedka.app;

import io.besedka.account.Sealing;
import io.besedka.platform.secret.Secret;
import io.besedka.platform.secret.SecretBox;
import java.util.Base64;

/** The rooms' {@link Sealing}, done by the installation's one key. */
record SealedBox(SecretBox box, String place) implements Sealing {
    @Override
    public byte[] seal(byte[] open) {
        return box.seal(new Secret(Base64.getEncoder().encodeToString(open)), place);
    }

    @Override
    public byte[] open(byte[] sealed) {
        return Base64.getDecoder().decode(box.open(sealed, place).reveal());
    }
}
