package vn.hanoi.datahub.benchmarks;

import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.schemas.topic.Topics;

/**
 * The results of one load of a city, as Markdown.
 *
 * @param expected numerator and denominator of {@code dg.tthc_on_time} of the city, by year
 * @param hub null if it was skipped
 * @param flink null if it was skipped
 * @param handWritten null if it was skipped
 */
record CityRun(
        String load,
        int events,
        int dossiers,
        Map<String, long[]> expected,
        @Nullable HubRun hub,
        Baseline.@Nullable Run flink,
        Baseline.@Nullable Run handWritten) {

    /**
     * The results of the hub.
     *
     * @param accepted seconds from the first request until all events were accepted
     * @param stages seconds from the first request to the later stages
     * @param processorSeconds processor time of the whole process, including Kafka and the ingest service
     * @param diskMegabytes size of its data folder
     */
    record HubRun(
            double accepted,
            Settling.Stages stages,
            int sentAgain,
            long peakMegabytes,
            double processorSeconds,
            long diskMegabytes,
            Map<String, TopicSizes.Size> topics,
            Published published) {}

    String markdown() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "%n## %,d events (%s), %,d of them dossiers; on time by year, counted by the generator: %s%n%n",
                events,
                load,
                dossiers,
                years(expected)));
        text.append("| what | hub | Flink SQL | hand-written, one indicator | hub ÷ Flink | hub ÷ hand-written |\n"
                + "|---|---|---|---|---|---|\n");
        row(text, "log → values, events/s", h -> events / h.stages().visible(), Baseline.Run::perSecond);
        row(
                text,
                "processor seconds per 1,000 events",
                h -> h.processorSeconds() * 1e3 / events,
                run -> run.processorSeconds() * 1e3 / run.events());
        row(text, "peak memory, MB", h -> (double) h.peakMegabytes(), run -> (double) run.peakMegabytes());
        row(
                text,
                "published records per event",
                h -> (double) h.published().records() / events,
                run -> (double) run.published() / run.events());
        row(
                text,
                "published values per event",
                h -> (double) h.published().values() / events,
                run -> (double) run.published() / run.events());
        row(text, "changes of cells per event", h -> 0.0, run -> (double) run.changes() / run.events());
        if (flink != null) {
            text.append("\nOn time by year, Flink: ")
                    .append(years(flink.years()))
                    .append(verdict(flink.years()))
                    .append('\n');
        }
        if (hub != null) {
            hub(text, hub);
        }
        return text.toString();
    }

    private void row(
            StringBuilder text, String what, Function<HubRun, Double> ofHub, Function<Baseline.Run, Double> ofOther) {
        double own = hub == null ? 0 : ofHub.apply(hub);
        double flinks = flink == null ? 0 : ofOther.apply(flink);
        double hands = handWritten == null ? 0 : ofOther.apply(handWritten);
        text.append("| ")
                .append(what)
                .append(number(own))
                .append(number(flinks))
                .append(number(hands))
                .append(ratio(own, flinks))
                .append(ratio(own, hands))
                .append(" |\n");
    }

    private static String number(double number) {
        return number == 0 ? " | " : String.format(Locale.ROOT, number < 100 ? " | %.2f" : " | %,.0f", number);
    }

    private static String ratio(double own, double other) {
        return own == 0 || other == 0 ? " | " : String.format(Locale.ROOT, " | %.2f", own / other);
    }

    private void hub(StringBuilder text, HubRun run) {
        text.append(String.format(
                Locale.ROOT,
                "On time by year, hub: as expected, or it would not have ended. Requests sent again: %d. Data folder: %,d MB.%n%n",
                run.sentAgain(),
                run.diskMegabytes()));
        text.append("| stage of the hub | s after the first request | events/s |\n|---|---|---|\n");
        stage(text, "all accepted", run.accepted());
        stage(text, "all read by the processor (nothing pending)", run.stages().read());
        stage(text, "all evaluated (no cell waits)", run.stages().evaluated());
        stage(text, "all visible to readers: settled", run.stages().visible());
        text.append("\n| topic | records per event | bytes per event |\n|---|---|---|\n");
        run.topics().forEach((topic, size) -> {
            if (size.records() * 1_000 > events) {
                text.append(String.format(
                        Locale.ROOT,
                        "| %s | %.3f | %,.1f |%n",
                        topic,
                        (double) size.records() / events,
                        (double) size.bytes() / events));
            }
        });
        TopicSizes.Size all = run.topics().values().stream()
                .reduce(
                        new TopicSizes.Size(0, 0),
                        (sum, next) -> new TopicSizes.Size(sum.records() + next.records(), sum.bytes() + next.bytes()));
        TopicSizes.Size revisions =
                run.topics().getOrDefault(Topics.INDICATOR_REVISION.name(), new TopicSizes.Size(0, 0));
        text.append(String.format(
                Locale.ROOT,
                "| all | %.3f | %,.1f |%n%nRecords by end offsets: the markers of transactions count. Of %s they were %,d of %,d. Topics with less than one record per 1,000 events are left out.%n",
                (double) all.records() / events,
                (double) all.bytes() / events,
                Topics.INDICATOR_REVISION.name(),
                Math.max(0, revisions.records() - run.published().records()),
                revisions.records()));
    }

    private void stage(StringBuilder text, String what, double seconds) {
        text.append(String.format(Locale.ROOT, "| %s | %.1f | %,.0f |%n", what, seconds, events / seconds));
    }

    /** Returns whether a result is as expected. */
    boolean isRight(Map<String, long[]> found) {
        return years(found).equals(years(expected));
    }

    private String verdict(Map<String, long[]> found) {
        return isRight(found) ? ", as expected" : ", NOT as expected";
    }

    private static String years(Map<String, long[]> years) {
        return years.entrySet().stream()
                .map(year -> year.getKey() + " " + year.getValue()[0] + "/" + year.getValue()[1])
                .collect(Collectors.joining(", "));
    }
}
