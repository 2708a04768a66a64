package vn.hanoi.datahub.streams.processor;

import java.time.LocalDate;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import vn.hanoi.datahub.domain.event.EventType;
import vn.hanoi.datahub.domain.period.CityTime;
import vn.hanoi.datahub.quality.DeadLetter;
import vn.hanoi.datahub.quality.Stage;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.state.ChangesState;

/**
 * Counts events refused at ingest, so that an agency's refusal rate covers everything it sent. The processor counts its
 * own rejections elsewhere.
 */
public final class RefusalProcessor implements PerTask.Step<String, DeadLetter> {

    public static final String POSITIONS = "refusals-positions";

    /** Stands for a type the hub does not know, whose name may be anything. */
    private static final String UNKNOWN = "unknown";

    private final Catalogue catalogue;
    private final OutcomeAccount account;
    private final ProcessorContext<String, ChangesState> context;
    private final ProcessedOffsets offsets;

    public RefusalProcessor(
            Catalogue catalogue, ActiveDefinitions active, ProcessorContext<String, ChangesState> context) {
        this.catalogue = catalogue;
        this.account = new OutcomeAccount(active, catalogue.areas().city().id());
        this.context = context;
        this.offsets = new ProcessedOffsets(context.getStateStore(POSITIONS));
    }

    @Override
    public void process(Record<String, DeadLetter> record) {
        DeadLetter letter = record.value();
        boolean isNew = offsets.isNew(context.recordMetadata().orElseThrow());
        offsets.write();
        if (!isNew || letter.getStage() != Stage.INGEST || !EventType.isInCalendar(letter.getRecordedAt())) {
            return;
        }
        String agency = OutcomeAccount.named(letter.getAgency());
        LocalDate day = CityTime.dayOf(letter.getRecordedAt());
        PendingDeltas refused = new PendingDeltas();
        refused.add(account.refusedAtTheDoor(agency, type(letter, catalogue), day));
        refused.drain(
                (changes, trace) -> context.forward(record.withKey(changes.getIndicator() + '\0' + changes.getArea())
                        .withValue(changes)));
    }

    /** Returns the event type of a letter, without its prefix. */
    public static String type(DeadLetter letter, Catalogue catalogue) {
        return Optional.ofNullable(letter.getType())
                .map(type -> type.startsWith(EventType.PREFIX) ? type.substring(EventType.PREFIX.length()) : type)
                .filter(type -> catalogue.findType(type).isPresent())
                .orElse(UNKNOWN);
    }
}
