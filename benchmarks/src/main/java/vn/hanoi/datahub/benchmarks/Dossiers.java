package vn.hanoi.datahub.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Procedure dossiers as agencies send them today: the event type that most indicators count. */
final class Dossiers {

    private static final List<String> COMMUNES =
            List.of("00004", "00008", "00025", "00070", "00082", "00091", "00097", "00103", "00118", "00127");
    private static final String[] CHANNELS = {"ONLINE_FULL", "ONLINE_PARTIAL", "COUNTER"};

    private Dossiers() {}

    static String event(String run, int number) {
        return """
                {"specversion":"1.0","type":"vn.hanoi.procedure-dossier","source":"urn:hanoi:agency:H26.HCC","id":"%s-%d","subject":"%s-%d","time":"2025-09-01T10:00:00+07:00",\
                "data":{"procedure":"p-%d","sector":"s-%d","level":"COMMUNE","area":"%s","channel":"%s","status":"RESOLVED","receivedAt":"2025-08-25T08:00:00+07:00",\
                "dueAt":"2025-09-0%dT17:00:00+07:00","resolvedAt":"2025-09-01T10:00:00+07:00","identifierLinked":true,"authentication":"VNEID","applicantKind":"PERSON","fee":true,\
                "feePaid":"ONLINE","amount":20000,"rating":5}}""".formatted(
                        run,
                        number,
                        run,
                        number,
                        number % 20,
                        number % 8,
                        COMMUNES.get(number % COMMUNES.size()),
                        CHANNELS[number % 3],
                        1 + number % 9);
    }

    static byte[] batch(String run, int from, int size) {
        return IntStream.range(from, from + size)
                .mapToObj(number -> event(run, number))
                .collect(Collectors.joining(",", "[", "]"))
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Returns a batch from {@link IngestAlone#OTHER}, for its own commune. */
    static byte[] ofOther(String run, int from, int size) {
        return IntStream.range(from, from + size)
                .mapToObj(number -> event(run, number * COMMUNES.size()).replace("H26.HCC", IngestAlone.OTHER))
                .collect(Collectors.joining(",", "[", "]"))
                .getBytes(StandardCharsets.UTF_8);
    }
}
