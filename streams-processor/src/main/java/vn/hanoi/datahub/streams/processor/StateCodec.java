package vn.hanoi.datahub.streams.processor;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.event.Event;
import vn.hanoi.datahub.domain.event.Facts;
import vn.hanoi.datahub.domain.event.Fingerprint;
import vn.hanoi.datahub.domain.event.Operation;
import vn.hanoi.datahub.domain.event.Version;
import vn.hanoi.datahub.domain.fold.Coordinates;
import vn.hanoi.datahub.domain.fold.Part;
import vn.hanoi.datahub.domain.fold.Tally;
import vn.hanoi.datahub.domain.period.Period;
import vn.hanoi.datahub.schemas.codec.StateWriter;
import vn.hanoi.datahub.state.Fingerprint16;
import vn.hanoi.datahub.state.PlaceState;
import vn.hanoi.datahub.state.VersionState;

/** Conversion between the domain's values and the records in the processor's stores and internal topics. */
final class StateCodec {

    private StateCodec() {}

    public static @Nullable PlaceState of(Version.@Nullable Place place) {
        return place == null
                ? null
                : new PlaceState(
                        place.time().getEpochSecond(), place.time().getNano(), place.dataVersion(), place.offset());
    }

    public static Version.@Nullable Place place(@Nullable PlaceState state) {
        return state == null
                ? null
                : new Version.Place(
                        Instant.ofEpochSecond(state.getTime(), state.getNanos()),
                        state.getDataVersion(),
                        state.getOffset());
    }

    public static VersionState of(Version version) {
        Event event = version.event();
        return new VersionState(
                event.source(),
                event.id(),
                of(version.fingerprint()),
                of(version.place()),
                version.isRetraction(),
                (int) version.acceptedOn().toEpochDay(),
                event.data() instanceof LoggedFacts logged ? ByteBuffer.wrap(logged.bytes()) : null);
    }

    /**
     * Restores a version from its state.
     *
     * @param type event type of the identity that the version belongs to
     * @param subject subject of the identity
     * @param decode decodes the event's data from its bytes in the log
     */
    public static Version version(VersionState state, String type, String subject, Function<byte[], Facts> decode) {
        PlaceState place = state.getPlace();
        ByteBuffer data = state.getData();
        return new Version(
                new Event(
                        type,
                        state.getSource(),
                        subject,
                        state.getId(),
                        Instant.ofEpochSecond(place.getTime(), place.getNanos()),
                        place.getDataVersion(),
                        state.getRetraction() ? Operation.RETRACT : Operation.UPSERT,
                        data == null ? null : new LoggedFacts(bytes(data), decode)),
                Fingerprint.copyOf(state.getFingerprint().bytes()),
                LocalDate.ofEpochDay(state.getAcceptedOn()),
                place.getOffset());
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    private static Fingerprint16 of(Fingerprint fingerprint) {
        return new Fingerprint16(fingerprint.toBytes());
    }

    /** Writes the change of a tally and where it occurred. */
    public static void change(Coordinates at, Tally tally, StateWriter writer) {
        writer.text(at.period().text())
                .text(at.agency())
                .text(at.unit())
                .number(at.members().size());
        at.members().forEach(writer::text);
        writer.text(at.key()).octet(at.part() == Part.STOCK ? 1 : 0).tally(tally);
    }

    /** Reads all changes up to the end. */
    public static void changes(ByteBuffer changes, BiConsumer<Coordinates, Tally> each) {
        StateReader reader = new StateReader(bytes(changes));
        while (reader.hasMore()) {
            Period period = Period.parse(reader.text());
            String agency = reader.text();
            String unit = reader.text();
            String[] members = new String[(int) reader.number()];
            for (int i = 0; i < members.length; i++) {
                members[i] = reader.text();
            }
            String key = reader.text();
            Part part = reader.octet() == 1 ? Part.STOCK : Part.FLOW;
            each.accept(new Coordinates(period, agency, unit, List.of(members), key, part), reader.tally());
        }
    }
}
