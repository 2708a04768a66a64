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
import vn.hanoi.datahub.edge.detail.Detail;
import vn.hanoi.datahub.ingest.admission.UnreadableException;
import vn.hanoi.datahub.ingest.publish.Intake;
import vn.hanoi.datahub.schemas.access.Caller;

/**
 * Reads a request's body, gzipped or not, up to its size limit, and charges it to the caller's quota: the announced
 * length before it is read, the rest afterwards. A body that cannot be read is refused as a whole, counted, and
 * recorded as a dead letter.
 */
public final class BodyReader {

    private static final int BUFFER = 1 << 13;

    /** Maximum time to receive a body. A client that needs longer occupies a connection that others lack. */
    private static final Duration SLOWEST = Duration.ofSeconds(60);

    private final Limits limits;
    private final Intake intake;
    private final QuotaGate quotas;

    /**
     * The limits of one request.
     *
     * @param bodyBytes maximum size of a body, unpacked
     * @param batchEvents maximum number of events in a batch
     */
    public record Limits(long bodyBytes, int batchEvents) {}

    public BodyReader(Limits limits, Intake intake, QuotaGate quotas) {
        this.limits = limits;
        this.intake = intake;
        this.quotas = quotas;
    }

    /** Returns the maximum number of events in a batch. */
    int batchEvents() {
        return limits.batchEvents();
    }

    /** Reads and parses the body. If the result is a list, each item is charged as an event. */
    <T> T read(Caller caller, HttpServletRequest request, HttpServletResponse response, Function<byte[], T> parser)
            throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream(BUFFER);
        int events = 1;
        long announced = Math.max(0, Math.min(request.getContentLengthLong(), limits.bodyBytes()));
        quotas.charge(caller.publisher(), 0, announced, response); // before reading, so that concurrent requests see it
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
        try (InputStream in = unpacked(request, DeclaredCharset.UTF_8)) {
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

    /**
     * Returns the body as a stream that unpacks while it is read, so that a small body that unpacks to a huge one is
     * stopped at the limit.
     */
    public static InputStream unpacked(HttpServletRequest request, DeclaredCharset read) throws IOException {
        read.check(request.getContentType());
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
