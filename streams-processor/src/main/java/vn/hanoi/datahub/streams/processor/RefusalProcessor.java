package vn.hanoi.datahub.streams.processor;

import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
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
public final class RefusalProcessor implements Processor<String, DeadLetter, String, ChangesState> {

    public static final String POSITIONS = "refusals-positions";

    /** Stands for a type the hub does not know, whose name may be anything. */
    private static final String UNKNOWN = "unknown";

    private final Catalogue catalogue;
    private final OutcomeAccount account;
    private @Nullable ProcessorContext<String, ChangesState> context;
    private @Nullable ProcessedOffsets offsets;

    public RefusalProcessor(Catalogue catalogue, ActiveDefinitions active) {
        this.catalogue = catalogue;
        this.account = new OutcomeAccount(active, catalogue.areas().city().id());
    }

    @Override
    public void init(ProcessorContext<String, ChangesState> processorContext) {
        context = processorContext;
        offsets = new ProcessedOffsets(processorContext.getStateStore(POSITIONS));
    }

    @Override
    public void process(Record<String, DeadLetter> record) {
        DeadLetter letter = record.value();
        ProcessedOffsets read = Objects.requireNonNull(offsets);
        boolean isNew =
                read.isNew(Objects.requireNonNull(context).recordMetadata().orElseThrow());
        read.write();
        if (!isNew || letter.getStage() != Stage.INGEST || !EventType.isInCalendar(letter.getRecordedAt())) {
            return;
        }
        String agency = OutcomeAccount.named(letter.getAgency());
        LocalDate day = CityTime.dayOf(letter.getRecordedAt());
        PendingDeltas refused = new PendingDeltas();
        refused.add(account.refusedAtTheDoor(agency, type(letter, catalogue), day));
        refused.drain((changes, trace) -> Objects.requireNonNull(context)
                .forward(record.withKey(changes.getIndicator() + '\0' + changes.getArea())
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
