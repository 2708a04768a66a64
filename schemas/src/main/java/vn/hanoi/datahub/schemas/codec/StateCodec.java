package vn.hanoi.datahub.schemas.codec;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
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
import vn.hanoi.datahub.state.ChangeState;
import vn.hanoi.datahub.state.Fingerprint16;
import vn.hanoi.datahub.state.PlaceState;
import vn.hanoi.datahub.state.TallyState;
import vn.hanoi.datahub.state.VersionState;

/** Between the domain's values and the records the processor's stores and internal topics hold. */
public final class StateCodec {

    private StateCodec() {}

    public static TallyState of(Tally tally) {
        return new TallyState(
                tally.numerator().toString(),
                tally.denominator().toString(),
                tally.events(),
                Map.copyOf(tally.units()));
    }

    public static Tally tally(TallyState state) {
        return new Tally(
                decimal(state.getNumerator()),
                decimal(state.getDenominator()),
                state.getEvents(),
                new TreeMap<>(state.getUnits()));
    }

    private static BigDecimal decimal(String text) {
        return switch (text) {
            case "0" -> BigDecimal.ZERO;
            case "1" -> BigDecimal.ONE;
            default -> new BigDecimal(text);
        };
    }

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
     * @param type of the identity the version belongs to
     * @param subject of the identity
     * @param decode reads the event's data from their bytes in the log
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

    public static ChangeState change(Coordinates at, Tally tally) {
        return new ChangeState(
                at.period().text(), at.agency(), at.unit(), at.members(), at.key(), at.part() == Part.STOCK, of(tally));
    }

    public static Coordinates coordinates(ChangeState change) {
        return new Coordinates(
                Period.parse(change.getPeriod()),
                change.getAgency(),
                change.getUnit(),
                change.getMembers(),
                change.getKey(),
                change.getStock() ? Part.STOCK : Part.FLOW);
    }
}
