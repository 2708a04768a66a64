package vn.hanoi.datahub.ingest.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.springframework.http.HttpHeaders;
import vn.hanoi.datahub.domain.agency.Agency;
import vn.hanoi.datahub.domain.event.RefusalReason;
import vn.hanoi.datahub.ingest.admission.Detail;
import vn.hanoi.datahub.ingest.admission.UnreadableException;
import vn.hanoi.datahub.ingest.publish.Intake;
import vn.hanoi.datahub.schemas.access.Caller;

/**
 * Reads a request's body within its bounds, gzipped or not, and charges it to the caller's quota: what it announces
 * before it is read, the rest when it was. What cannot be read is refused as a whole, counted, and found again among
 * the dead letters.
 */
public final class BodyReader {

    private static final int BUFFER = 1 << 13;

    /** A body that takes longer is a client that does not mean it: each connection it holds is one that others lack. */
    private static final Duration SLOWEST = Duration.ofSeconds(60);

    private final Limits limits;
    private final Intake intake;
    private final QuotaGate quotas;

    /**
     * How much one request may carry.
     *
     * @param bodyBytes largest body, unpacked
     * @param batchEvents most events in a batch
     */
    public record Limits(long bodyBytes, int batchEvents) {}

    public BodyReader(Limits limits, Intake intake, QuotaGate quotas) {
        this.limits = limits;
        this.intake = intake;
        this.quotas = quotas;
    }

    /** Most events in a batch. */
    int batchEvents() {
        return limits.batchEvents();
    }

    /** The body as the parser reads it; of a list, each item is charged as an event. */
    <T> T read(Caller caller, HttpServletRequest request, HttpServletResponse response, Function<byte[], T> parser)
            throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream(BUFFER);
        int events = 1;
        long announced = Math.max(0, Math.min(request.getContentLengthLong(), limits.bodyBytes()));
        quotas.charge(caller.publisher(), 0, announced, response); // before it is read: others that follow see it
        try {
            fill(body, request, caller.publisher());
            T read = parser.apply(body.toByteArray());
            events = read instanceof List<?> batch ? batch.size() : 1;
            return read;
        } catch (UnreadableException e) {
            intake.refuse(e.refused(), caller.publisher().code());
            throw e;
        } finally {
            quotas.charge(caller.publisher(), events, Math.max(0, body.size() - announced), response);
        }
    }

    private void fill(ByteArrayOutputStream body, HttpServletRequest request, Agency agency) throws IOException {
        if (request.getContentLengthLong() > limits.bodyBytes()) {
            throw tooLarge();
        }
        long began = System.nanoTime();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = unpacked(request)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                quotas.hold(agency, request, read);
                body.write(buffer, 0, read);
                if (body.size() > limits.bodyBytes()) {
                    throw tooLarge();
                } else if (System.nanoTime() - began > SLOWEST.toNanos()) {
                    throw new UnreadableException(RefusalReason.MALFORMED, Detail.of("body.slow", SLOWEST.toSeconds()));
                }
            }
        } catch (ZipException | EOFException e) {
            throw new UnreadableException(RefusalReason.MALFORMED, Detail.of("body.gzip"));
        }
    }

    /** Unpacks while it reads, so that a small body that unpacks to a huge one is found out at the bound. */
    public static InputStream unpacked(HttpServletRequest request) throws IOException {
        String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        return switch (encoding == null ? "" : encoding.toLowerCase(Locale.ROOT)) {
            case "", "identity" -> request.getInputStream();
            case "gzip" -> new GZIPInputStream(request.getInputStream(), 1 << 13);
            default -> throw new UnreadableException(RefusalReason.MALFORMED, Detail.of("body.encoding", encoding));
        };
    }

    private UnreadableException tooLarge() {
        return new UnreadableException(RefusalReason.TOO_LARGE, Detail.of("body.size", limits.bodyBytes()));
    }
}
