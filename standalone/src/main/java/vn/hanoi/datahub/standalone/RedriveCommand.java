package vn.hanoi.datahub.standalone;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vn.hanoi.datahub.ingest.publish.Redrive;
import vn.hanoi.datahub.quality.DeadLetter;
import vn.hanoi.datahub.standalone.agency.Messages;

/** {@code ./hub redrive}: {@link Redrive}, for use where only Kafka and the registry are running. */
@Command(name = "redrive", description = "Re-publish rejected events, unchanged. Without --yes, only list them.")
final class RedriveCommand implements Callable<Integer> {

    private static final int TOLD_EVERY = 100;

    @Option(names = "--reason", paramLabel = "WORD", description = "Only those rejected for this reason.")
    private @Nullable String reason;

    @Option(names = "--agency", paramLabel = "CODE", description = "Only those of this agency.")
    private @Nullable String agency;

    @Option(names = "--type", paramLabel = "TYPE", description = "Only this event type.")
    private @Nullable String type;

    @Option(names = "--yes", description = "Re-publish them.")
    private boolean yes;

    @Mixin
    private KafkaOptions kafka = new KafkaOptions();

    @Override
    public Integer call() throws InterruptedException {
        Redrive redrive = new Redrive(kafka.connection(), kafka.registry());
        List<DeadLetter> letters = redrive.find(
                new Redrive.LetterFilter(reason, agency, type, Instant.EPOCH, Instant.MAX), Integer.MAX_VALUE);
        System.err.println("hub: " + letters.size() + " rejected events found");
        Messages words = Messages.in(System.getenv());
        for (DeadLetter letter : letters) {
            System.out.printf(
                    "%s %-20s %-40s %s %s: %s%n",
                    letter.getRecordedAt(),
                    letter.getAgency() == null ? "-" : letter.getAgency(),
                    letter.getSubject() == null ? "-" : letter.getSubject(),
                    place(letter),
                    words.reason(letter.getReason()),
                    words.detail(letter));
        }
        if (!yes) {
            System.err.println("hub: nothing was changed; --yes re-publishes them");
            return 0;
        }
        List<DeadLetter> gone = redrive.drive(letters, done -> {
            if (done % TOLD_EVERY == 0) {
                System.err.println("hub: " + done + " of " + letters.size());
            }
        });
        gone.forEach(letter -> System.err.println("hub: no longer in the log: " + place(letter)));
        System.err.println("hub: " + (letters.size() - gone.size()) + " events re-published");
        return gone.isEmpty() ? 0 : 1;
    }

    private static String place(DeadLetter letter) {
        return letter.getTopic() + ":" + letter.getPartition() + ":" + letter.getOffset();
    }
}
