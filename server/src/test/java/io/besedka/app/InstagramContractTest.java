package io.besedka.app;

import io.besedka.simulator.meta.MetaSimulator;

class InstagramContractTest extends ChannelContract {
    @Override
    Provider provider() {
        return MessengerContractTest.of(MetaSimulator.instagram(0), "17841400000001");
    }
}
