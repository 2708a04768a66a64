package vn.hanoi.datahub.edge.limit;

import java.time.Duration;
import org.apache.coyote.AbstractProcessor;
import org.apache.coyote.Constants;
import org.apache.coyote.Request;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.edge.schedule.Rounds;

/**
 * Closes connections on which the line and the headers of a request do not arrive in time. Tomcat limits only the time
 * between two bytes, so that one byte every few seconds would keep a connection open for a day, and there are only as
 * many as Tomcat accepts.
 */
public final class PromptHeads extends Http11NioProtocol {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final Duration patience;
    private @Nullable Rounds rounds;

    public PromptHeads() {
        this(PATIENCE);
    }

    PromptHeads(Duration patience) {
        this.patience = patience;
    }

    @Override
    public void start() throws Exception {
        super.start();
        rounds = new Rounds("slow-heads", 1).every(EVERY, this::round);
    }

    @Override
    public void stop() throws Exception {
        if (rounds != null) {
            rounds.close();
        }
        super.stop();
    }

    private void round() {
        long now = System.nanoTime();
        getEndpoint().getConnections().stream()
                .filter(connection -> isLate(connection, now))
                .forEach(SocketWrapperBase::close);
    }

    /** Between requests, a connection has no processor. */
    private boolean isLate(SocketWrapperBase<?> connection, long now) {
        return connection.getCurrentProcessor() instanceof AbstractProcessor processor
                && !processor.isAsync()
                && isWaitedFor(processor.getRequest())
                && now - processor.getRequest().getStartTimeNanos() > patience.toNanos();
    }

    /** Returns whether a request began, but neither is read at this moment nor was passed on. */
    private static boolean isWaitedFor(Request request) {
        return request.getStartTimeNanos() >= 0 && request.getRequestProcessor().getStage() == Constants.STAGE_ENDED;
    }
}
