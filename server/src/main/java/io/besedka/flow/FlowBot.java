package io.besedka.flow;

import io.besedka.conversation.Bot;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The flows as the turn's bot: each connection's published flow takes the step. Safe for any thread. */
public final class FlowBot implements Bot {
    private static final Logger LOG = LoggerFactory.getLogger(FlowBot.class);

    private final Flows flows;

    public FlowBot(Flows flows) {
        this.flows = flows;
    }

    @Override
    public Step step(Situation situation, Stimulus stimulus) {
        var flow = flows.published(situation.conversation().projectId(), situation.connectionId());
        return flow == null ? Step.IGNORED : step(flow, situation, stimulus);
    }

    /** A fault of ours must not cost the client's message: it is taken in, and people are called. */
    static Step step(Published flow, Situation situation, Stimulus stimulus) {
        try {
            return Answering.step(flow, situation, stimulus);
        } catch (RuntimeException fault) {
            LOG.atError()
                    .addKeyValue("project", situation.conversation().projectId())
                    .addKeyValue("conversation", situation.conversation().id())
                    .addKeyValue("flow", flow.newest().flowId())
                    .setCause(fault)
                    .log("A flow's step failed");
            return new Step(
                    true,
                    null,
                    List.of(new Effect.Trouble("flow " + flow.newest().flowId() + ": the step failed")));
        }
    }
}
